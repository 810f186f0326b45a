import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Act,
  type SignedAct,
  buildAct,
  halfNext,
  halfStart,
  halfStep,
  payeeCommitment,
  signAct,
  signVoid,
} from '../act/index.ts';
import { hash } from '../crypto/index.ts';
import { nodeCrypto } from '../crypto/node/index.ts';
import { u64 } from '../encoding/index.ts';
import type { Claim } from '../hold/index.ts';
import { deviceId } from '../identity/index.ts';
import { NOW, type OfflineWorld, buildOfflineWorld } from '../testing/offline-world.ts';
import {
  type Handover,
  type HandoverCheck,
  type OfflineRequest,
  type PayeeSide,
  checkHandover,
  checkVoidable,
  decodeMessage,
  encodeMessage,
  signReceipt,
  signRequest,
  verifyBundle,
  verifyMembership,
  verifyReceipt,
  verifyRequest,
} from './index.ts';

const requirements = { now: NOW, freshnessMs: 3_600_000, quorum: 1 };
const tab = buildOfflineWorld(nodeCrypto, { kind: 'voucher' });
const allowance = buildOfflineWorld(nodeCrypto, { kind: 'cheque', perCheque: 400n });
const opening = { identity: allowance.payee.party.identity, salt: new Uint8Array(16).fill(3) };

function flip(bytes: Uint8Array, at = 40): Uint8Array {
  return bytes.with(at, bytes[at]! ^ 1);
}

describe('a membership', () => {
  const { founding } = tab.bundle;
  const from = { founding, pinned: tab.world.sovereign };
  const check = (change: object, party = tab.payee.party): string => {
    const membership = { ...tab.membership, ...change };
    const result = verifyMembership(membership, party, from, nodeCrypto, requirements);
    return result.ok ? 'ok' : result.fault;
  };

  it('shows a device in the contents of its identity', () => {
    expect(check({})).toBe('ok');
    expect(check({ ordinal: 1 })).toBe('not-a-member');
    expect(
      check({ proof: { ...tab.membership.proof, index: (tab.membership.proof.index + 1) % 3 } }),
    ).toBe('not-a-member');
    expect(check({ state: flip(tab.membership.state, 150) })).toBe('state-of-another-transition');
    expect(check({}, { ...tab.payee.party, device: tab.payer.party.device })).toBe('not-a-member');
    expect(check({}, tab.payer.party)).toBe('other-identity');
  });
});

const request: OfflineRequest = {
  version: 1,
  sovereign: tab.world.sovereign,
  currency: tab.on.terms.currency,
  amount: 40n,
  payee: tab.payee.party,
  country: 'KE',
  time: NOW - 1000,
  until: NOW + 60_000,
  nonce: new Uint8Array(16).fill(1),
  memo: 'Äpfel',
};

describe('a request', () => {
  const { key } = tab.payee;
  const { sovereign } = tab.world;
  const check = (change: Partial<OfflineRequest>, signer = key, now = NOW): string => {
    const signed = signRequest({ ...request, ...change }, signer, nodeCrypto);
    const result = verifyRequest(signed, sovereign, now, nodeCrypto);
    return result.ok ? 'ok' : result.fault;
  };

  it('is its payee’s, for this sovereign, now', () => {
    expect(check({})).toBe('ok');
    expect(check({}, tab.payer.key)).toBe('signature');
    expect(check({ sovereign: hash('constitution', u64(7)) })).toBe('other-sovereign');
    expect(check({}, key, NOW + 60_001)).toBe('expired');
    expect(check({ time: NOW + 600_001 })).toBe('in-the-future');
    const bytes = new Uint8Array(4);
    const result = verifyRequest({ request: bytes, signature: bytes }, sovereign, NOW, nodeCrypto);
    expect(result).toEqual({ ok: false, fault: 'request-encoding' });
  });
});

interface Given {
  readonly act: SignedAct;
  readonly handover: Handover;
}

/** What an honest payer hands over for `amounts` in a row, the last as the act and the others as earlier ones. */
function handed(from: OfflineWorld, amounts: readonly bigint[], change: Partial<Act> = {}): Given {
  let { head } = from;
  let half = halfStart(from.on.writer, from.payee.party.identity);
  let total = 0n;
  const signed: SignedAct[] = [];
  const isCheque = from === allowance;
  for (const [i, amount] of amounts.entries()) {
    total += amount;
    const isLast = i === amounts.length - 1;
    const act: Act = {
      version: 1,
      hold: from.hold,
      amount,
      total,
      request: askedId,
      half: halfStep(half),
      payee: isCheque ? payeeCommitment(opening) : null,
      stream: null,
      void: null,
      salt: new Uint8Array(16).fill(i),
      ...(isLast ? change : {}),
    };
    const built = buildAct(head, act);
    signed.push(signAct(built, from.payer.key, from.world.sovereign, nodeCrypto));
    head = { state: built.state, id: built.id };
    half = halfNext(half, built.id);
  }
  const act = signed.at(-1)!;
  const earlier = signed.slice(0, -1);
  const payee = isCheque ? opening : null;
  return { act, handover: { kind: 'handover', act, payee, earlier, bundle: from.bundle } };
}

const askedId = hash('record', u64(1));

function sideOf(from: OfflineWorld, change: Partial<PayeeSide> = {}): PayeeSide {
  return {
    pinned: from.world.sovereign,
    self: from.payee.party,
    record: { country: 'KE', tier: 0 },
    asked: { id: askedId, currency: from.on.terms.currency, amount: 40n },
    known: null,
    place: null,
    shown: [],
    devices: [deviceId(from.payee.party.identity, from.payee.party.device)],
    half: null,
    marginMs: 3_600_000,
    requirements,
    ...change,
  };
}

function verdict(check: HandoverCheck): string {
  if (check.ok) return 'ok';
  return check.fault === undefined ? check.code : `${check.code}: ${check.fault}`;
}

describe.each([
  ['a tab', tab],
  ['an allowance', allowance],
])('a handover on %s', (_name, from) => {
  const check = (
    change: Partial<PayeeSide> = {},
    act: Partial<Act> = {},
    handover: Partial<Handover> = {},
  ): string => {
    const given = { ...handed(from, [40n], act).handover, ...handover };
    return verdict(checkHandover(given, sideOf(from, change), nodeCrypto));
  };

  it('is accepted at the first meeting, and without the bundle at the next', () => {
    const bytes = encodeMessage(handed(from, [40n]).handover);
    const message = decodeMessage(bytes);
    if (!message.ok || message.value.kind !== 'handover') throw new Error('no handover');
    const first = checkHandover(message.value, sideOf(from), nodeCrypto);
    if (!first.ok) throw new Error(first.code);
    const { hold, act, half, value } = first.accepted;
    expect({ value, half: half.index }).toEqual({ value: 40n, half: 1 });
    const next = handed(from, [40n, 40n]).handover;
    const later = { ...next, earlier: [], bundle: null };
    const known = { known: hold, place: act.place, half };
    const second = checkHandover(later, sideOf(from, known), nodeCrypto);
    expect(second).toMatchObject({ ok: true, accepted: { value: 40n, half: { index: 2 } } });
    expect(verdict(checkHandover(later, sideOf(from), nodeCrypto))).toBe('unknown-hold');
  });

  it('names what does not hold, in order', () => {
    expect(check({ asked: null })).toBe('request');
    expect(check({}, { request: null })).toBe('request');
    expect(check({ pinned: hash('constitution', u64(1)) })).toBe('bundle: other-sovereign');
    const currency = hash('currency', u64(9));
    expect(check({ asked: { ...sideOf(from).asked!, currency } })).toBe('currency');
    expect(check({ self: from.payer.party })).toBe('claim');
    expect(check({ marginMs: 1e12 })).toBe('window');
    expect(check({ asked: { ...sideOf(from).asked!, amount: 41n } })).toBe('amount');
    expect(check({}, { total: 41n })).toBe('act: total');
    expect(check({}, { half: { index: 1, previous: new Uint8Array(32) } })).toBe('half: forked');
    expect(check({ half: { index: 1, head: new Uint8Array(32) } })).toBe('half: ahead');
    expect(check({}, { half: { index: 2, previous: new Uint8Array(32) } })).toBe('half: behind');
    const signature = new Uint8Array(2420);
    const { act } = handed(from, [40n]);
    expect(check({}, {}, { act: { ...act, signature } })).toBe('act: signature');
    expect(check({}, {}, { act: { ...act, act: new Uint8Array(2) } })).toBe('form');
    expect(check({}, {}, { bundle: null })).toBe('unknown-hold');
    expect(check({}, {}, { payee: from === tab ? opening : null })).toBe('claim');
    const other = from === tab ? allowance : tab;
    const { act: elsewhere, payee } = handed(other, [40n]).handover;
    expect(check({}, {}, { act: elsewhere, payee })).toBe('unknown-hold');
  });

  it('is held to the terms of the hold, and to its epoch', () => {
    const proven = verifyBundle(from.bundle, from.world.sovereign, nodeCrypto, requirements);
    if (!proven.ok) throw new Error(proven.fault);
    const { terms } = proven.proven;
    const under = (change: Partial<Claim>, side: Partial<PayeeSide> = {}): string => {
      const claims = terms.claims.map((claim) => ({ ...claim, ...change }));
      const known = { ...proven.proven, terms: { ...terms, claims } };
      return check({ known, ...side }, {}, { bundle: null });
    };
    const payee = { kind: 'anyone', countries: ['KE'], minTier: 2 } as const;
    expect(under({})).toBe('ok');
    const [claim] = terms.claims;
    const besides = {
      ...claim!,
      payee: { kind: 'identity', identity: terms.currency, country: 'KE' },
    };
    const claims = [claim!, { ...besides, meter: { kind: 'all' } }] as Claim[];
    const shared = { ...proven.proven, terms: { ...terms, claims } };
    expect(check({ known: shared }, {}, { bundle: null })).toBe('claim');
    expect(under({ condition: { kind: 'after', time: 0 } })).toBe('condition');
    expect(under({ payee })).toBe('claim');
    expect(under({ payee }, { record: { country: 'KE', tier: 2 } })).toBe('ok');
    expect(under({ payee }, { record: { country: 'DE', tier: 2 } })).toBe('claim');
    expect(under({ payee: { ...payee, countries: [], minTier: 0 } })).toBe('ok');
    expect(under({ payee: { kind: 'identity', identity: askedId, country: 'KE' } })).toBe('claim');
    const late = { ...requirements, now: from.world.epoch.notAfter + 1 };
    expect(under({ until: 2 ** 53 - 1 }, { requirements: late })).toBe('bundle: epoch-expired');
    const { until } = terms.claims[0]!;
    expect(under({}, { marginMs: until - NOW })).toBe('ok');
    expect(under({}, { marginMs: until - NOW + 1 })).toBe('window');
  });

  it('never throws, and is never accepted, after a change of any byte of it', () => {
    const bytes = encodeMessage({ ...handed(from, [40n]).handover, bundle: null });
    const proven = verifyBundle(from.bundle, from.world.sovereign, nodeCrypto, requirements);
    if (!proven.ok) throw new Error(proven.fault);
    const side = sideOf(from, { known: proven.proven });
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const place = at % bytes.length;
        const message = decodeMessage(bytes.with(place, bytes[place]! ^ change));
        if (!message.ok || message.value.kind !== 'handover') return;
        expect(checkHandover(message.value, side, nodeCrypto).ok).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a void that the payee never gave', () => {
  it('takes nothing back from it', () => {
    const first = checkHandover(handed(tab, [40n]).handover, sideOf(tab), nodeCrypto);
    if (!first.ok) throw new Error(first.code);
    const { act, half } = first.accepted;
    // The payer's own device, said to be the payee's.
    const by = { ...tab.payee.party, device: tab.payer.party.device };
    const forged = signVoid(act.id, by, tab.payer.key, tab.world.sovereign, nodeCrypto);
    const { handover } = handed(tab, [40n, 40n], { void: forged, total: 40n });
    const side = sideOf(tab, { place: act.place, half });
    const check = checkHandover({ ...handover, earlier: [] }, side, nodeCrypto);
    expect(check).toMatchObject({ ok: false, code: 'act', fault: 'void' });
    // Another device of the payee's gave it: true, but it takes back what this one has.
    const chain = deviceId(by.identity, by.device);
    const own = { ...side, devices: [...side.devices, chain] };
    const known = checkHandover({ ...handover, earlier: [] }, own, nodeCrypto);
    expect(verdict(known)).toBe('amount');
  });

  it('is not asked of it for an act that is none of a proven tab', () => {
    const { handover } = handed(tab, [40n]);
    const faultOf = (given: Handover, change: Partial<PayeeSide> = {}): unknown => {
      const checked = checkVoidable(given, sideOf(tab, change), nodeCrypto);
      return checked.ok ? 'ok' : checked.code;
    };
    expect(faultOf(handover, { asked: null, marginMs: 1e12 })).toBe('ok');
    expect(faultOf({ ...handover, bundle: null })).toBe('unknown-hold');
    const { act } = handover;
    const forged = { ...act, signature: act.signature.with(7, act.signature[7]! ^ 1) };
    expect(faultOf({ ...handover, act: forged })).toBe('act');
    const self = tab.payer.party;
    expect(faultOf(handover, { self })).toBe('claim');
    expect(faultOf({ ...handover, act: { ...act, state: new Uint8Array(176) } })).toBe('form');
  });
});

describe('a cheque', () => {
  it('is for whoever can open it', () => {
    const { handover } = handed(allowance, [40n]);
    const other = { ...opening, salt: new Uint8Array(16) };
    const check = checkHandover({ ...handover, payee: other }, sideOf(allowance), nodeCrypto);
    expect(verdict(check)).toBe('claim');
  });
});

describe('acts that the payee missed', () => {
  it('on a tab count with the act that brings them', () => {
    const check = checkHandover(handed(tab, [5n, 6n, 40n]).handover, sideOf(tab), nodeCrypto);
    expect(check).toMatchObject({ ok: true, accepted: { value: 51n, half: { index: 3 } } });
  });

  it('give no more than what ticks had not given before', () => {
    const first = checkHandover(handed(tab, [40n]).handover, sideOf(tab), nodeCrypto);
    if (!first.ok) throw new Error(first.code);
    const { act, half } = first.accepted;
    const place = { ...act.place, ticked: 7n };
    const { handover } = handed(tab, [40n, 47n]);
    const side = sideOf(tab, { place, half });
    const check = checkHandover({ ...handover, earlier: [] }, side, nodeCrypto);
    expect(check).toMatchObject({ ok: true, accepted: { value: 40n } });
  });

  it('of an allowance are other cheques', () => {
    const { handover } = handed(allowance, [5n, 6n, 40n]);
    const check = checkHandover(handover, sideOf(allowance), nodeCrypto);
    expect(check).toMatchObject({ ok: true, accepted: { value: 40n, half: { index: 3 } } });
    const without = { ...handover, earlier: [] };
    expect(verdict(checkHandover(without, sideOf(allowance), nodeCrypto))).toBe('half: behind');
  });

  it('as many as a rolled-back payer has lost show it up', () => {
    const now = checkHandover(handed(tab, [5n, 6n, 40n]).handover, sideOf(tab), nodeCrypto);
    if (!now.ok) throw new Error(now.code);
    const { act, half } = now.accepted;
    const side = sideOf(tab, { place: act.place, half });
    const old = handed(tab, [5n, 40n]).handover;
    expect(verdict(checkHandover({ ...old, earlier: [] }, side, nodeCrypto))).toBe(
      'act: sequence-gap',
    );
  });
});

describe('a receipt', () => {
  const { key, party } = tab.payee;
  const { sovereign } = tab.world;
  const half = { index: 1, head: hash('record', u64(5)) };
  const commitment = hash('pre-commitment', u64(5));
  const receipt = { version: 1, preCommitment: commitment, half, by: party, time: NOW } as const;
  const given = { sovereign, preCommitment: commitment, half, payee: party };

  it('is for this act, by whoever asked', () => {
    const check = (change: object, expected = given, signer = key): string => {
      const signed = signReceipt({ ...receipt, ...change }, signer, sovereign, nodeCrypto);
      const result = verifyReceipt(signed, expected, nodeCrypto);
      return result.ok ? 'ok' : result.fault;
    };
    expect(check({})).toBe('ok');
    expect(check({ preCommitment: askedId })).toBe('other-act');
    expect(check({ half: { ...half, index: 2 } })).toBe('other-half');
    expect(check({ half: { ...half, head: askedId } })).toBe('other-half');
    expect(check({ by: tab.payer.party })).toBe('other-payee');
    expect(check({}, given, tab.payer.key)).toBe('signature');
    const bytes = new Uint8Array(4);
    expect(verifyReceipt({ receipt: bytes, signature: bytes }, given, nodeCrypto)).toEqual({
      ok: false,
      fault: 'receipt-encoding',
    });
  });
});
