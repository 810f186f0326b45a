import { describe, expect, it } from 'vitest';
import { encodeState, impliedFirstState } from '../chain/index.ts';
import { currencyId, treasuryId } from '../constitution/index.ts';
import { decode, encode } from '../encoding/index.ts';
import { encodeOperation, operationCodec } from '../operation/index.ts';
import { type Draft, draftIds, draftsCodec, readDrafts } from './draft.ts';
import { draftOrder, type OrderTerms } from './draft-order.ts';
import { doesSame, issueOf, type Order } from './order.ts';

const sovereign = new Uint8Array(32).fill(1);
const currency = currencyId(sovereign, 'HRB');
const chain = treasuryId(sovereign, currency);
const head = { state: encodeState(impliedFirstState(chain, 1, sovereign)), balance: 30n };
const now = 1_800_000_000_000;
let salts = 0;
const terms: OrderTerms = {
  currency,
  country: 'KE',
  notAfter: now + 30_000,
  now,
  salt() {
    salts += 1;
    return new Uint8Array(16).fill(salts);
  },
};
const ada = { identity: new Uint8Array(32).fill(7), country: 'DE' };
const of = { sovereign, code: 'HRB' };

function drafted(order: Order): readonly Draft[] {
  const made = draftOrder(head, order, terms);
  if (!made.ok) throw new Error(made.fault);
  return made.drafts;
}

describe('what a treasury is asked to do', () => {
  it('is drafted, read back from the bytes, and the same as was asked', () => {
    const order = issueOf([{ payee: ada, amount: 100n }], 60_000);
    const drafts = drafted(order);
    const again = decode(draftsCodec, encode(draftsCodec, drafts));
    expect(again.ok && again.value).toEqual(drafts);
    const read = readDrafts(drafts, of);
    expect(read.ok && read.does).toEqual([
      { sequence: 1, notAfter: now + 30_000, kind: 'mint', amount: 70n },
      {
        sequence: 2,
        notAfter: now + 30_000,
        kind: 'pay',
        amount: 100n,
        from: 'KE',
        payee: ada.identity,
        country: 'DE',
        until: now + 60_000,
      },
    ]);
    expect(draftIds(drafts)).toHaveLength(2);
    expect(drafted(issueOf([{ payee: ada, amount: 30n }]))).toHaveLength(1);
  });

  it('burns only what the treasury has, and takes back what nobody took', () => {
    expect(draftOrder(head, { kind: 'burn', amount: 31n }, terms)).toEqual({
      ok: false,
      fault: 'insufficient',
    });
    const burn = readDrafts(drafted({ kind: 'burn', amount: 30n }), of);
    expect(burn.ok && burn.does).toMatchObject([{ kind: 'burn', amount: 30n }]);
    const holds = [1, 2].map((byte) => ({ hold: new Uint8Array(32).fill(byte), amount: 4n }));
    const back = readDrafts(drafted({ kind: 'return', holds }), of);
    expect(back.ok && back.does).toMatchObject([{ kind: 'return', amount: 8n, count: 2 }]);
  });

  it('is told when it is too much', () => {
    const much = issueOf([
      { payee: ada, amount: 2n ** 63n - 1n },
      { payee: ada, amount: 1n },
    ]);
    expect(draftOrder(head, much, terms)).toEqual({ ok: false, fault: 'too-much' });
    const many = issueOf(Array.from({ length: 257 }, () => ({ payee: ada, amount: 1n })));
    expect(draftOrder(head, many, terms)).toEqual({ ok: false, fault: 'too-many' });
    const bad = { ...head, state: new Uint8Array(176) };
    expect(draftOrder(bad, issueOf([{ payee: ada, amount: 1n }]), terms)).toEqual({
      ok: false,
      fault: 'bad-head',
    });
  });
});

describe('drafts that nobody should sign are not read', () => {
  const order = issueOf([{ payee: ada, amount: 100n }]);
  const fault = (drafts: readonly Draft[], whose = of): string => {
    const read = readDrafts(drafts, whose);
    return read.ok ? 'read' : read.fault;
  };

  it.each([
    ['another treasury', { sovereign, code: 'FSH' }],
    ['another sovereign', { sovereign: new Uint8Array(32).fill(2), code: 'HRB' }],
  ])('of %s', (_, whose) => {
    expect(fault(drafted(order), whose)).toBe('it is of another treasury');
  });

  it('whose operation is not the one that the state names', () => {
    const [mint, put] = drafted(order) as [Draft, Draft];
    const operation = encodeOperation({
      kind: 'mint',
      notAfter: terms.notAfter,
      salt: terms.salt(),
      currency,
      amount: 1_000_000n,
    });
    expect(fault([{ ...mint, operation }, put])).toMatch(/another operation/);
    expect(fault([put, mint])).toMatch(/do not follow/);
    expect(fault([{ ...mint, operation: new Uint8Array([1]) }, put])).toBe('it cannot be read');
  });

  it('with a signer counted twice', () => {
    const [mint, put] = drafted(order) as [Draft, Draft];
    const signature = { by: 0, bytes: new Uint8Array(8) };
    expect(fault([{ ...mint, signatures: [signature, signature] }, put])).toMatch(/one of each/);
  });
});

it('the same is the same payees and amounts', () => {
  const order = issueOf([{ payee: ada, amount: 30n }]);
  const [put] = drafted(order) as [Draft];
  const operation = decode(operationCodec, put.operation);
  if (!operation.ok) throw new Error(operation.reason);
  expect(doesSame(operation.value, order)).toBe(true);
  expect(doesSame(operation.value, issueOf([{ payee: ada, amount: 31n }]))).toBe(false);
  expect(doesSame(operation.value, { kind: 'burn', amount: 30n })).toBe(false);
});
