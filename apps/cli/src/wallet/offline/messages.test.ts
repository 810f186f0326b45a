import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import type { Call } from '../../command.ts';
import { Stop } from '../../stop.ts';
import { give, requireGiving } from './give-message.ts';
import { readMessage } from './read-message.ts';

const dir = mkdtempSync(join(tmpdir(), 'tally-messages-'));
afterAll(() => {
  rmSync(dir, { recursive: true });
});

const MESSAGE = Uint8Array.from({ length: 2000 }, (_, i) => (i * 31) % 251);
const ANSWER = { json: { status: 'fine' }, text: 'Written.' };

function call(json: boolean): Call & { readonly noted: string[] } {
  const noted: string[] = [];
  return {
    json,
    noted,
    terminal: {
      interactive: false,
      columns: undefined,
      colours: false,
      out: () => undefined,
      err: () => undefined,
      stopped: () => new AbortController().signal,
    },
    say: () => undefined,
    note: (text) => void noted.push(text),
  };
}

function file(name: string, content: Uint8Array | string): string {
  const path = join(dir, name);
  writeFileSync(path, content);
  return path;
}

async function refusalOf(reading: Promise<Uint8Array>): Promise<unknown> {
  const error: unknown = await reading.catch((thrown: unknown) => thrown);
  if (!(error instanceof Stop)) throw error;
  return error.answer.json;
}

test('a message leaves as a file, and is read from it', async () => {
  const out = join(dir, 'message.tally');
  const answer = await give(call(false), MESSAGE, { out }, ANSWER);
  expect(answer).toEqual({ json: { status: 'fine', bytes: 2000, out }, text: 'Written.' });
  expect(new Uint8Array(readFileSync(out))).toEqual(MESSAGE);
  expect(await readMessage(call(false), out)).toEqual(MESSAGE);
});

test('without a terminal the texts of frames are printed, of which half may be lost', async () => {
  const asking = call(false);
  const { text } = await give(asking, MESSAGE, { qr: true }, ANSWER);
  expect(asking.noted).toEqual(['Written.']);
  const lines = text.split('\n');
  for (const part of [lines, lines.slice(2, 11), lines.toReversed(), [...lines, 'noise', '']]) {
    expect(await readMessage(call(false), file('frames.txt', part.join('\n')))).toEqual(MESSAGE);
  }
  const json = await give(call(true), MESSAGE, { qr: true }, ANSWER);
  expect(json).toMatchObject({ text: 'Written.', json: { frames: lines } });
});

test('a terminal shows one frame after the other until it is told to stop', async () => {
  const shown: string[] = [];
  const stop = new AbortController();
  const asking = call(false);
  const terminal = {
    ...asking.terminal,
    colours: true,
    out: (text: string) => {
      shown.push(text);
      if (shown.length === 3) stop.abort();
    },
    stopped: () => stop.signal,
  };
  const answer = await give({ ...asking, terminal }, MESSAGE, { qr: true }, ANSWER);
  expect(answer.text).toBe('Written.');
  expect(shown).toHaveLength(3);
  expect(new Set(shown).size).toBe(3);
  for (const screen of shown) {
    const lines = stripVTControlCharacters(screen).split('\n');
    // It fits into a terminal of 80 columns.
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
    expect(lines.slice(-3)).toEqual([ANSWER.text, expect.stringMatching(/^Frame \d\./), '']);
  }
});

test('what is too long, too little or not there is told', async () => {
  const { text } = await give(call(false), MESSAGE, { qr: true }, ANSWER);
  const few = file('few.txt', text.split('\n').slice(0, 3).join('\n'));
  expect(await refusalOf(readMessage(call(false), few))).toMatchObject({
    refusal: { code: 'frames-missing', message: expect.stringContaining('3 of 7 parts') },
  });
  const long = file('long', new Uint8Array(262_145));
  expect(await refusalOf(readMessage(call(false), long))).toMatchObject({
    refusal: { code: 'bad-message' },
  });
  expect(await refusalOf(readMessage(call(false), join(dir, 'nothing')))).toMatchObject({
    error: { code: 'unreadable' },
  });
  expect(() => requireGiving({})).toThrow(/--out FILE, or --qr/);
});
