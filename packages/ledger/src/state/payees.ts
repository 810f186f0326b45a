import { hourOf, MAX_WINDOW_HOURS, type WindowCount } from '@tallystick/rules';
import { MAX_PAYEES, NO_DETAIL, PAYEE_BYTES } from './details.ts';
import { ANYONE } from './hold-marks.ts';
import { sinceNow } from './payees-since.ts';
import { setDetail } from './sent.ts';
import { detailOf, type LedgerState } from './state.ts';

/** After so long a payee that is not remembered counts as a new one. */
const MEMORY_HOURS = MAX_WINDOW_HOURS;

const NOBODY: ReadonlySet<number> = new Set();

/**
 * What is remembered of an identity's payees, as of one hour, with what is about to be put on top:
 * read once for a put, since it may be long.
 */
export class PayeesBefore {
  readonly #hour: number;
  readonly #windows: readonly number[];
  readonly #counts: (number | null)[];
  /** What the state remembers. */
  readonly #known: Remembered;
  /** Whom transitions before this one are expected to put for. */
  readonly #ahead: ReadonlySet<number>;
  /** Whom holds are for that are not in the state yet, but bounds. */
  #added: Set<number> | undefined;
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
    this.#ahead = ahead.length === 0 ? NOBODY : new Set(ahead);
    this.#newFrom = isKnown || hour - since.hour >= MEMORY_HOURS ? 0 : since.identities;
    this.#known = new Remembered(payees);
    this.#counts = new Array(windows.length);
    for (let at = 0; at < windows.length; at += 1) {
      const before = hour - (windows[at] as number);
      const isCovered = isKnown || since.hour <= before;
      const isWhole = forgottenHour === null || forgottenHour <= before;
      this.#counts[at] = isCovered && isWhole ? this.#known.countAfter(before) : null;
    }
    for (let i = 0; i < ahead.length; i += 1) this.add(ahead[i] as number);
  }

  /** Whether no put before this one was for this identity; null when nobody knows. */
  isFirst(payee: number): boolean | null {
    if (this.#ahead.has(payee) || this.#known.find(payee) >= 0) return false;
    return payee >= this.#newFrom ? true : null;
  }

  /** Different payees in each window. */
  counts(): WindowCount[] {
    return this.#windows.map((hours, at) => ({ hours, count: this.#counts[at] ?? null }));
  }

  /** One more hold is for this payee now; whoever is meant by bounds is somebody else each time. */
  add(payee: number): void {
    if (this.#windows.length === 0) return;
    let last = -1;
    if (payee !== ANYONE) {
      this.#added ??= new Set();
      if (this.#added.has(payee)) return;
      this.#added.add(payee);
      const at = this.#known.find(payee);
      if (at >= 0) last = this.#known.lastHour(at);
    }
    for (let at = 0; at < this.#windows.length; at += 1) {
      const count = this.#counts[at];
      if (count === null || count === undefined) continue;
      // Who was paid in the window before is counted in it.
      if (last <= this.#hour - (this.#windows[at] as number)) this.#counts[at] = count + 1;
    }
  }
}

/**
 * Payees as they are kept: in the order in which they were last put for, so that the hours ascend.
 * Looked at where they stand: making an object of each costs more than a decision.
 */
class Remembered {
  readonly length: number;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.length = bytes.length / PAYEE_BYTES;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  payee(at: number): number {
    return this.#view.getInt32(at * PAYEE_BYTES);
  }

  lastHour(at: number): number {
    return this.#view.getUint32(at * PAYEE_BYTES + 4);
  }

  /** Where a payee stands; -1 where nobody remembers it. */
  find(payee: number): number {
    // The newest are asked for most often.
    for (let at = this.length - 1; at >= 0; at -= 1) if (this.payee(at) === payee) return at;
    return -1;
  }

  /** How many were put for later than in this hour. */
  countAfter(hour: number): number {
    let first = this.length;
    while (first > 0 && this.lastHour(first - 1) > hour) first -= 1;
    return this.length - first;
  }
}

/** Adds whom holds were put for now. The one of longest ago goes first when they get too many. */
export function addPayees(
  state: LedgerState,
  { identity, hour, payees }: { identity: number; hour: number; payees: readonly number[] },
): void {
  const detail = detailOf(state, identity) ?? NO_DETAIL;
  const known = new Remembered(detail.payees);
  // Nearly every put is for one.
  const now = payees.length === 1 ? null : new Set(payees);
  const bytes = new Uint8Array((known.length + payees.length) * PAYEE_BYTES);
  const view = new DataView(bytes.buffer);
  let length = 0;
  const keep = (payee: number, last: number): void => {
    view.setInt32(length * PAYEE_BYTES, payee);
    view.setUint32(length * PAYEE_BYTES + 4, last);
    length += 1;
  };
  for (let at = 0; at < known.length; at += 1) {
    const [payee, last] = [known.payee(at), known.lastHour(at)];
    const isNow = now === null ? payee === payees[0] : now.has(payee);
    if (payee === ANYONE ? last > hour - MEMORY_HOURS : !isNow) keep(payee, last);
  }
  for (let i = 0; i < payees.length; i += 1) {
    const payee = payees[i] as number;
    if (payee === ANYONE || now === null || now.delete(payee)) keep(payee, hour);
  }
  const tooMany = Math.max(0, length - MAX_PAYEES);
  const forgottenHour =
    tooMany === 0 ? detail.forgottenHour : new Remembered(bytes).lastHour(tooMany - 1);
  const kept = bytes.slice(tooMany * PAYEE_BYTES, length * PAYEE_BYTES);
  setDetail(state, identity, { ...detail, payees: kept, forgottenHour });
}
