import {
  type ActFault,
  type ActPlace,
  type ActTerms,
  type ActsCheck,
  type CheckedAct,
  type Half,
  type HalfFault,
  type Party,
  type SignedAct,
  actCodec,
  followHalf,
  halfBefore,
  halfNext,
  halfStart,
  meteredClaim,
  payeeCommitment,
  verifyAct,
  verifyActs,
} from '../act/index.ts';
import { decodeState, stateId } from '../chain/index.ts';
import { type CryptoProvider, type Hash, signingContext } from '../crypto/index.ts';
import { decode, equalBytes } from '../encoding/index.ts';
import type { Requirements } from '../evidence/index.ts';
import type { Claim } from '../hold/index.ts';
import { deviceId } from '../identity/index.ts';
import type { Amount } from '../money/index.ts';
import { type BundleFault, type ProvenHold, verifyBundle } from './verify-bundle.ts';
import type { Handover } from './types.ts';

/** What the payee knows when it is handed an act. */
export interface PayeeSide {
  readonly pinned: Hash;
  readonly self: Party;
  /** The chains of its identity's devices, revoked ones too: only their voids take an act back. */
  readonly devices: readonly Hash[];
  /** Its country record, under which it will take. */
  readonly record: { readonly country: string; readonly tier: number };
  /** Its own request that is to be answered, or null when it asked for nothing. */
  readonly asked: { readonly id: Hash; readonly currency: Hash; readonly amount: Amount } | null;
  /** The hold, when it has been proven before. */
  readonly known: ProvenHold | null;
  /** The last act that it has of this hold; null when it has none. */
  readonly place: ActPlace | null;
  /** Acts of this hold after `place` that it was shown in a half, oldest first. */
  readonly shown: readonly SignedAct[];
  /** Its half with this writer; null when it has met no act of it. */
  readonly half: Half | null;
  /** How long before its end a window is no longer trusted, in ms. */
  readonly marginMs: number;
  /** `now` never goes below the highest signed time that the payee has seen. */
  readonly requirements: Requirements;
}

/** What a handover gives. `value` is what the payee has now and had not before; limits and rulebook are its own to ask. */
export interface Accepted {
  readonly hold: ProvenHold;
  readonly act: CheckedAct;
  /** Acts on this hold that the payee had not seen, this one last; of cheques only this one. */
  readonly acts: readonly CheckedAct[];
  readonly half: Half;
  readonly value: Amount;
}

/** In the order in which they are asked: what the payee could not accept (decision 0003, section 6). */
export type HandoverCode =
  | 'form'
  | 'request'
  | 'unknown-hold'
  | 'bundle'
  | 'currency'
  | 'claim'
  | 'condition'
  | 'window'
  | 'act'
  | 'half'
  | 'amount';

export type HandoverCheck =
  | { ok: true; accepted: Accepted }
  | { ok: false; code: HandoverCode; fault?: ActFault | BundleFault | HalfFault };

/** The payee's checks of an act that it is handed, as far as they need neither storage nor rulebook. Hostile input never throws. */
export function checkHandover(
  handover: Handover,
  side: PayeeSide,
  crypto: CryptoProvider,
): HandoverCheck {
  const state = decodeState(handover.act.state);
  const read = decode(actCodec, handover.act.act);
  if (!state.ok || !read.ok) return { ok: false, code: 'form' };
  const { request } = read.value;
  const isAnswer =
    side.asked === null ? request === null : request !== null && equalBytes(request, side.asked.id);
  if (!isAnswer) return { ok: false, code: 'request' };
  const found = findHold(handover, state.value.chain, side, crypto);
  if (!found.ok) return found;
  const { hold } = found;
  const refusal = checkTerms(hold, handover, side);
  if (refusal !== undefined) return { ok: false, code: refusal };
  const on = termsFor(hold, side);
  if (on === undefined) return { ok: false, code: 'act', fault: 'no-acts' };
  const { writer } = on;
  const earlier = unknownOf(handover, side.half);
  const run = verifyRun({ ...handover, earlier }, on, hold.first, side, crypto);
  if (!run.ok) return { ok: false, code: 'act', fault: run.fault };
  const act = run.acts.at(-1);
  if (act === undefined) return { ok: false, code: 'form' };
  const context = signingContext('act', hold.sovereign);
  const isSigned = (signed: SignedAct, id: Hash): boolean =>
    run.acts.some((checked) => equalBytes(checked.id, id)) ||
    crypto.verify(writer, id, signed.signature, context);
  const mine = side.half ?? halfStart(writer, side.self.identity);
  const half = followHalf(mine, [...earlier, handover.act], isSigned);
  if (!half.ok) return { ok: false, code: 'half', fault: half.fault };
  const value = valueOf(run.acts, side.place ?? hold.first, handover.payee !== null);
  if (side.asked !== null) {
    const { amount } = side.asked;
    // A void that takes back what the payee has: then it gains less than the act says.
    const isWhole = amountOf(run.acts, side.place) === amount && value >= amount;
    if (!isWhole) return { ok: false, code: 'amount' };
  }
  return { ok: true, accepted: { hold, act, acts: run.acts, half: half.half, value } };
}

/**
 * What a payee asks of an act of a tab before it gives its word not to claim it: that the tab is proven and for this payee, and its
 * writer's signature. So nobody makes it sign for acts that are none.
 */
export function checkVoidable(
  handover: Handover,
  side: PayeeSide,
  crypto: CryptoProvider,
): { ok: true; act: CheckedAct; hold: ProvenHold } | Extract<HandoverCheck, { ok: false }> {
  const state = decodeState(handover.act.state);
  if (!state.ok) return { ok: false, code: 'form' };
  const found = findHold(handover, state.value.chain, side, crypto);
  if (!found.ok) return found;
  const claim = meteredClaim(found.hold.terms)?.claim;
  if (claim === undefined || !isFor(claim, handover, side)) return { ok: false, code: 'claim' };
  const on = termsFor(found.hold, side);
  if (on === undefined) return { ok: false, code: 'act', fault: 'no-acts' };
  const verified = verifyAct(handover.act, on, null, crypto);
  if (!verified.ok) return { ok: false, code: 'act', fault: verified.fault };
  return { ok: true, act: verified.checked, hold: found.hold };
}

function termsFor(
  { sovereign, hold, terms, cap, writer }: ProvenHold,
  side: PayeeSide,
): ActTerms | undefined {
  if (writer === null) return undefined;
  return { sovereign, hold, terms, cap, writer, isDevice: (party) => isOwnDevice(party, side) };
}

function isOwnDevice({ identity, device }: Party, { self, devices }: PayeeSide): boolean {
  if (!equalBytes(identity, self.identity)) return false;
  const chain = deviceId(identity, device);
  return devices.some((own) => equalBytes(own, chain));
}

function findHold(
  handover: Handover,
  chain: Hash,
  side: PayeeSide,
  crypto: CryptoProvider,
): { ok: true; hold: ProvenHold } | Extract<HandoverCheck, { ok: false }> {
  const { bundle } = handover;
  if (bundle === null) {
    const { known } = side;
    if (known === null || !equalBytes(known.hold, chain))
      return { ok: false, code: 'unknown-hold' };
    if (side.requirements.now > known.epoch.notAfter) {
      return { ok: false, code: 'bundle', fault: 'epoch-expired' };
    }
    return { ok: true, hold: known };
  }
  const check = verifyBundle(bundle, side.pinned, crypto, side.requirements);
  if (!check.ok) return { ok: false, code: 'bundle', fault: check.fault };
  if (!equalBytes(check.proven.hold, chain)) return { ok: false, code: 'unknown-hold' };
  return { ok: true, hold: check.proven };
}

/** The hold's metered claim is for this payee, without further ado, for long enough, in the currency asked for. */
function checkTerms(
  hold: ProvenHold,
  handover: Handover,
  side: PayeeSide,
): HandoverCode | undefined {
  const { terms } = hold;
  if (side.asked !== null && !equalBytes(terms.currency, side.asked.currency)) return 'currency';
  const claim = meteredClaim(terms)?.claim;
  // Under another claim of the hold somebody else could take what its acts give.
  if (claim === undefined || terms.claims.length > 1) return 'claim';
  if (!isFor(claim, handover, side)) return 'claim';
  // What a condition asks for may never come: whoever wants to rely on it decides that by itself.
  if (claim.condition !== null) return 'condition';
  const now = Math.max(side.requirements.now, hold.signedAt);
  return now + side.marginMs > claim.until ? 'window' : undefined;
}

function isFor({ payee, meter }: Claim, handover: Handover, { self, record }: PayeeSide): boolean {
  const isCheque = meter.kind === 'cheque';
  if (isCheque !== (handover.payee !== null)) return false;
  if (handover.payee !== null) {
    if (!equalBytes(handover.payee.identity, self.identity)) return false;
    const act = decode(actCodec, handover.act.act);
    const named = act.ok ? act.value.payee : null;
    if (named === null || !equalBytes(named, payeeCommitment(handover.payee))) return false;
  }
  if (payee.kind === 'identity') return equalBytes(payee.identity, self.identity);
  const admitted = payee.countries.length === 0 || payee.countries.includes(record.country);
  return admitted && record.tier >= payee.minTier;
}

/**
 * The acts beside it that the payee does not have: a payer whose receipt was lost shows again what leads to the payee's half. It is the
 * same acts, for the half's head hashes all of them.
 */
function unknownOf({ earlier }: Handover, half: Half | null): readonly SignedAct[] {
  if (half === null) return earlier;
  const known = earlier.findIndex(({ act, state }) => {
    const read = decode(actCodec, act);
    if (!read.ok) return false;
    const after = halfNext(halfBefore(read.value.half), stateId(state));
    return after.index === half.index && equalBytes(after.head, half.head);
  });
  return earlier.slice(known + 1);
}

/** Of a tab every act after the last known; of an allowance this cheque, linked to the one before when that is known. */
function verifyRun(
  handover: Handover,
  on: ActTerms,
  first: ActPlace,
  { place, shown }: PayeeSide,
  crypto: CryptoProvider,
): ActsCheck {
  if (handover.payee === null) {
    const own = handover.earlier.filter(({ state }) => isOnChain(state, on.hold));
    return verifyActs([...shown, ...own, handover.act], on, place ?? first, crypto);
  }
  const { sequence } = stateOf(handover.act);
  const before = [first, place].find((known) => known?.sequence === sequence - 1) ?? null;
  const verified = verifyAct(handover.act, on, before, crypto);
  if (!verified.ok) return { ok: false, at: 0, fault: verified.fault };
  return { ok: true, acts: [verified.checked], last: verified.checked.place };
}

function isOnChain(stateBytes: Uint8Array, hold: Hash): boolean {
  const state = decodeState(stateBytes);
  return state.ok && equalBytes(state.value.chain, hold);
}

function stateOf({ state }: SignedAct): { readonly sequence: number } {
  const decoded = decodeState(state);
  return decoded.ok ? decoded.value : { sequence: 0 };
}

/** What the payee gains: of a tab what its total has grown by beyond what ticks had given, of a cheque its amount. */
function valueOf(acts: readonly CheckedAct[], start: ActPlace, isCheque: boolean): Amount {
  const last = acts.at(-1)?.act;
  if (last === undefined) return 0n;
  if (isCheque) return last.amount;
  const gained = last.total - start.total - start.ticked;
  return gained > 0n ? gained : 0n;
}

/** What the last act gives by itself. */
function amountOf(acts: readonly CheckedAct[], place: ActPlace | null): Amount {
  const amount = acts.at(-1)?.act.amount ?? 0n;
  const ticked = acts.length === 1 ? (place?.ticked ?? 0n) : 0n;
  return amount - ticked;
}
