import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyForkProof } from '../chain/index.ts';
import { hash, signingContext } from '../crypto/index.ts';
import { nobleCrypto } from '../crypto/noble/index.ts';
import { nodeCrypto } from '../crypto/node/index.ts';
import { decode, encode, u64 } from '../encoding/index.ts';
import { type Paying, SOVEREIGN, startPaying } from '../testing/paying.ts';
import {
  type Act,
  type ActPlace,
  type SignedAct,
  actCodec,
  checkAct,
  compareHalves,
  findFork,
  followHalf,
  forkBetween,
  halfStart,
  openedAct,
  payeeCommitment,
  signVoid,
  signedActCodec,
  verifyAct,
  verifyActs,
} from './index.ts';

function flip(bytes: Uint8Array, at = 40): Uint8Array {
  return bytes.with(at, bytes[at]! ^ 1);
}

function verdict(by: Paying, signed: SignedAct, previous: ActPlace | null = by.start): string {
  const check = verifyAct(signed, by.on, previous, nodeCrypto);
  return check.ok ? 'ok' : check.fault;
}

function actOf(signed: SignedAct): Act {
  const decoded = decode(actCodec, signed.act);
  if (!decoded.ok) throw new Error(decoded.reason);
  return decoded.value;
}

describe('an act', () => {
  it('is what its payer built, under both providers', () => {
    const tab = startPaying(nodeCrypto);
    const signed = tab.pay(250n);
    for (const crypto of [nodeCrypto, nobleCrypto]) {
      const check = verifyAct(signed, tab.on, tab.start, crypto);
      expect(check).toMatchObject({
        ok: true,
        checked: { act: { amount: 250n, total: 250n, half: { index: 1 } }, place: { sequence: 1 } },
      });
    }
    expect(verdict(tab, signed, null)).toBe('ok');
  });

  it('follows the one before, and its total grows by its amount', () => {
    const tab = startPaying(nodeCrypto);
    const run = [tab.pay(250n), tab.pay(1n), tab.pay(749n)];
    const check = verifyActs(run, tab.on, tab.start, nodeCrypto);
    expect(check).toMatchObject({ ok: true, last: { total: 1000n, sequence: 3 } });
    expect(verifyActs(run.slice(1), tab.on, tab.start, nodeCrypto)).toEqual({
      ok: false,
      at: 0,
      fault: 'sequence-gap',
    });
    const swapped = [run[0]!, run[2]!, run[1]!];
    expect(verifyActs(swapped, tab.on, tab.start, nodeCrypto)).toMatchObject({ at: 1 });
  });

  it.each<[string, (tab: Paying) => SignedAct]>([
    ['above-cap', (tab) => tab.pay(1001n)],
    ['total', (tab) => tab.pay(5n, { total: 6n })],
    ['payee', (tab) => tab.pay(5n, { payee: payeeCommitment(tab.opening) })],
    ['other-hold', (tab) => tab.pay(5n, { hold: hash('hold', u64(1)) })],
    ['signature', (tab) => ({ ...tab.pay(5n), signature: new Uint8Array(2420) })],
    ['operation', (tab) => ({ ...tab.pay(5n), act: encode(actCodec, actOf(tab.pay(4n))) })],
    ['contents', (tab) => altered(tab.pay(5n), (state) => flip(state, 150))],
    ['act-encoding', (tab) => ({ ...tab.pay(5n), act: new Uint8Array(3) })],
    ['version', (tab) => ({ ...tab.pay(5n), state: new Uint8Array(176) })],
    ['place', (tab) => altered(tab.pay(5n), (state) => withSequence(state, 0))],
  ])('is refused for its %s', (fault, make) => {
    const tab = startPaying(nodeCrypto);
    const signed = make(tab);
    expect(verdict(tab, signed)).toBe(fault);
  });

  it('is refused where the hold takes none, and by another suite, key or sovereign', () => {
    const tab = startPaying(nodeCrypto);
    const signed = tab.pay(5n);
    const on = (change: object): string =>
      verdict({ ...tab, on: { ...tab.on, ...change } }, signed);
    const [claim] = tab.on.terms.claims;
    const plain = { ...tab.on.terms, claims: [{ ...claim!, meter: { kind: 'all' as const } }] };
    expect(on({ terms: plain })).toBe('no-acts');
    expect(on({ writer: { suite: 2, publicKey: new Uint8Array(1952) } })).toBe('other-suite');
    expect(on({ writer: tab.payee.device.key })).toBe('signature');
    expect(on({ sovereign: hash('constitution', u64(9)) })).toBe('signature');
    expect(on({ cap: 4n })).toBe('above-cap');
  });

  it('names what breaks the link to the act before', () => {
    const tab = startPaying(nodeCrypto);
    tab.pay(1n);
    const signed = tab.pay(5n);
    const first = verifyAct(startPaying(nodeCrypto).pay(1n), tab.on, tab.start, nodeCrypto);
    if (!first.ok) throw new Error(first.fault);
    const { place } = first.checked;
    expect(verdict(tab, signed, place)).toBe('ok');
    expect(verdict(tab, signed, { ...place, id: flip(place.id, 0) })).toBe('previous');
    expect(verdict(tab, signed, { ...place, entropy: flip(place.entropy, 0) })).toBe('entropy');
    expect(verdict(tab, signed, { ...place, total: 2n })).toBe('total');
    expect(verdict(tab, signed, { ...place, ticked: 5n })).toBe('ok');
    expect(verdict(tab, signed, { ...place, ticked: 6n })).toBe('total');
    expect(verdict(tab, signed, { ...place, total: 2n ** 63n - 1n })).toBe('total');
  });

  it('is no longer one after a change of any byte', () => {
    const tab = startPaying(nodeCrypto);
    const bytes = encode(signedActCodec, tab.pay(77n));
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const place = at % bytes.length;
        const decoded = decode(signedActCodec, bytes.with(place, bytes[place]! ^ change));
        expect(decoded.ok ? verdict(tab, decoded.value) : 'undecodable').not.toBe('ok');
      }),
      { numRuns: 300 },
    );
  });
});

describe('a cheque', () => {
  const meter = { kind: 'cheque', perCheque: 100n } as const;

  it('names its payee as a commitment, and is of 1 to the most for one', () => {
    const allowance = startPaying(nodeCrypto, meter);
    expect(verdict(allowance, allowance.clone().pay(100n))).toBe('ok');
    expect(verdict(allowance, allowance.clone().pay(101n))).toBe('amount');
    expect(verdict(allowance, allowance.clone().pay(0n))).toBe('amount');
    expect(verdict(allowance, allowance.clone().pay(1n, { payee: null }))).toBe('payee');
    const stream = { units: 1n, perTicks: 1, anchor: new Uint8Array(32), links: 1 };
    expect(verdict(allowance, allowance.clone().pay(1n, { stream }))).toBe('payee');
  });

  it('is at sequence 1 to 256, known predecessor or not', () => {
    const allowance = startPaying(nodeCrypto, meter);
    for (let n = 1; n <= 255; n += 1) allowance.pay(1n);
    expect(verdict(allowance, allowance.pay(1n), null)).toBe('ok');
    expect(verdict(allowance, allowance.pay(1n), null)).toBe('place');
  });
});

describe('a void', () => {
  it('takes the act before back from the total, by the payee alone', () => {
    const tab = startPaying(nodeCrypto);
    const lost = verifyAct(tab.pay(40n), tab.on, tab.start, nodeCrypto);
    if (!lost.ok) throw new Error(lost.fault);
    const { id, place } = lost.checked;
    const given = signVoid(id, tab.payee, tab.keys.payee, SOVEREIGN, nodeCrypto);
    const next = (change: Partial<Act>): string =>
      verdict(tab, tab.clone().pay(10n, { void: given, total: 10n, ...change }), place);
    expect(next({})).toBe('ok');
    expect(next({ total: 50n })).toBe('total');
    expect(next({ void: { ...given, signature: flip(given.signature) } })).toBe('void-signature');
    const stranger = { ...tab.payee, identity: hash('identity', u64(8)) };
    expect(next({ void: { ...given, by: stranger } })).toBe('void');
    // The payer's own key, said to be a device of the payee's.
    const device = { key: tab.on.writer, encryptionKey: null };
    const by = { ...tab.payee, device };
    const forged = signVoid(id, by, tab.keys.payer, SOVEREIGN, nodeCrypto);
    expect(next({ void: forged })).toBe('void');
    expect(next({ void: { ...given, state: hash('state', u64(8)) } })).toBe('void');
    const asAct = nodeCrypto.sign(tab.keys.payee, id, new Uint8Array(3));
    expect(next({ void: { ...given, signature: asAct } })).toBe('void-signature');
    expect(checkAct(tab.pay(10n, { void: given, total: 10n }), tab.on, place)).toMatchObject({
      ok: true,
      jobs: [{ key: tab.on.writer }, { key: tab.payee.device.key, message: id }],
    });
  });
});

describe('a void on an allowance', () => {
  it('is refused, or more than the cap would be given out without a fork', () => {
    const meter = { kind: 'cheque', perCheque: 100n } as const;
    const allowance = startPaying(nodeCrypto, meter);
    const first = verifyAct(allowance.pay(100n), allowance.on, allowance.start, nodeCrypto);
    if (!first.ok) throw new Error(first.fault);
    const { id, place } = first.checked;
    const given = signVoid(id, allowance.payee, allowance.keys.payee, SOVEREIGN, nodeCrypto);
    const next = allowance.pay(100n, { void: given, total: 100n });
    expect(verdict(allowance, next, place)).toBe('void');
    expect(verdict(allowance, next, null)).toBe('void');
  });
});

describe('a relationship', () => {
  it('is followed by whoever is behind, and shows who is not', () => {
    const tab = startPaying(nodeCrypto);
    const context = signingContext('act', SOVEREIGN);
    const isSigned = ({ signature }: SignedAct, id: Uint8Array): boolean =>
      nodeCrypto.verify(tab.on.writer, id, signature, context);
    const start = halfStart(tab.on.writer, tab.payee.identity);
    const run = [tab.pay(1n), tab.pay(2n), tab.pay(3n)];
    const all = followHalf(start, run, isSigned);
    expect(all).toMatchObject({ ok: true, half: { index: 3 } });
    const two = followHalf(start, run.slice(0, 2), isSigned);
    if (!all.ok || !two.ok) throw new Error('no half');
    expect(compareHalves(two.half, all.half)).toBe('behind');
    expect(compareHalves(all.half, two.half)).toBe('ahead');
    expect(compareHalves(all.half, { ...all.half })).toBe('in-step');
    expect(compareHalves(all.half, { index: 3, head: start.head })).toBe('forked');
    expect(followHalf(two.half, run.slice(2), isSigned)).toEqual(all);
    const after = (acts: SignedAct[]): object => followHalf(start, acts, isSigned);
    expect(after(run.slice(1))).toMatchObject({ at: 0, fault: 'behind' });
    expect(after([run[0]!, run[0]!])).toMatchObject({ at: 1, fault: 'ahead' });
    const forged = { ...run[1]!, signature: run[0]!.signature };
    expect(after([run[0]!, forged])).toMatchObject({ at: 1, fault: 'signature' });
  });

  it('with a clone of the payer ends in a fork that anyone can verify', () => {
    const tab = startPaying(nodeCrypto);
    const common = openedAct(tab.pay(1n));
    const clone = tab.clone();
    const [mine, other, after] = [tab.pay(2n), clone.pay(3n), clone.pay(4n)].map(openedAct);
    const signer = { key: tab.on.writer, kind: 'act', sovereign: SOVEREIGN } as const;
    const rules = [
      [mine!, other!, 'same-sequence'],
      [after!, mine!, 'broken-link'],
    ] as const;
    for (const [a, b, rule] of rules) {
      const proof = forkBetween(a, b)!;
      expect(verifyForkProof(proof, signer, nodeCrypto)).toMatchObject({ ok: true, rule });
      expect(Object.keys(proof.first)).toEqual(['state', 'signature']);
    }
    expect(findFork([mine!, after!])).toEqual(findFork([after!, mine!]));
    expect(findFork([mine!, after!])).toBeDefined();
    expect(findFork([common, mine!])).toBeUndefined();
    expect(findFork([common, other!, after!])).toBeUndefined();
    expect(findFork([common, other!, after!, mine!])).toBeDefined();
    expect(forkBetween(common, after!)).toBeUndefined();
    expect(forkBetween(mine!, { ...mine! })).toBeUndefined();
  });
});

function altered(signed: SignedAct, change: (state: Uint8Array) => Uint8Array): SignedAct {
  return { ...signed, state: change(signed.state) };
}

function withSequence(state: Uint8Array, sequence: number): Uint8Array {
  const changed = state.slice();
  changed.set(u64(sequence), 40);
  return changed;
}
