import {
  type Epoch,
  decisionId,
  decisionReceiptCodec,
  encode,
  toHex,
  verifyDecisionReceipt,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import {
  type Decision,
  type Facts,
  type Label,
  Labelled,
  NO_OBJECTION,
  type Rulebook,
  type RulebookSource,
  checkTexts,
  factsCodec,
  noObjection,
  unknownFacts,
} from '@tallystick/rules';
import { expect, test } from 'vitest';
import type { Secrets } from './decide.ts';
import { newDecoys } from './decoys.ts';
import { newReceipts } from './receipt.ts';
import type { Corridor } from './watched.ts';

const SECRET: Label = { confidentiality: 2, integrity: 2 };
const LEDGER: Label = { confidentiality: 1, integrity: 1 };
const SOVEREIGN = new Uint8Array(32).fill(9);
const CURRENCY = new Uint8Array(32).fill(1);
const pair = nodeCrypto.keyPair(1, new Uint8Array(32).fill(5));
const epoch: Epoch = {
  sovereign: SOVEREIGN,
  number: 3,
  origin: 'harbour.example',
  log: { suite: pair.suite, publicKey: pair.publicKey },
  notBefore: 0,
  notAfter: 1,
  succeeds: null,
};
const FACTS: Facts = {
  ...unknownFacts(noObjection.needs, 1),
  currency: CURRENCY,
  amount: 150_000n,
  sender: { country: 'DE', tier: 1 },
  receivers: [{ kind: 'party', country: 'KE', tier: 0, first: null }],
  online: true,
  time: Date.UTC(2027, 7, 1),
  sent: [],
};
const sign = newReceipts(new Labelled(pair, SECRET), SOVEREIGN);

function secrets(corridors: readonly Corridor[] = [], perMillion = 0): Secrets {
  const decoys = newDecoys(new Uint8Array(32).fill(3), perMillion);
  return { watched: new Labelled(corridors, SECRET), decoys: new Labelled(decoys, SECRET) };
}

const asked = { rulebook: noObjection.hash, transition: SOVEREIGN, item: 2, facts: FACTS };
const FOUNDED: Label = { confidentiality: 0, integrity: 2 };
const by = (rulebook: Rulebook, source: RulebookSource | null = null) => ({
  source,
  rulebook: new Labelled(rulebook, FOUNDED),
});
const none = by(noObjection);

function receiptOf(decided: NonNullable<ReturnType<typeof sign>>): Uint8Array {
  const facts = encode(factsCodec, FACTS);
  return encode(decisionReceiptCodec, { ...decided, epoch: 3, facts });
}

test('a rule is told with its text, its place and what it asks for', () => {
  const rules =
    'module DE version 14 in force from 2027-07-10\n\n' +
    'rule DE-7 "Identity above 1000" source "FATF R.16"\n' +
    '  when amount >= 1000.00 EUR and crossborder and sender tier < 2\n' +
    '  then hold until identity tier 2\n\n' +
    'example 1500.00 EUR from DE to KE, sender tier 1: held by DE-7\n';
  const currencies = [{ code: 'EUR', id: CURRENCY, decimals: 2 }];
  const checked = checkTexts([{ name: 'de', text: rules }], { currencies, settings: [] });
  if (!checked.ok) throw new Error(JSON.stringify(checked.texts));
  const { source, rulebook } = checked;
  const signed = sign(
    { ...asked, rulebook: rulebook.hash },
    LEDGER,
    by(rulebook, source),
    secrets(),
  );
  if (signed === undefined) throw new Error('not signed');
  expect(signed.decision).toMatchObject({
    outcome: 'hold',
    rule: 'DE-7',
    item: 2,
    requirements: ['identity tier 2'],
    clauses: [
      {
        code: 'DE-7',
        title: 'Identity above 1000',
        source: 'FATF R.16',
        module: 'DE',
        version: 14,
        since: Date.UTC(2027, 6, 10),
        line: 3,
      },
    ],
  });
  const shown = verifyDecisionReceipt(receiptOf(signed), SOVEREIGN, [epoch], nodeCrypto);
  expect(shown).toMatchObject({ ok: true, id: decisionId(signed.decision) });
});

test('a list, a decoy and a fault of ours give receipts that nothing tells apart', () => {
  const failing: Rulebook = {
    ...noObjection,
    decide: () => {
      throw new Error(JSON.stringify(FACTS.sender));
    },
  };
  const cases = [
    sign(asked, LEDGER, none, secrets([{ origin: 'DE', destination: null }])),
    sign(asked, LEDGER, none, secrets([], 1_000_000)),
    sign(asked, LEDGER, none, secrets([{ origin: 'DE', destination: 'KE' }], 1_000_000)),
    sign(asked, LEDGER, by(failing), secrets()),
  ];
  const told = cases.map((signed) => {
    if (signed === undefined) throw new Error('not signed');
    return { decision: signed.decision, bytes: receiptOf(signed).length };
  });
  for (const one of told) expect(one).toEqual(told[0]);
  expect(told[0]?.decision).toMatchObject({ rule: null, requirements: [], clauses: [] });
});

test('what nothing objects to, and what nobody vouches for, is not signed', () => {
  expect(sign(asked, LEDGER, none, secrets())).toBeUndefined();
  const held = secrets([], 1_000_000);
  expect(sign(asked, { confidentiality: 0, integrity: 0 }, none, held)).toBeUndefined();
});

test('nothing in a receipt can be changed, and it holds for one sovereign', () => {
  const refusing: Rulebook = {
    ...noObjection,
    decide: (): Decision => ({ outcome: 'refuse', rule: 'T-1', requirements: [] }),
  };
  const signed = sign(asked, LEDGER, by(refusing), secrets());
  if (signed === undefined) throw new Error('not signed');
  const receipt = receiptOf(signed);
  const fault = (bytes: Uint8Array, of = SOVEREIGN, epochs = [epoch]): string => {
    const checked = verifyDecisionReceipt(bytes, of, epochs, nodeCrypto);
    return checked.ok ? 'none' : checked.fault;
  };
  expect(fault(receipt)).toBe('none');
  for (let at = 0; at < receipt.length; at += 7) {
    const changed = receipt.slice();
    changed[at] = (changed[at] as number) ^ 1;
    expect(fault(changed), `byte ${at}`).not.toBe('none');
  }
  expect(fault(receipt.subarray(1))).toBe('encoding');
  expect(fault(receipt, new Uint8Array(32))).toBe('signature');
  expect(fault(receipt, SOVEREIGN, [{ ...epoch, number: 4 }])).toBe('epoch');
  const yes = { ...signed.decision, outcome: NO_OBJECTION.outcome };
  expect(fault(receiptOf({ ...signed, decision: yes }))).toBe('no-objection');
  expect(toHex(signed.decision.transition)).toBe(toHex(SOVEREIGN));
});
