import {
  type State,
  type StateFault,
  decodeState,
  isNextEntropy,
  preCommitment,
  stateId,
} from '../chain/index.ts';
import {
  type CryptoProvider,
  type Hash,
  type Key,
  type SignatureJob,
  signingContext,
  verifyJob,
} from '../crypto/index.ts';
import { decode, equalBytes } from '../encoding/index.ts';
import type { Claim, Hold } from '../hold/index.ts';
import { type Amount, addAmounts, subtractAmounts } from '../money/index.ts';
import { MAX_ACT_BYTES, MAX_CHEQUES, actCodec, actContents, actHash } from './codecs.ts';
import type { Act, Party, SignedAct, Void } from './types.ts';

/** The hold that acts are on: its id, its terms as put, its cap with all raises, its writer's key, and who may take an act back. */
export interface ActTerms {
  readonly sovereign: Hash;
  readonly hold: Hash;
  readonly terms: Hold;
  readonly cap: Amount;
  readonly writer: Key;
  /** Whether a party is a device of its identity, revoked ones too: whose word that is taken back counts. */
  readonly isDevice: (party: Party) => boolean;
}

/** An act as the one after it sees it, or the hold's S_0 (sequence and total 0). */
export interface ActPlace {
  readonly id: Hash;
  readonly sequence: number;
  readonly entropy: Hash;
  readonly amount: Amount;
  readonly total: Amount;
  /** What ticks have given since: the next act's amount takes it up. */
  readonly ticked: Amount;
}

export type ActFault =
  | StateFault
  | 'act-encoding'
  | 'no-acts'
  | 'other-hold'
  | 'other-suite'
  | 'operation'
  | 'contents'
  | 'place'
  | 'sequence-gap'
  | 'previous'
  | 'entropy'
  | 'payee'
  | 'amount'
  | 'total'
  | 'above-cap'
  | 'void'
  | 'void-signature'
  | 'signature';

/** An act that holds, but for its signatures where those are still to be verified. */
export interface CheckedAct {
  readonly act: Act;
  readonly state: State;
  /** The state's id. */
  readonly id: Hash;
  /** C_pre. */
  readonly preCommitment: Hash;
  /** What the next act follows. */
  readonly place: ActPlace;
}

export type ActCheck =
  { ok: true; checked: CheckedAct; jobs: readonly SignatureJob[] } | { ok: false; fault: ActFault };

export type VerifiedAct = { ok: true; checked: CheckedAct } | { ok: false; fault: ActFault };

/** The claim with a meter other than `all`, of which a hold has at most one. */
export function meteredClaim(hold: Hold): { index: number; claim: Claim } | undefined {
  const index = hold.claims.findIndex(({ meter }) => meter.kind !== 'all');
  const claim = hold.claims[index];
  return claim === undefined ? undefined : { index, claim };
}

/** The place of a hold's S_0, on which no act has been signed. */
export function firstPlace(state: State, id: Hash): ActPlace {
  const { sequence, entropy } = state;
  return { id, sequence, entropy, amount: 0n, total: 0n, ticked: 0n };
}

/**
 * Everything about an act but its signatures, which are listed: the writer's first, then the void's where there is one.
 * `previous` is the act before it; null where one does not know it (a cheque after others' cheques, a ledger that is
 * shown the last act of a tab): then neither the link to it nor the growth of the total is checked. It says nothing about
 * conditions and windows.
 */
export function checkAct(signed: SignedAct, on: ActTerms, previous: ActPlace | null): ActCheck {
  const decoded = decodeState(signed.state);
  if (!decoded.ok) return refused(decoded.reason);
  const state = decoded.value;
  const read = decode(actCodec, signed.act, MAX_ACT_BYTES);
  if (!read.ok) return refused('act-encoding');
  const act = read.value;
  const fault =
    stateFault(state, act, signed.act, on) ??
    termsFault(state, act, on) ??
    (previous === null ? undefined : followFault(state, act, previous));
  if (fault !== undefined) return refused(fault);
  const id = stateId(signed.state);
  const { amount, total } = act;
  const { sequence, entropy } = state;
  const checked = {
    act,
    state,
    id,
    preCommitment: preCommitment(state.previous, state.operation, entropy),
    place: { id, sequence, entropy, amount, total, ticked: 0n },
  };
  return { ok: true, checked, jobs: jobsOf(signed, act, id, on) };
}

/** `checkAct`, and its signatures. */
export function verifyAct(
  signed: SignedAct,
  on: ActTerms,
  previous: ActPlace | null,
  crypto: CryptoProvider,
): VerifiedAct {
  const check = checkAct(signed, on, previous);
  if (!check.ok) return check;
  const wrong = check.jobs.findIndex((job) => !verifyJob(job, crypto));
  if (wrong >= 0) return refused(wrong === 0 ? 'signature' : 'void-signature');
  return { ok: true, checked: check.checked };
}

export type ActsCheck =
  | { ok: true; acts: readonly CheckedAct[]; last: ActPlace }
  | { ok: false; at: number; fault: ActFault };

/** A run of acts on one hold, each following the one before, the first following `start`. */
export function verifyActs(
  run: readonly SignedAct[],
  on: ActTerms,
  start: ActPlace,
  crypto: CryptoProvider,
): ActsCheck {
  const acts: CheckedAct[] = [];
  let last = start;
  for (const [at, signed] of run.entries()) {
    const verified = verifyAct(signed, on, last, crypto);
    if (!verified.ok) return { ok: false, at, fault: verified.fault };
    acts.push(verified.checked);
    last = verified.checked.place;
  }
  return { ok: true, acts, last };
}

/** The state is one of this hold's chain and says what the act says. */
function stateFault(
  state: State,
  act: Act,
  actBytes: Uint8Array,
  on: ActTerms,
): ActFault | undefined {
  if (!equalBytes(state.chain, on.hold) || !equalBytes(act.hold, on.hold)) return 'other-hold';
  if (state.suite !== on.writer.suite) return 'other-suite';
  if (!equalBytes(state.operation, actHash(actBytes))) return 'operation';
  if (!equalBytes(state.contents, actContents(act))) return 'contents';
  return state.sequence === 0 ? 'place' : undefined;
}

/** The act is one that the hold's metered claim can pay. */
function termsFault(
  state: State,
  act: Act,
  { terms, cap, isDevice }: ActTerms,
): ActFault | undefined {
  const claim = meteredClaim(terms)?.claim;
  if (claim === undefined) return 'no-acts';
  const { meter } = claim;
  switch (meter.kind) {
    case 'voucher':
    case 'ticks':
      if (act.payee !== null) return 'payee';
      if (act.void !== null && !isBy(act.void, claim, isDevice)) return 'void';
      break;
    case 'cheque':
      if (act.payee === null || act.stream !== null) return 'payee';
      // The next payee could not tell a true one, and whoever gave it could deposit all the same: more than the cap
      // would be given out with no fork to show it.
      if (act.void !== null) return 'void';
      if (state.sequence > MAX_CHEQUES) return 'place';
      if (act.amount < 1n || act.amount > meter.perCheque) return 'amount';
      break;
    case 'all':
    case 'schedule':
    case 'price':
      return 'no-acts';
  }
  return act.total > cap ? 'above-cap' : undefined;
}

/** On a tab only its payee can take an act back, with a key of its own and not one that is said to be. */
function isBy({ by }: Void, { payee }: Claim, isDevice: ActTerms['isDevice']): boolean {
  if (payee.kind === 'identity' && !equalBytes(by.identity, payee.identity)) return false;
  return isDevice(by);
}

/** The act is the next after `previous`, and its total has grown by its amount. */
function followFault(state: State, act: Act, previous: ActPlace): ActFault | undefined {
  if (state.sequence !== previous.sequence + 1) return 'sequence-gap';
  if (!equalBytes(state.previous, previous.id)) return 'previous';
  if (!isNextEntropy(state.entropy, previous.entropy, state.operation, state.sequence)) {
    return 'entropy';
  }
  if (act.amount < previous.ticked) return 'total';
  const grown = addAmounts(previous.total, act.amount);
  if (grown === undefined) return 'total';
  if (act.void === null) return act.total === grown ? undefined : 'total';
  if (!equalBytes(act.void.state, previous.id)) return 'void';
  return subtractAmounts(grown, previous.amount) === act.total ? undefined : 'total';
}

function jobsOf(signed: SignedAct, act: Act, id: Hash, on: ActTerms): SignatureJob[] {
  const writer = {
    key: on.writer,
    message: id,
    signature: signed.signature,
    context: signingContext('act', on.sovereign),
  };
  if (act.void === null) return [writer];
  const { state, by, signature } = act.void;
  const context = signingContext('void', on.sovereign);
  return [writer, { key: by.device.key, message: state, signature, context }];
}

function refused(fault: ActFault): { ok: false; fault: ActFault } {
  return { ok: false, fault };
}
