import { expect, it } from 'vitest';
import { arabic } from './arabic.ts';
import { english } from './english.ts';
import { german } from './german.ts';

/** Every text below a place, with what it is called. */
function textsOf(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([name, value]) => {
    const at = `${path}.${name}`;
    if (typeof value === 'string') return [[at, value] as [string, string]];
    if (typeof value === 'function') {
      const say = value as (...given: string[]) => string;
      return [[at, say('A', 'B', 'C', 'D')] as [string, string]];
    }
    return textsOf(value as object, at);
  });
}

const SAME_IN_GERMAN = /product$|\.name$|circulating$/;

it('German says everything, in its own words', () => {
  const own = new Map(textsOf(german));
  const missing = textsOf(english).filter(
    ([at, text]) => text !== '' && (own.get(at) ?? '') === '',
  );
  expect(missing).toEqual([]);
  const copied = textsOf(english).filter(([at, text]) => text.length > 12 && own.get(at) === text);
  expect(copied.filter(([at]) => !SAME_IN_GERMAN.test(at))).toEqual([]);
  expect(own.size).toBeGreaterThan(150);
});

it('Arabic has the whole frame', () => {
  const own = textsOf(arabic.frame).filter(([at]) => at !== '.product');
  expect(own.filter(([, text]) => !/[\u0600-\u06FF]/.test(text))).toEqual([]);
  expect(own.length).toBe(textsOf(english.frame).length - 1);
});
