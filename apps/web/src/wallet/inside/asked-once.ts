import { type Keyring, type Outcome, done } from '@tallystick/wallet/browser';
import type { Once } from '../offline/calls.ts';

/** What was looked at and has no final answer yet. */
interface Asked extends Once {
  readonly what: string;
  /** When it was looked at first, in ms since 1970. */
  readonly at: number;
}

/** Of more, the one that was looked at first is forgotten. */
const MOST_KEPT = 32;
/**
 * So long what is looked at once more keeps its end: it is the same, and stands there as it is signed. What has no end of its own is
 * another thing after that: told as done, it would not have been.
 */
const SAME_MS = 86_400_000;

type Notes = Pick<Keyring, 'note' | 'keepNote'>;

/** What is kept is read and written as a whole: one change at a time. */
let turn: Promise<unknown> = Promise.resolve();

/**
 * Under which name `what` is asked of the wallet, and until when: as before where it had no final answer, also after the page was
 * closed on it. So what was signed and not answered is found, and is not signed a second time. Sealed, for `what` is somebody's
 * business; stored before the name is given.
 */
export function askedOnce(
  notes: Notes,
  wallet: string,
  { what, until }: { readonly what: string; readonly until: number | null },
  now: number = Date.now(),
): Promise<Outcome<Once>> {
  return inTurn(async () => {
    const kept = await keptOf(notes, wallet);
    if (!kept.ok) return kept;
    const isOld = (one: Asked): boolean => one.until === null && now - one.at >= SAME_MS;
    const before = kept.value.find((one) => one.what === what && !isOld(one));
    const isSame = before !== undefined && isSameEnd(before.until, until);
    const reference = before?.reference ?? crypto.randomUUID();
    const once: Once = { reference, until: isSame ? before.until : until };
    const others = kept.value.filter((one) => one.what !== what);
    const stored = await store(notes, wallet, [
      ...others,
      { what, at: before?.at ?? now, ...once },
    ]);
    return stored.ok ? done(once) : stored;
  });
}

function isSameEnd(kept: number | null, until: number | null): boolean {
  if (kept === null || until === null) return kept === until;
  return until >= kept && until - kept < SAME_MS;
}

/**
 * Asks under a name, and forgets it once the answer is final, or is that the name stands for something else: what is looked at
 * next is another thing.
 */
export async function underName<T extends { readonly status: string }>(
  notes: Notes,
  wallet: string,
  reference: string | undefined,
  ask: () => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const outcome = await ask();
  const isOver = outcome.ok
    ? outcome.value.status === 'final'
    : outcome.failure.code === 'reference-twice';
  if (isOver && reference !== undefined) {
    await inTurn(async () => {
      const kept = await keptOf(notes, wallet);
      if (!kept.ok) return kept;
      const left = kept.value.filter((one) => one.reference !== reference);
      return left.length === kept.value.length ? done(null) : await store(notes, wallet, left);
    });
  }
  return outcome;
}

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const result = turn.then(work);
  turn = result.catch(() => undefined);
  return result;
}

function noteOf(wallet: string): string {
  return `once-${wallet}`;
}

async function keptOf(notes: Notes, wallet: string): Promise<Outcome<readonly Asked[]>> {
  const note = await notes.note(noteOf(wallet));
  if (!note.ok) return note;
  return done(note.value === null ? [] : readKept(note.value));
}

function store(notes: Notes, wallet: string, asked: readonly Asked[]): Promise<Outcome<null>> {
  const text = asked.length === 0 ? null : JSON.stringify(asked.slice(-MOST_KEPT));
  return notes.keepNote(noteOf(wallet), text);
}

/** Only this file writes such notes, sealed; of another form there is nothing to be found under. */
function readKept(text: string): readonly Asked[] {
  try {
    const kept: unknown = JSON.parse(text);
    return Array.isArray(kept) ? kept.filter(isAsked) : [];
  } catch {
    return [];
  }
}

function isAsked(one: Partial<Asked> | null): one is Asked {
  if (typeof one?.what !== 'string' || typeof one.reference !== 'string') return false;
  if (!Number.isSafeInteger(one.at)) return false;
  return one.until === null || Number.isSafeInteger(one.until);
}
