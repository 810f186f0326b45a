import { toBase64url, toHex } from '@tallystick/protocol';
import { expect, test } from 'vitest';
import { publicClient } from '../client/public-client.ts';
import type { Context } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import type { TransportAnswer } from '../ports.ts';
import { guard } from '../stop.ts';
import type { GatesPatience, GatesWord, GatesWork } from './governance-types.ts';
import { lazyGovernance } from './lazy-governance.ts';

interface Answered {
  /** Null: there is no network. */
  readonly status: number | null;
  readonly body?: object;
}

const id = toHex(new Uint8Array(32).fill(7));
const report = new Uint8Array(32).fill(8);
const signature = new Uint8Array(64).fill(9);
const SIGNED = {
  verdict: 'tightens',
  report: { hash: toHex(report), bytes: '' },
  word: { office: 'gates', officeIndex: 2, by: 0, signature: toBase64url(signature) },
};

/** What a wallet is told by a node that answers as given, the last answer for ever; and how long it waited. */
async function told(
  ...answers: readonly [Answered, ...Answered[]]
): Promise<{ gates: Outcome<GatesWord | null>; waited: number; asked: number }> {
  return await toldTo({}, ...answers);
}

async function toldTo(
  patience: GatesPatience,
  ...answers: readonly [Answered, ...Answered[]]
): ReturnType<typeof told> {
  let [time, asked] = [0, 0];
  const rest = [...answers];
  const sleep = (ms: number): Promise<void> => {
    time += ms;
    return Promise.resolve();
  };
  const clock = { now: () => time, sleep };
  const request = (): Promise<TransportAnswer> => {
    asked += 1;
    const { status, body } = (rest.length > 1 ? rest.shift() : rest[0])!;
    if (status === null) return Promise.resolve({ ok: false, reason: 'no network' });
    const bytes = new TextEncoder().encode(JSON.stringify(body ?? {}));
    return Promise.resolve({ ok: true, status, headers: {}, body: bytes });
  };
  const context = { client: publicClient({ request }, clock) } as unknown as Context;
  const governance = lazyGovernance((work) => guard(() => work(context)), clock);
  return { gates: await governance.gates(id, patience), waited: time, asked };
}

test('the word that the gates signed is the one to bring to the log', async () => {
  const { gates } = await told({ status: 200, body: SIGNED });
  expect(gates).toEqual({
    ok: true,
    value: {
      verdict: 'tightens',
      word: {
        kind: 'approval',
        proposal: new Uint8Array(32).fill(7),
        office: 2,
        word: { kind: 'gates', report, verdict: 'tightens' },
        signatures: [{ by: 0, bytes: signature }],
      },
    },
  });
});

test('gates that sign elsewhere say what they found, and that there is nothing to bring', async () => {
  const { gates } = await told({ status: 200, body: { ...SIGNED, word: null } });
  expect(gates).toEqual({ ok: true, value: { verdict: 'tightens', word: null } });
});

test('gates that are heard no more are none', async () => {
  expect((await told({ status: 409 })).gates).toEqual({ ok: true, value: null });
});

test('a node that is busy is asked again, and not for ever', async () => {
  const busy = { status: 503 };
  const later = await told(busy, busy, busy, busy, busy, { status: 200, body: SIGNED });
  expect(later.gates).toMatchObject({ ok: true, value: { verdict: 'tightens' } });
  const never = await told(busy);
  expect(never.gates).toMatchObject({ failure: { kind: 'unreachable', code: 'no-answer' } });
  expect(never.waited).toBeGreaterThan(300_000);
  expect(never.waited).toBeLessThan(400_000);
});

test('gates that are at work for minutes are waited for, and tell how far they are', async () => {
  const at = (before: number, runningMs: number): Answered => ({
    status: 202,
    body: { proposal: id, before, runningMs },
  });
  const heard: GatesWork[] = [];
  const long = Array.from({ length: 120 }, (_, second) => at(0, second * 1000));
  const tell = (work: GatesWork): void => void heard.push(work);
  const done = await toldTo({ tell }, at(1, 0), ...long, { status: 200, body: SIGNED });
  expect(done.gates).toMatchObject({ ok: true, value: { verdict: 'tightens' } });
  expect(done.waited).toBe(121_000);
  expect([heard[0], heard[120]]).toEqual([
    { before: 1, runningMs: 0 },
    { before: 0, runningMs: 119_000 },
  ]);
  const atWork = { kind: 'unreachable', code: 'gates-at-work', data: { before: 0, runningMs: 5 } };
  const stopped = await toldTo({ signal: AbortSignal.abort() }, at(0, 5));
  expect(stopped).toMatchObject({ gates: { failure: atWork }, asked: 1 });
  const never = await told(at(0, 5));
  expect(never.gates).toMatchObject({ failure: atWork });
  expect(never.waited).toBeLessThan(3_700_000);
});

test('where nothing answers nobody waits for the gates longer than for anything else', async () => {
  const gone = await told({ status: null });
  const noAnswer = { kind: 'unreachable', code: 'no-answer', data: { status: null } };
  expect(gone).toMatchObject({ gates: { failure: noAnswer }, asked: 4 });
  expect(gone.waited).toBeLessThan(1000);
  const lost = await told({ status: 503 }, { status: 503 }, { status: null });
  expect(lost).toMatchObject({ gates: { failure: noAnswer }, asked: 4 });
});

test.each([
  ['a verdict that nobody knows', { ...SIGNED, verdict: 'perfect' }],
  ['a report that is none', { ...SIGNED, report: { hash: 'ab' } }],
  ['a signature of no bytes', { ...SIGNED, word: { ...SIGNED.word, signature: '' } }],
  [
    'an office that no statement can name',
    { ...SIGNED, word: { ...SIGNED.word, officeIndex: 1e9 } },
  ],
])('%s is no answer', async (_, body) => {
  const { gates } = await told({ status: 200, body });
  expect(gates).toMatchObject({ failure: { kind: 'unreachable', code: 'bad-answer' } });
});
