import type { Claim, Hash, Hold, Key } from '@tallystick/protocol';
import { StoreError } from '../store/store.ts';
import { NO_CHEQUES } from './cheques.ts';
import { decodeHoldRecord, type HoldRecord, splitHold } from './hold-record.ts';
import { ANYONE, MARKS, NO_COUNTRY } from './hold-marks.ts';
import type { NewHold, OpenHold } from './holds.ts';
import type { LedgerState } from './state.ts';
import { deviceKeyAt } from './view.ts';

/** A hold's terms and what has happened to it, read when it is taken: memory keeps none of it. */
export interface HoldTerms {
  readonly record: HoldRecord;
  /** The device whose key writes on it; see `FurtherHold`. */
  readonly device: number | null;
  /** Registered cheques. */
  readonly cheques: Uint8Array;
  /** Of each of them, the transition that presented it. */
  readonly presented: Uint8Array;
}

const NOTHING_FURTHER = { device: null, cheques: NO_CHEQUES, presented: NO_CHEQUES } as const;

export function termsOf(state: LedgerState, { number }: OpenHold): HoldTerms {
  const stored = state.holdRecords.get(number);
  if (stored === undefined) {
    throw new StoreError('damaged', `the stored record ${number} of hold is missing`);
  }
  const { record, further } = splitHold(stored);
  const { device, cheques, presented } = further ?? NOTHING_FURTHER;
  return { record: decodeHoldRecord(record), device, cheques, presented };
}

/** The key that acts on a hold are signed with; undefined where nobody may. */
export function writerKey(state: LedgerState, { record, device }: HoldTerms): Key | undefined {
  const { writer } = record.hold;
  if (writer.kind === 'key') return writer.key;
  return writer.kind === 'putter' && device !== null ? deviceKeyAt(state, device) : undefined;
}

/** The claims of a hold as they are kept; undefined when a payee is not known. */
export function claimsOf(state: LedgerState, hold: Hold): NewHold['claims'] | undefined {
  const claims = hold.claims.map(({ payee, until }) => {
    if (payee.kind === 'anyone') return { payee: ANYONE, country: NO_COUNTRY, until };
    const slot = state.identities.find(payee.identity);
    return slot < 0 ? undefined : { payee: slot, country: payee.country, until };
  });
  return claims.every((claim) => claim !== undefined) ? claims : undefined;
}

/** Whether nothing but a plain payment can come of a hold. */
export function isPlain({ writer, claims }: Hold): boolean {
  return writer.kind === 'none' && claims.every(isPlainClaim);
}

function isPlainClaim({ payee, meter, condition }: Claim): boolean {
  return meter.kind === 'all' && condition === null && payee.kind === 'identity';
}

/** The marks that a record stands for. */
export function marksOf({ hold, progress }: HoldRecord): number {
  if (progress === undefined) return isPlain(hold) ? 0 : MARKS.further;
  const { ended, forked, unpaid } = progress;
  const all = 2 ** hold.claims.length - 1;
  return (
    MARKS.further |
    (forked ? MARKS.forked : 0) |
    (unpaid > 0n ? MARKS.short : 0) |
    (ended === all ? MARKS.released : 0)
  );
}

/** The id of whoever an owner is kept as: an identity, or a treasury's chain. */
export function ownerId(state: LedgerState, owner: number): Hash {
  if (owner >= 0) return state.identities.id(owner);
  return state.devices.id(state.currencies.treasuries[-1 - owner] ?? -1);
}
