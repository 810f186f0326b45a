import { afterEach, expect, it, vi } from 'vitest';
import { leaveText, takeText } from './handed-text.ts';

const before = Object.getOwnPropertyDescriptor(globalThis, 'localStorage');
afterEach(() => {
  vi.useRealTimers();
  if (before !== undefined) Object.defineProperty(globalThis, 'localStorage', before);
});

/** A storage as browsers have one: what is stored are its own properties. */
function haveStorage(): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  const methods = {
    getItem: (name: string) => value[name] ?? null,
    setItem: (name: string, text: string) => void (value[name] = text),
    removeItem: (name: string) => void Reflect.deleteProperty(value, name),
  };
  Object.setPrototypeOf(value, methods);
  Object.defineProperty(globalThis, 'localStorage', { configurable: true, value });
  return value;
}

it('a text is taken by its own id, once, and two that are left at a time are two', () => {
  const stored = haveStorage();
  const [one, two] = [leaveText('first') ?? '', leaveText('second') ?? ''];
  expect(takeText('00'.repeat(16))).toBeNull();
  expect([takeText(two), takeText(one)]).toEqual(['second', 'first']);
  expect([takeText(two), takeText(one)]).toEqual([null, null]);
  expect(Object.keys(stored)).toEqual([]);
});

it('what nobody has come for is gone after an hour, with the next', () => {
  const stored = haveStorage();
  vi.useFakeTimers({ toFake: ['Date'] });
  leaveText('first');
  vi.setSystemTime(Date.now() + 3_600_001);
  leaveText('second');
  expect(Object.values(stored).map((text) => JSON.parse(String(text)).text)).toEqual(['second']);
});

it('what is damaged is removed, and keeps no text from being left', () => {
  const stored = haveStorage();
  const damaged = ['{"text":', '', 'null', '7', '{}', '{"text":"a","at":"b"}'];
  for (const [at, text] of damaged.entries()) stored[`tallystick-handed-${at}`] = text;
  const id = leaveText('whole') ?? '';
  expect(Object.keys(stored)).toEqual([`tallystick-handed-${id}`]);
  expect(takeText(id)).toBe('whole');
});

it('where nothing can be stored the answer is no, and nothing is thrown', () => {
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    get: () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    },
  });
  expect(leaveText('{}')).toBeNull();
  expect(takeText('00')).toBeNull();
});
