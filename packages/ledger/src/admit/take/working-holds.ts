import { type Amount, hash, type Hash, MAX_AMOUNT } from '@tallystick/protocol';
import type { Change } from '../../state/change.ts';
import { chequesHash, unpaidTotal } from '../../state/cheques.ts';
import { markOf, type ShownBy } from '../../state/forks.ts';
import { encodeFurther, encodeHoldRecord, type HoldProgress } from '../../state/hold-record.ts';
import { type HoldTerms, marksOf, ownerId, termsOf, writerKey } from '../../state/hold-terms.ts';
import type { OpenHold } from '../../state/holds.ts';
import type { LedgerState } from '../../state/state.ts';

/** A hold as the takings of one transition leave it, one after the other. */
export interface WorkingHold {
  /** As it was before the transition. */
  readonly hold: OpenHold;
  readonly terms: HoldTerms;
  paid: Amount;
  /** Bit i: claim i was released. */
  ended: number;
  forked: boolean;
  /** Registered cheques. */
  cheques: Uint8Array;
  /** Of each of them, the transition that presented it. */
  presented: Uint8Array;
  /** Which of them showed that it is forked, where they did. */
  shown: ShownBy | null;
  /** What they are short of together. */
  unpaid: bigint;
  closed: boolean;
}

/** The holds that one transition touches. The state itself is not changed. */
export class WorkingHolds {
  readonly #state: LedgerState;
  readonly #holds = new Map<number, WorkingHold>();

  constructor(state: LedgerState) {
    this.#state = state;
  }

  /** An open hold; undefined when there is none, or it was closed by now. */
  find(id: Hash): WorkingHold | undefined {
    const hold = this.#state.holds.find(id);
    if (hold === undefined) return undefined;
    const known = this.#holds.get(hold.place);
    if (known !== undefined) return known.closed ? undefined : known;
    const terms = termsOf(this.#state, hold);
    const { ended = 0, forked = false } = terms.record.progress ?? {};
    const { cheques, presented } = terms;
    const { paid } = hold;
    const unpaid = unpaidTotal(cheques);
    const kept = { hold, terms, paid, ended, forked, cheques, presented, unpaid };
    const working: WorkingHold = { ...kept, shown: null, closed: false };
    this.#holds.set(hold.place, working);
    return working;
  }

  /** What the condition `fork(hold)` asks for (protocol.md, section 11). */
  isForked(id: Hash): boolean {
    const { holds, forks } = this.#state;
    return this.#holds.get(holds.placeOf(id))?.forked ?? forks.has(id);
  }

  /** What has to change in the state. */
  changes(): Change[] {
    return [...this.#holds.values()].flatMap((working) => this.#changesOf(working));
  }

  #changesOf(working: WorkingHold): Change[] {
    const { hold, terms, forked, closed } = working;
    const changes: Change[] = [];
    if (forked && !this.#state.forks.has(hold.id)) changes.push(markChange(this.#state, working));
    if (closed) return [...changes, { kind: 'hold-closed', hold }];
    if (isUnchanged(working)) return changes;
    return [...changes, changeOf(hold, terms, working)];
  }
}

/** The fork of a hold's writer, for ever. */
function markChange(state: LedgerState, { hold, terms, shown }: WorkingHold): Change {
  const key = writerKey(state, terms);
  if (key === undefined) throw new Error(`hold ${hold.number} forked without a writer`);
  return { kind: 'fork-marked', mark: markOf(hold, key, ownerId(state, hold.owner), shown) };
}

function isUnchanged({ hold, terms, paid, ended, forked, cheques }: WorkingHold): boolean {
  const before = terms.record.progress;
  return (
    paid === hold.paid &&
    ended === (before?.ended ?? 0) &&
    forked === (before?.forked ?? false) &&
    cheques === terms.cheques
  );
}

type After = Pick<WorkingHold, 'paid' | 'ended' | 'forked' | 'cheques' | 'presented' | 'unpaid'>;

function changeOf(hold: OpenHold, { record, device }: HoldTerms, after: After): Change {
  const { paid, cheques, presented } = after;
  const progress = progressOf(after);
  const { progress: _, ...rest } = record;
  const next = { ...rest, paid, ...(progress === undefined ? {} : { progress }) };
  const encoded = encodeHoldRecord(next);
  return {
    kind: 'hold-changed',
    hold,
    to: { cap: hold.cap, paid, marks: marksOf(next), value: hash('record', encoded) },
    stored: encodeFurther({ record: encoded, device, cheques, presented }),
  };
}

function progressOf({ ended, forked, cheques, unpaid }: After): HoldProgress | undefined {
  if (ended === 0 && !forked && cheques.length === 0) return undefined;
  const counted = unpaid < MAX_AMOUNT ? unpaid : MAX_AMOUNT;
  return { ended, forked, unpaid: counted, cheques: chequesHash(cheques) };
}
