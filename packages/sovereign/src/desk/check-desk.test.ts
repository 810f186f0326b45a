import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { NodeEvent } from '../events/node-event.ts';
import { newSecretBox } from '../webhooks/secret-box.ts';
import { openWebhookStore } from '../webhooks/webhook-store.ts';
import { checkDesk } from './check-desk.ts';
import { openDesk } from './desk.ts';
import { openNotes } from './notes.ts';

const ada = new Uint8Array(32).fill(1);
const MEMO = new TextEncoder().encode('a sealed memo of some length');
let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tallystick-desk-'));
  path = join(folder, 'desk.sqlite');
  const desk = openDesk(path);
  openNotes(desk).put(ada, MEMO, { owner: ada, payees: [] }, 1);
  const webhooks = openWebhookStore(desk, newSecretBox(ada, nodeCrypto));
  const { id } = webhooks.add(
    { url: 'https://shop.example/hook', events: ['receivable'], identity: null },
    1,
  );
  const event = { id: 'event-1', type: 'receivable', time: 1, identity: ada, data: { memo: 'x' } };
  webhooks.enqueue([event as unknown as NodeEvent], 7, 1);
  webhooks.failed(webhooks.deliveries(id, 0, 9)[0]?.id ?? 0, 1, 5, 'no answer');
  desk.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

test('what was written, changed and queued passes; a folder without a desk too', () => {
  expect(checkDesk(path)).toEqual([]);
  expect(checkDesk(join(folder, 'none'))).toEqual([]);
});

/** Flips one bit of the first place where the file has `text`. */
function flip(text: string): void {
  const bytes = readFileSync(path);
  const at = bytes.indexOf(text);
  expect(at).toBeGreaterThan(0);
  bytes[at] = (bytes[at] as number) ^ 1;
  writeFileSync(path, bytes);
}

test.each([
  ['a sealed memo', 'note'],
  ['https://shop', 'webhook'],
  ['no answer', 'delivery'],
  ['{"type"', 'delivery'],
])('a flipped bit in %j is found in its row', (text, table) => {
  flip(text);
  expect(checkDesk(path)[0]).toEqual({
    where: expect.stringMatching(`the desk, ${table} \\d+`),
    what: 'fails its checksum',
  });
});

test('a damaged row is not read, and no later change makes it good', () => {
  flip('a sealed memo');
  flip('https://shop');
  flip('no answer');
  const desk = openDesk(path);
  expect(openNotes(desk).get(ada, ada)).toBeUndefined();
  const webhooks = openWebhookStore(desk, newSecretBox(ada, nodeCrypto));
  expect(webhooks.list()).toEqual([]);
  expect(webhooks.due(10, 9)).toEqual([]);
  desk.close();
  expect(checkDesk(path)).toHaveLength(3);
});

test('a flipped bit in any used byte behind the file’s header is found', () => {
  const whole = readFileSync(path);
  const used = [...whole.keys()].filter((at) => at >= 100 && whole[at] !== 0 && at % 5 === 0);
  const missed = used.filter((at) => {
    const bytes = Buffer.from(whole);
    bytes[at] = (bytes[at] as number) ^ 0x04;
    writeFileSync(path, bytes);
    return checkDesk(path).length === 0;
  });
  expect(missed).toEqual([]);
});
