import {
  addAmounts,
  type Amount,
  type Claim,
  hash,
  type Hash,
  type Header,
  type Hold,
  meteredClaim,
  type Raise,
} from '@tallystick/protocol';
import type { Receiver } from '@tallystick/rules';
import { hasEnded } from '../governance/pauses.ts';
import { type RaiseFault, type Refusal, refuse } from '../refusal/refusal.ts';
import type { Change } from '../state/change.ts';
import { encodeFurther, encodeHoldRecord } from '../state/hold-record.ts';
import { type HoldTerms, termsOf, writerKey } from '../state/hold-terms.ts';
import type { OpenHold } from '../state/holds.ts';
import type { LedgerState } from '../state/state.ts';
import { checkClaim } from './check-holds.ts';
import type { Decidable, Receiving } from './put-facts.ts';

/** Raises of a put, each to be decided like a hold. */
export interface CheckedRaises {
  readonly ok: true;
  readonly items: readonly Decidable[];
  readonly checked: readonly Receiving[];
  readonly changes: readonly Change[];
}

interface Raised {
  readonly hold: OpenHold;
  readonly terms: HoldTerms;
  cap: Amount;
}

/** Every raise is of an open tab of the same owner, which can still be written on and taken from. */
export function checkRaises(
  state: LedgerState,
  raises: readonly Raise[],
  owner: number,
  header: Header,
): CheckedRaises | Refusal {
  const raised = new Map<number, Raised>();
  const items: Decidable[] = [];
  const checked: Receiving[] = [];
  for (const [index, raise] of raises.entries()) {
    const hold = state.holds.find(raise.hold);
    if (hold === undefined) return refuse('not-raisable', { raise: index, reason: 'unknown-hold' });
    const one = raised.get(hold.place) ?? { hold, terms: termsOf(state, hold), cap: hold.cap };
    const reason = faultOf(state, one, owner, header);
    if (reason !== undefined) return refuse('not-raisable', { raise: index, reason });
    const cap = addAmounts(one.cap, raise.by);
    if (cap === undefined) return refuse('not-raisable', { raise: index, reason: 'cap' });
    one.cap = cap;
    raised.set(hold.place, one);
    const { currency, writer, purpose, claims } = one.terms.record.hold;
    const receivers = receiversOf(state, claims, index, header);
    if (!receivers.ok) return receivers;
    const item = { currency, cap: raise.by, writer };
    items.push(purpose === undefined ? item : { ...item, purpose });
    checked.push(receivers);
  }
  return { ok: true, items, checked, changes: [...raised.values()].map(changeOf) };
}

function faultOf(
  state: LedgerState,
  { hold, terms }: Raised,
  owner: number,
  header: Header,
): RaiseFault | undefined {
  if (hold.owner !== owner) return 'not-owner';
  const metered = meteredClaim(terms.record.hold);
  const meter = metered?.claim.meter.kind;
  if (metered === undefined || (meter !== 'voucher' && meter !== 'ticks')) return 'no-tab';
  const { ended = 0, forked = false } = terms.record.progress ?? {};
  if ((ended & (1 << metered.index)) !== 0) return 'released';
  const kept = hold.claims[metered.index];
  if (kept === undefined || hasEnded(state, kept, hold, header)) return 'ended';
  const writer = writerKey(state, terms);
  const isForked = forked || (writer !== undefined && state.forks.isWriter(writer));
  return isForked ? 'writer-forked' : undefined;
}

type Receivers = { readonly ok: true } & Receiving;

/** Whom rules decide about: their records as they are now, whatever other claims have ended. */
function receiversOf(
  state: LedgerState,
  claims: Hold['claims'],
  raise: number,
  header: Header,
): Receivers | Refusal {
  const receivers: Receiver[] = [];
  const payees: number[] = [];
  for (const [at, claim] of claims.entries()) {
    const open: Claim = { ...claim, until: Math.max(claim.until, header.time) };
    const found = checkClaim(state, open, raise, at, header);
    if (!found.ok) return found;
    receivers.push(found.receiver);
    payees.push(found.claim.payee);
  }
  return { ok: true, receivers, payees };
}

function changeOf({ hold, terms, cap }: Raised): Change {
  const { record, device, cheques, presented } = terms;
  const encoded = encodeHoldRecord({ ...record, cap });
  const value: Hash = hash('record', encoded);
  const to = { cap, paid: hold.paid, marks: hold.marks, value };
  const stored = encodeFurther({ record: encoded, device, cheques, presented });
  return { kind: 'hold-changed', hold, to, stored };
}
