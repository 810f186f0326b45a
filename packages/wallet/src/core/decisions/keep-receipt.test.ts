import {
  type Epoch,
  type PutOperation,
  type RuleDecision,
  decisionId,
  decisionReceiptCodec,
  encode,
  hash,
  paymentHold,
  signingContext,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { type Facts, factsCodec, noObjection, unknownFacts } from '@tallystick/rules';
import { expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { keepReceipt } from './keep-receipt.ts';

const SOVEREIGN = new Uint8Array(32).fill(9);
const CURRENCY = new Uint8Array(32).fill(1);
const PAYEE = new Uint8Array(32).fill(2);
const TRANSITION = new Uint8Array(32).fill(3);
const pair = nodeCrypto.keyPair(1, new Uint8Array(32).fill(5));
const epoch: Epoch = {
  sovereign: SOVEREIGN,
  number: 0,
  origin: 'harbour.example',
  log: { suite: pair.suite, publicKey: pair.publicKey },
  notBefore: 0,
  notAfter: 1,
  succeeds: null,
};
const context = {
  ports: { crypto: nodeCrypto },
  trust: { sovereign: SOVEREIGN, epochs: [epoch] },
} as unknown as Pick<Context, 'ports' | 'trust'>;

const put: PutOperation = {
  kind: 'put',
  notAfter: 9,
  salt: new Uint8Array(16),
  country: 'KE',
  holds: [paymentHold({ identity: PAYEE, country: 'DE' }, CURRENCY, 500n, 1000, null)],
};
const FACTS: Facts = {
  ...unknownFacts(noObjection.needs, 1),
  currency: CURRENCY,
  amount: 500n,
  sender: { country: 'KE', tier: 0 },
  receivers: [{ kind: 'party', country: 'DE', tier: 0, first: null }],
  online: true,
  time: 5,
  sent: [],
};

function receipt(
  of: Partial<Facts> = {},
  change: Partial<RuleDecision> = {},
  sovereign = SOVEREIGN,
): Uint8Array {
  const facts = encode(factsCodec, { ...FACTS, ...of });
  const decision: RuleDecision = {
    transition: TRANSITION,
    item: 0,
    rulebook: noObjection.hash,
    facts: hash('facts', facts),
    time: 5,
    outcome: 'hold',
    rule: null,
    requirements: [],
    clauses: [],
    ...change,
  };
  const signed = signingContext('decision', sovereign);
  const signature = nodeCrypto.sign(pair, decisionId(decision), signed);
  return encode(decisionReceiptCodec, { decision, epoch: 0, signature, facts });
}

test('a receipt of an own put is kept, with whom it was for', () => {
  const kept = keepReceipt(context, put, TRANSITION, receipt());
  expect(kept?.decision).toHaveLength(32);
  expect(kept?.change.key).toBe(`decision/${kept?.decision.toHex()}`);
});

test.each<[string, Uint8Array]>([
  ['of another amount', receipt({ amount: 501n })],
  ['of another currency', receipt({ currency: PAYEE })],
  ['of another country', receipt({ sender: { country: 'DE', tier: 0 } })],
  ['of a hold offline', receipt({ online: false })],
  ['for another purpose', receipt({ purpose: 'SALA' })],
  ['of another time', receipt({ time: 6 })],
  ['of another put', receipt({}, { transition: PAYEE })],
  ['of a hold that is none', receipt({}, { item: 1 })],
  ['about other facts', receipt({}, { facts: PAYEE })],
  ['of another sovereign', receipt({}, {}, PAYEE)],
  ['of an admitted put', receipt({}, { outcome: 'no-objection' })],
  ['of nothing', new Uint8Array(7)],
])('a receipt %s is not kept', (_, bytes) => {
  expect(keepReceipt(context, put, TRANSITION, bytes)).toBeUndefined();
});
