import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ServerEvent, serverEvents } from './server-events.ts';

async function read(...pieces: Uint8Array[]): Promise<ServerEvent[]> {
  async function* source(): AsyncGenerator<Uint8Array> {
    for (const piece of pieces) yield await Promise.resolve(piece);
  }
  const events: ServerEvent[] = [];
  for await (const event of serverEvents(source())) events.push(event);
  return events;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const STREAM =
  'retry: 2000\nevent: hello\ndata: {}\n\n: still here\n\nid: 7.1\nevent:receivable\n' +
  `data: {"note":"Ñandú ${'x'.repeat(5000)}"}\n\nevent: resync\ndata: {}\n\nevent: cut off`;
const EVENTS: ServerEvent[] = [
  { type: 'hello', lastId: null, retryMs: 2000 },
  { type: 'receivable', lastId: '7.1', retryMs: 2000 },
  { type: 'resync', lastId: '7.1', retryMs: 2000 },
];

it('reads events wherever the pieces are cut, and with every kind of line end', async () => {
  for (const text of [STREAM, STREAM.replaceAll('\n', '\r\n'), STREAM.replaceAll('\n', '\r')]) {
    const bytes = utf8(text);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 20 }), async (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const pieces = at.slice(1).map((end, i) => bytes.subarray(at[i], end));
        expect(await read(...pieces)).toEqual(EVENTS);
      }),
      { numRuns: 50 },
    );
  }
});

it('takes over no id that is no header, and no pause that is no number', async () => {
  const hostile =
    'id: a b\nretry: -1\nevent: one\n\nid: a\u0000b\nretry: 1e9\nevent: two\n\n' +
    `id: ${'7'.repeat(300)}\nretry: ${'9'.repeat(30)}\nevent: three\n\nid:\u00E9\nevent: four\n\n`;
  const events = await read(utf8(hostile));
  expect(events.map(({ type }) => type)).toEqual(['one', 'two', 'three', 'four']);
  expect(new Set(events.map(({ lastId, retryMs }) => `${lastId} ${retryMs}`))).toEqual(
    new Set(['null null']),
  );
});

it('survives whatever comes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 200 })), async (pieces) => {
      for (const { type } of await read(...pieces)) expect(type.length).toBeLessThan(257);
    }),
  );
});
