import {
  actCodec,
  type ChequeSum,
  decode,
  decodeState,
  equalBytes,
  type ForkProof,
  type Hash,
  type SignedAct,
  type State,
} from '@tallystick/protocol';
import type { Random } from '../engine/random.ts';

/** What somebody says of a hold's writer. */
export interface Accusation {
  readonly hold: Hash;
  readonly proof: ForkProof;
}

/** Says of two acts of whomever that they contradict each other: as they are, bent by a bit, or with sums that look like a lie. */
export function accusation(random: Random, acts: readonly SignedAct[]): Accusation | undefined {
  const one = random.pick(acts);
  const state = stateOf(one);
  if (state === undefined) return undefined;
  const { chain, sequence } = state;
  const later = acts.filter((act) => {
    const other = stateOf(act);
    return other !== undefined && equalBytes(other.chain, chain) && other.sequence > sequence;
  });
  const hasLater = later.length > 0 && random.chance(0.7);
  const other = random.pick(hasLater ? later : acts);
  const second = random.chance(0.7) ? bare(other) : forged(one);
  const sums = random.chance(0.6) ? said(random, one, other) : null;
  return { hold: chain, proof: { first: bare(one), second, sums } };
}

function stateOf({ state }: SignedAct): State | undefined {
  const decoded = decodeState(state);
  return decoded.ok ? decoded.value : undefined;
}

/** What two acts say was given, or more, so that the later one seems to leave it out. */
function said(random: Random, one: SignedAct, other: SignedAct): ForkProof['sums'] {
  const [first, second] = [sumOf(one), sumOf(other)];
  if (first === null || second === null) return null;
  const more = random.pick([0n, 1n, second.total]);
  return { first: { ...first, total: first.total + more }, second };
}

/** Null where that is nothing that a cheque could say. */
function sumOf({ act }: SignedAct): ChequeSum | null {
  const read = decode(actCodec, act);
  if (!read.ok || read.value.amount === 0n) return null;
  const { amount, total } = read.value;
  return { amount, total };
}

function forged({ state, signature }: SignedAct): ForkProof['first'] {
  const bent = state.slice();
  // The last byte of its contents: of the same place, and not signed.
  bent[bent.length - 1] = (bent.at(-1) ?? 0) ^ 1;
  return { state: bent, signature };
}

function bare({ state, signature }: SignedAct): ForkProof['first'] {
  return { state, signature };
}
