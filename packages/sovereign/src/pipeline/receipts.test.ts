import { type Pending, type Refusal, refuse } from '@tallystick/ledger';
import { decode, decisionReceiptCodec, encode, hash } from '@tallystick/protocol';
import { type Facts, factsCodec, noObjection, unknownFacts } from '@tallystick/rules';
import { expect, test } from 'vitest';
import type { Objection, SignedObjection } from '../ring/keep-ring.ts';
import { newReceipts } from './receipts.ts';

const FACTS: Facts = {
  ...unknownFacts(noObjection.needs, 1),
  currency: new Uint8Array(32),
  amount: 1n,
  sender: { country: 'KE', tier: 0 },
  receivers: [{ kind: 'party', country: 'KE', tier: 0, first: null }],
  online: true,
  time: 5,
  sent: [],
};
const facts = encode(factsCodec, FACTS);

function refused(rule: string | null): Refusal {
  return {
    ...refuse('rules-refuse', { hold: 0, rule }),
    objected: { rulebook: noObjection.hash, item: 0, facts },
  };
}

const from = (chain: number): Pending =>
  ({
    transition: { id: new Uint8Array(32), state: { chain: new Uint8Array(32).fill(chain) } },
    proven: [],
  }) as unknown as Pending;

function desk(rule: string | null = 'T-1', ring?: () => Promise<SignedObjection>) {
  let time = 0;
  let asked = 0;
  const receipt = ({ transition, item, rulebook: by }: Objection): Promise<SignedObjection> => {
    asked += 1;
    if (ring !== undefined) return ring();
    const { hash: rulebook } = by.rulebook;
    const about = { transition, item, rulebook, facts: hash('facts', facts), time: 5 };
    const decision = { ...about, outcome: 'refuse', rule, requirements: [], clauses: [] } as const;
    return Promise.resolve({ decision, signature: new Uint8Array(2420) });
  };
  const receipts = newReceipts({
    ring: { receipt },
    epoch: 0,
    rulebook: () => ({ source: null, rulebook: noObjection }),
    now: () => time,
  });
  return {
    receipts,
    get asked() {
      return asked;
    },
    pass: (ms: number) => {
      time += ms;
    },
  };
}

test('a refusal by the rules gets a receipt with its facts', async () => {
  const told = await desk().receipts.add(from(1), refused('T-1'));
  const read = decode(decisionReceiptCodec, told.receipt ?? new Uint8Array());
  expect(read).toMatchObject({ ok: true, value: { epoch: 0, facts } });
});

test('any other refusal, and one that the ring decides otherwise, gets none', async () => {
  const one = desk('T-2');
  expect((await one.receipts.add(from(1), refuse('unavailable', {}))).receipt).toBeUndefined();
  expect(one.asked).toBe(0);
  expect((await one.receipts.add(from(1), refused('T-1'))).receipt).toBeUndefined();
  const dead = desk('T-1', () => Promise.reject(new Error('no ring')));
  expect((await dead.receipts.add(from(1), refused('T-1'))).receipt).toBeUndefined();
});

test('a chain cannot make the ring sign without limit, nor can many', async () => {
  const one = desk();
  for (let i = 0; i < 100; i += 1) await one.receipts.add(from(1), refused('T-1'));
  expect(one.asked).toBe(10);
  one.pass(5000);
  for (let i = 0; i < 100; i += 1) await one.receipts.add(from(1), refused('T-1'));
  expect(one.asked).toBe(11);
  for (let i = 0; i < 1000; i += 1) await one.receipts.add(from(2 + (i % 200)), refused('T-1'));
  expect(one.asked).toBeLessThanOrEqual(11 + 250);
});
