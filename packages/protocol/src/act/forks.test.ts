import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ChequeSum,
  type ForkProof,
  type ForkSigner,
  decodeState,
  stateId,
  verifyForkProof,
} from '../chain/index.ts';
import { nodeCrypto } from '../crypto/node/index.ts';
import { decode } from '../encoding/index.ts';
import { type Paying, SOVEREIGN, startPaying } from '../testing/paying.ts';
import {
  type Act,
  type OpenedState,
  type SignedAct,
  actCodec,
  findFork,
  forkBetween,
  openedAct,
  openedProof,
  signVoid,
  verifyAct,
} from './index.ts';

const CHEQUE = { kind: 'cheque', perCheque: 1000n } as const;
const CAP = 1000n;
const honest = startPaying(nodeCrypto, CHEQUE);
const signer: ForkSigner = { key: honest.on.writer, kind: 'act', sovereign: SOVEREIGN };

function verdict(proof: ForkProof | undefined): string {
  if (proof === undefined) return 'none';
  const check = verifyForkProof(proof, signer, nodeCrypto);
  return check.ok ? check.rule : check.reason;
}

function sumOf(signed: SignedAct): ChequeSum {
  const read = decode(actCodec, signed.act);
  if (!read.ok) throw new Error(read.reason);
  const { amount, total } = read.value;
  return { amount, total };
}

function sequenceOf({ state }: { readonly state: Uint8Array }): number {
  const read = decodeState(state);
  return read.ok ? read.value.sequence : -1;
}

/** Two opened states as a proof in that order, whatever they show. */
function asProof(first: OpenedState, second: OpenedState, sums: ForkProof['sums']): ForkProof {
  const bare = ({ state, signature }: OpenedState): ForkProof['first'] => ({ state, signature });
  return { first: bare(first), second: bare(second), sums };
}

describe('a total that lies', () => {
  const payer = startPaying(nodeCrypto, CHEQUE);
  const [one, two, three] = [
    payer.pay(400n),
    payer.pay(100n),
    // It leaves 450 of the 500 out.
    payer.pay(300n, { total: 350n }),
  ].map(openedAct);
  const [a, b, c] = [one!, two!, three!];

  it('is proven by two cheques of one unforked chain, next to each other or apart', () => {
    for (const earlier of [a, b]) {
      const proof = forkBetween(c, earlier);
      expect(verdict(proof)).toBe('total');
      expect(proof?.first.state).toBe(earlier.state);
      expect(verdict(findFork([c, earlier]))).toBe('total');
    }
    expect(findFork([a, b])).toBeUndefined();
    expect(verdict(findFork([c, b, a]))).toBe('total');
    expect(openedProof(forkBetween(a, c)!)).toEqual([a, c]);
  });

  it('is proven by what both states commit to, under both signatures, and by nothing else', () => {
    const { sums, ...states } = forkBetween(a, c)!;
    if (sums === null) throw new Error('no sums');
    const good: ForkProof = { ...states, sums };
    const bent = { ...c, signature: c.signature.with(9, c.signature[9]! ^ 1) };
    const faults: [ForkProof, string][] = [
      [good, 'total'],
      [asProof(c, a, { first: sums.second, second: sums.first }), 'not-later'],
      [asProof(a, a, { first: sums.first, second: sums.first }), 'not-later'],
      [asProof(a, c, { ...sums, first: { ...sums.first, total: 1000n } }), 'contents'],
      [asProof(a, c, { ...sums, second: { ...sums.second, amount: 350n } }), 'contents'],
      [asProof(a, b, { first: sums.first, second: b.sum! }), 'total-agrees'],
      [asProof(a, bent, sums), 'signature'],
      // Without what opens them they are two states that may well be in one history.
      [asProof(a, c, null), 'not-neighbours'],
    ];
    for (const [proof, fault] of faults) expect(verdict(proof)).toBe(fault);
  });

  it('is not made up by whoever shows states: what does not open them counts for nothing', () => {
    const made = { amount: 900n, total: 1000n };
    expect(forkBetween({ ...a, sum: made }, b)).toBeUndefined();
    expect(findFork([a, { ...b, sum: { amount: 200n, total: 200n } }])).toBeUndefined();
    expect(findFork([a, { ...c, sum: null }])).toBeUndefined();
  });

  it('that says more than was given harms nobody else, and is no proof', () => {
    const more = startPaying(nodeCrypto, CHEQUE);
    const acts = [more.pay(10n), more.pay(10n, { total: 90n }), more.pay(10n)].map(openedAct);
    expect(findFork(acts)).toBeUndefined();
  });
});

/** What copies of a payer do: which of them signs how much, and what it says of the total. */
const steps = fc.array(
  fc.record({
    by: fc.nat(3),
    copies: fc.boolean(),
    amount: fc.bigInt({ min: 1n, max: 500n }),
    total: fc.option(fc.bigInt({ min: 0n, max: CAP })),
  }),
  { minLength: 2, maxLength: 10 },
);

describe('what was given of an allowance', () => {
  it('is more than its cap only where cheques prove it: whenever an allowance is short there is a proof', () => {
    let short = 0;
    const property = fc.property(steps, fc.array(fc.boolean()), (plan, kept) => {
      const copies: Paying[] = [startPaying(nodeCrypto, CHEQUE)];
      const registered = new Map<string, SignedAct>();
      for (const [at, { by, copies: isCopied, amount, total }] of plan.entries()) {
        const payer = copies[by % copies.length]!;
        if (isCopied) copies.push(payer.clone());
        const salt = new Uint8Array(16).fill(at);
        const said = total === null ? {} : { total: total < amount ? amount : total };
        const signed = payer.pay(amount, { ...said, salt });
        // What every payee and the ledger checks, knowing this cheque alone.
        const isGood = verifyAct(signed, payer.on, null, nodeCrypto).ok;
        if (isGood && kept[at] !== true) registered.set(stateId(signed.state).toHex(), signed);
      }
      const acts = [...registered.values()];
      const given = acts.reduce((sum, signed) => sum + sumOf(signed).amount, 0n);
      const proof = findFork(acts.map(openedAct));
      if (proof !== undefined) {
        expect(['same-sequence', 'broken-link', 'total']).toContain(verdict(proof));
      }
      if (given <= CAP) return;
      short += 1;
      expect(proof).toBeDefined();
    });
    fc.assert(property, { numRuns: 60 });
    expect(short).toBeGreaterThan(5);
  });

  it('by an honest payer is never a proof, in whatever order and however often it is shown', () => {
    const amounts = fc.array(fc.bigInt({ min: 1n, max: 90n }), { minLength: 2, maxLength: 8 });
    const sum = fc
      .tuple(fc.bigInt({ min: 1n, max: CAP }), fc.bigInt({ min: 0n, max: CAP }))
      .map(([amount, more]) => ({ amount, total: amount + more }));
    const property = fc.property(amounts, fc.array(fc.nat(7)), sum, (given, again, made) => {
      const payer = startPaying(nodeCrypto, CHEQUE);
      // Who crashed signs the stored act again: other bytes of a signature, the same state.
      const acts = given.map((amount) => [payer.clone().pay(amount), payer.pay(amount)]).flat();
      const all = [...acts, ...again.map((at) => acts[at % acts.length]!)].map(openedAct);
      for (const shown of [all, all.toReversed()]) expect(findFork(shown)).toBeUndefined();
      for (const first of all.slice(0, 6)) {
        for (const second of all) {
          expect(forkBetween(first, second)).toBeUndefined();
          if (sequenceOf(first) >= sequenceOf(second)) continue;
          const told = { first: first.sum!, second: second.sum! };
          expect(verdict(asProof(first, second, told))).toBe('total-agrees');
          if (made.total === told.second.total && made.amount === told.second.amount) continue;
          expect(verdict(asProof(first, second, { ...told, second: made }))).toBe('contents');
        }
      }
    });
    fc.assert(property, { numRuns: 25 });
  });

  it('on a tab with voids is never a proof, whatever somebody says that its states open to', () => {
    const tab = startPaying(nodeCrypto);
    const run: SignedAct[] = [tab.pay(400n)];
    for (const amount of [50n, 20n, 70n]) {
      const last = run.at(-1)!;
      const before = sumOf(last);
      const id = stateId(last.state);
      const given = signVoid(id, tab.payee, tab.keys.payee, SOVEREIGN, nodeCrypto);
      const change: Partial<Act> = { void: given, total: before.total - before.amount + amount };
      run.push(tab.pay(amount, change));
    }
    expect(findFork(run.map(openedAct))).toBeUndefined();
    const said = run.map((signed) => ({ ...openedAct(signed), sum: sumOf(signed) }));
    expect(findFork(said)).toBeUndefined();
    const [first, second] = [said[0]!, said[1]!];
    expect(second.sum.total - second.sum.amount).toBeLessThan(first.sum.total);
    const proof = asProof(first, second, { first: first.sum, second: second.sum });
    expect(verdict(proof)).toBe('contents');
  });
});
