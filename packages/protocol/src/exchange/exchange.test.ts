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
} from '../act/index.ts';
import { hash } from '../crypto/index.ts';
import { nobleCrypto } from '../crypto/noble/index.ts';
import { nodeCrypto } from '../crypto/node/index.ts';
import { decode, encode, u64 } from '../encoding/index.ts';
import { NOW, type OfflineWorld, buildOfflineWorld } from '../testing/offline-world.ts';
import {
  type Bundle,
  type Handover,
  type HandoverCheck,
  type OfflineRequest,
  type PayeeSide,
  bundleCodec,
  checkHandover,
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

function bundled(change: Partial<Bundle>, from = tab, asked = requirements): string {
  const { sovereign } = from.world;
  const check = verifyBundle({ ...from.bundle, ...change }, sovereign, nodeCrypto, asked);
  return check.ok ? 'ok' : `${check.part}: ${check.fault}`;
}

describe('a bundle', () => {
  it('proves a hold, its raises and what guarantees it, under both providers', () => {
    for (const crypto of [nodeCrypto, nobleCrypto]) {
      const { bundle, world, hold } = allowance;
      const check = verifyBundle(bundle, world.sovereign, crypto, requirements);
      expect(check).toMatchObject({
        ok: true,
        proven: {
          hold,
          cap: 1500n,
          country: 'KE',
          writer: allowance.on.writer,
          first: { sequence: 0, id: allowance.head.id },
          guarantees: [{ cap: 300n }],
          cosigners: ['w1.example'],
        },
      });
    }
  });

  it('names the part that does not hold', () => {
    const { put, raises, fresh, putter } = tab.bundle;
    const [raise] = raises;
    expect(bundled({})).toBe('ok');
    expect(bundled({}, tab, { ...requirements, now: NOW + 3_600_001 })).toBe(
      'fresh: checkpoint-stale',
    );
    expect(bundled({}, tab, { ...requirements, quorum: 2 })).toBe('fresh: quorum');
    expect(bundled({ fresh: { ...fresh, index: 3 } })).toBe('fresh: inclusion');
    expect(bundled({ index: 1 })).toBe('put: no-such-hold');
    expect(bundled({ putter: tab.payee.party })).toBe('put: putter');
    expect(bundled({ putter: { ...putter, identity: hash('identity', u64(1)) } })).toBe(
      'put: putter',
    );
    expect(bundled({ put: { ...put, operation: flip(put.operation, 14) } })).toBe(
      'put: operation-of-another-state',
    );
    expect(bundled({ put: { ...put, state: flip(put.state, 150) } })).toBe(
      'put: state-of-another-transition',
    );
    expect(bundled({ put: raise! })).toBe('put: no-such-hold');
    expect(bundled({ raises: [raise!, raise!] })).toBe('raise: repeated');
    expect(bundled({ raises: [put] })).toBe('raise: no-such-raise');
    expect(bundled({ guarantees: [{ put, index: 0 }] })).toBe('guarantee: no-guarantee');
    expect(bundled({ guarantees: [{ put, index: 7 }] })).toBe('guarantee: no-such-hold');
    const [collateral] = allowance.bundle.guarantees;
    expect(bundled({ guarantees: [collateral!, collateral!] }, allowance)).toBe(
      'guarantee: repeated',
    );
  });

  it('does not take entries of a tree that no witness has seen', () => {
    const stripped = { ...tab.bundle.put.certificate, checkpoint: ownLineOnly(tab) };
    // The same tree as the fresh checkpoint, which the witness has cosigned.
    expect(bundled({ put: { ...tab.bundle.put, certificate: stripped } })).toBe('ok');
    const other = buildOfflineWorld(nodeCrypto, { kind: 'all' });
    const { put } = other.bundle;
    const unseen = { ...put.certificate, checkpoint: ownLineOnly(other) };
    const foreign = { put: { ...put, certificate: unseen }, raises: [] };
    expect(bundled(foreign)).toBe('put: not-cosigned');
    expect(bundled({ ...foreign, put })).toBe('ok');
  });

  it('proves the same or nothing after a change of any byte', () => {
    const bytes = encode(bundleCodec, tab.bundle);
    const { sovereign } = tab.world;
    const whole = verifyBundle(tab.bundle, sovereign, nodeCrypto, requirements);
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const place = at % bytes.length;
        const decoded = decode(bundleCodec, bytes.with(place, bytes[place]! ^ change));
        if (!decoded.ok) return;
        // Cosignatures of a tree that the fresh checkpoint shows to be cosigned are not looked at.
        const check = verifyBundle(decoded.value, sovereign, nodeCrypto, requirements);
        expect(check.ok ? check : whole).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });
});

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

describe('acts that the payee missed', () => {
  it('on a tab count with the act that brings them', () => {
    const check = checkHandover(handed(tab, [5n, 6n, 40n]).handover, sideOf(tab), nodeCrypto);
    expect(check).toMatchObject({ ok: true, accepted: { value: 51n, half: { index: 3 } } });
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

/** The bundle's checkpoint without the witness's line. */
function ownLineOnly(from: OfflineWorld): Uint8Array {
  const text = new TextDecoder().decode(from.bundle.fresh.checkpoint);
  const lines = text.split('\n');
  return new TextEncoder().encode(`${lines.slice(0, 5).join('\n')}\n`);
}
