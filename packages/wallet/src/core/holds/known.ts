import {
  type Claim,
  type Condition,
  type Hash,
  decodeState,
  equalBytes,
  fromHex,
  stateId,
} from '@tallystick/protocol';
import { preCommitmentOf } from '../chain/pre-commitment-of.ts';
import { type Context, findRecord, storing } from '../context.ts';
import type { StorageChange } from '../ports.ts';
import { StorageDamage } from '../storage/damage.ts';
import { stop } from '../stop.ts';
import { HOLD_KEYS, type KnownHold, type Place, knownHoldCodec } from './records.ts';

/** A hold of this wallet's records, by the id that somebody typed. */
export async function needHold(
  context: Context,
  id: string,
): Promise<{ readonly hold: Hash; readonly known: KnownHold }> {
  const hold = fromHex(id, 32);
  const known = hold && (await findRecord(context.vault, HOLD_KEYS.known(hold), knownHoldCodec));
  if (hold !== undefined && known !== undefined) return { hold, known };
  const message =
    'This wallet knows no such hold: sync first, or have its terms handed over and agree to them.';
  return stop('usage', 'unknown-hold', message);
}

export function keepingHold(hold: Hash, known: KnownHold): StorageChange {
  return storing(HOLD_KEYS.known(hold), knownHoldCodec, known);
}

/** Whether a transition waits for its answer. */
export function isPending({ chains }: Context, { id }: Place): boolean {
  const { pending } = chains.device;
  return pending !== null && pending.refusal === null && equalBytes(stateId(pending.state), id);
}

/** C = H(S_n, P) of DESIGN section 9: the pre-commitment of the state that puts the hold (protocol.md section 3). */
export function commitmentOf(stateBytes: Uint8Array): Hash {
  const state = decodeState(stateBytes);
  if (!state.ok) throw new StorageDamage([{ where: 'record hold', what: state.reason }]);
  return preCommitmentOf(state.value);
}

/** Whether this identity may take under a claim, as far as it can know: bounds ask for tiers too. */
export function isMine({ enrolment, identity }: Context, { payee }: Claim): boolean {
  if (payee.kind === 'identity') return equalBytes(payee.identity, enrolment.identity);
  const countries = identity?.view.records.map(({ country }) => country) ?? [];
  return payee.countries.length === 0 || payee.countries.some((one) => countries.includes(one));
}

export function isOwnHold({ enrolment }: Context, { owner }: KnownHold): boolean {
  return equalBytes(owner, enrolment.identity);
}

export function conditionsOf({ terms }: KnownHold): Condition[] {
  return terms.claims.flatMap(({ condition }) => (condition === null ? [] : [condition]));
}
