import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { LISTENING, listen } from './listening.ts';
import { startProcess } from './own-process.ts';

afterEach(() => vi.unstubAllGlobals());

class Started extends EventTarget {
  static last: Started;
  readonly sent: unknown[][] = [];
  isOver = false;
  constructor() {
    super();
    Started.last = this;
  }
  postMessage(...sent: unknown[]): void {
    this.sent.push(sent);
  }
  terminate(): void {
    this.isOver = true;
  }
  says(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
}

it('nothing is sent to a process before it listens, and then all of it in order', async () => {
  vi.stubGlobal('Worker', Started);
  vi.stubGlobal('location', new URL('https://harbour.example/wallet'));
  const heard: unknown[] = [];
  const failed = vi.fn<() => void>();
  const { send, end } = startProcess<string>(
    '/assets/eye-1.js',
    (news: string) => heard.push(news),
    failed,
  );
  const worker = Started.last;
  const picture = new ArrayBuffer(1);
  send('first', [picture]);
  send('second');
  await Promise.resolve();
  worker.says('what it tells by itself');
  expect(worker.sent).toEqual([]);
  worker.says(LISTENING);
  await vi.waitFor(() => expect(worker.sent).toHaveLength(2));
  expect(worker.sent).toEqual([
    ['first', [picture]],
    ['second', []],
  ]);
  expect(heard).toEqual(['what it tells by itself']);
  worker.dispatchEvent(new Event('error'));
  expect(failed).toHaveBeenCalledOnce();
  end();
  expect(worker.isOver).toBe(true);
});

it('a process says that it listens once it does', () => {
  const order: unknown[] = [];
  vi.stubGlobal('addEventListener', (kind: string, hear: (event: object) => void) => {
    order.push(kind);
    hear({ data: 'asked' });
  });
  vi.stubGlobal('postMessage', (news: unknown) => order.push(news));
  listen((asked: string) => order.push(asked));
  expect(order).toEqual(['message', 'asked', LISTENING]);
});

it('there is no other way to start one', () => {
  const root = join(import.meta.dirname, '..');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
  const scripts = files.filter((file) => /(?<!test)\.tsx?$/.test(file));
  const starting = scripts.filter((file) =>
    readFileSync(join(root, file), 'utf8').includes('new Worker('),
  );
  expect(starting).toEqual([join('frame', 'own-process.ts')]);
});
