import { hourOf, MAX_WINDOW_HOURS, type WindowCount } from '@tallystick/rules';
import { type IdentityDetail, MAX_PAYEES, NO_DETAIL, PAYEE_BYTES } from './details.ts';
import { ANYONE } from './hold-marks.ts';
import { sinceNow } from './payees-since.ts';
import { setDetail } from './sent.ts';
import { detailOf, type LedgerState } from './state.ts';

/** After so long a payee that is not remembered counts as a new one. */
const MEMORY_HOURS = MAX_WINDOW_HOURS;

/**
 * What is remembered of an identity's payees, as of one hour, with what is about to be put on top:
 * read once for a put, since it may be long.
 */
export class PayeesBefore {
  readonly #hour: number;
  readonly #windows: readonly number[];
  readonly #counts: (number | null)[];
  /** The last hour in which each payee was put for. */
  readonly #last = new Map<number, number>();
  /** Those that no put before this one was for. */
  readonly #added = new Set<number>();
  /** Who can be told to be new: who came later than this, everybody, or nobody. */
  readonly #newFrom: number;

  /** `ahead`: whom transitions before this one are expected to put for. */
  constructor(
    state: LedgerState,
    identity: number,
    time: number,
    windows: readonly number[],
    ahead: readonly number[],
  ) {
    const hour = hourOf(time);
    const { payees, forgottenHour } = detailOf(state, identity) ?? NO_DETAIL;
    const since = sinceNow(state.payeesSince, state.identities.count, time);
    const isKnown = identity >= since.identities;
    this.#hour = hour;
    this.#windows = windows;
    this.#newFrom = isKnown || hour - since.hour >= MEMORY_HOURS ? 0 : since.identities;
    this.#counts = windows.map((hours) => {
      const isCovered = isKnown || since.hour <= hour - hours;
      const isWhole = forgottenHour === null || forgottenHour <= hour - hours;
      return isCovered && isWhole ? 0 : null;
    });
    for (const [payee, last] of entriesOf(payees)) this.#remember(payee, last);
    for (const payee of ahead) this.add(payee);
    for (const payee of ahead) if (payee !== ANYONE) this.#last.set(payee, hour);
  }

  /** Whether no put before this one was for this identity; null when nobody knows. */
  isFirst(payee: number): boolean | null {
    if (this.#last.has(payee)) return false;
    return payee >= this.#newFrom ? true : null;
  }

  /** Different payees in each window. */
  counts(): WindowCount[] {
    return this.#windows.map((hours, at) => ({ hours, count: this.#counts[at] ?? null }));
  }

  /** One more hold is for this payee now; whoever is meant by bounds is somebody else each time. */
  add(payee: number): void {
    if (payee !== ANYONE && this.#added.has(payee)) return;
    this.#added.add(payee);
    const last = payee === ANYONE ? undefined : this.#last.get(payee);
    this.#count((hours) => last === undefined || last <= this.#hour - hours);
  }

  #remember(payee: number, last: number): void {
    if (payee !== ANYONE) this.#last.set(payee, last);
    this.#count((hours) => last > this.#hour - hours);
  }

  #count(isOneMore: (hours: number) => boolean): void {
    for (let at = 0; at < this.#windows.length; at += 1) {
      const count = this.#counts[at];
      if (count === null || count === undefined) continue;
      if (isOneMore(this.#windows[at] as number)) this.#counts[at] = count + 1;
    }
  }
}

/** Adds whom holds were put for now. The one of longest ago goes first when they get too many. */
export function addPayees(
  state: LedgerState,
  { identity, hour, payees }: { identity: number; hour: number; payees: readonly number[] },
): void {
  const detail = detailOf(state, identity) ?? NO_DETAIL;
  const now = new Set(payees);
  const kept = [...entriesOf(detail.payees)].filter(([payee, last]) =>
    payee === ANYONE ? last > hour - MEMORY_HOURS : !now.has(payee),
  );
  for (const payee of payees) {
    if (payee === ANYONE || now.delete(payee)) kept.push([payee, hour]);
  }
  const tooMany = kept.splice(0, Math.max(0, kept.length - MAX_PAYEES));
  const forgottenHour = tooMany.at(-1)?.[1] ?? detail.forgottenHour;
  setDetail(state, identity, { ...detail, payees: packed(kept), forgottenHour });
}

type Entry = readonly [payee: number, lastHour: number];

/** In the order in which they were last put for. */
function* entriesOf(payees: IdentityDetail['payees']): Iterable<Entry> {
  const view = new DataView(payees.buffer, payees.byteOffset, payees.length);
  for (let at = 0; at < payees.length; at += PAYEE_BYTES) {
    yield [view.getInt32(at), view.getUint32(at + 4)];
  }
}

function packed(entries: readonly Entry[]): Uint8Array {
  const bytes = new Uint8Array(entries.length * PAYEE_BYTES);
  const view = new DataView(bytes.buffer);
  for (const [index, [payee, hour]] of entries.entries()) {
    view.setInt32(index * PAYEE_BYTES, payee);
    view.setUint32(index * PAYEE_BYTES + 4, hour);
  }
  return bytes;
}
