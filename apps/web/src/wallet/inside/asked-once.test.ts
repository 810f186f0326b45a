import { type Outcome, done, failed } from '@tallystick/wallet';
import { expect, it } from 'vitest';
import type { Once } from '../offline/calls.ts';
import { askedOnce, underName } from './asked-once.ts';

const DAY = 86_400_000;
const UNTIL = Date.UTC(2027, 0, 1);

/** Notes of a keyring, which outlive the process. */
function notesOf(kept = new Map<string, string>()) {
  return {
    note: (name: string): Promise<Outcome<string | null>> =>
      Promise.resolve(done(kept.get(name) ?? null)),
    keepNote(name: string, note: string | null): Promise<Outcome<null>> {
      if (note === null) kept.delete(name);
      else kept.set(name, note);
      return Promise.resolve(done(null));
    },
    kept,
  };
}

function value(outcome: Outcome<Once>): Once {
  if (!outcome.ok) throw new Error(outcome.failure.code);
  return outcome.value;
}

it('what had no final answer keeps its name and its end, also in a later process', async () => {
  const notes = notesOf();
  const asked = { what: 'a tab for Ben', until: UNTIL };
  const first = value(await askedOnce(notes, 'harbour', asked));
  expect(first.until).toBe(UNTIL);
  const later = notesOf(notes.kept);
  const again = { ...asked, until: UNTIL + 60_000 };
  expect(value(await askedOnce(later, 'harbour', again))).toEqual(first);
  // Somebody who comes back after days is shown the end that they asked for, under the same name.
  const days = value(await askedOnce(later, 'harbour', { ...asked, until: UNTIL + 3 * DAY }));
  expect(days).toEqual({ reference: first.reference, until: UNTIL + 3 * DAY });
  const shorter = value(await askedOnce(later, 'harbour', { ...asked, until: UNTIL - DAY }));
  expect(shorter).toEqual({ reference: first.reference, until: UNTIL - DAY });
});

it('something else, and the same in another wallet, has a name of its own', async () => {
  const notes = notesOf();
  const tab = { what: 'a tab for Ben', until: UNTIL };
  const [one, two, there] = await Promise.all([
    askedOnce(notes, 'harbour', tab),
    askedOnce(notes, 'harbour', { what: 'a tab for Cyd', until: null }),
    askedOnce(notes, 'valley', tab),
  ]);
  const names = [one, two, there].map((outcome) => value(outcome).reference);
  expect(new Set(names).size).toBe(3);
  // Asked at the same time, none was lost.
  expect(value(await askedOnce(notes, 'harbour', tab)).reference).toBe(names[0]);
});

it('what has no end of its own is another thing after a day', async () => {
  const notes = notesOf();
  const more = { what: 'more', until: null };
  const first = value(await askedOnce(notes, 'harbour', more, UNTIL)).reference;
  const soon = value(await askedOnce(notes, 'harbour', more, UNTIL + DAY - 1)).reference;
  const later = value(await askedOnce(notes, 'harbour', more, UNTIL + DAY)).reference;
  expect([soon === first, later === first]).toEqual([true, false]);
  expect(value(await askedOnce(notes, 'harbour', more, UNTIL + DAY)).reference).toBe(later);
});

it('a name is forgotten with its final answer, or where it stands for something else', async () => {
  const notes = notesOf();
  const asked = { what: 'more', until: null };
  let { reference } = value(await askedOnce(notes, 'harbour', asked));
  const answers = [
    { answer: done({ status: 'pending' }), isOver: false },
    { answer: failed('unreachable', 'no-answer', 'Nobody answers.'), isOver: false },
    { answer: failed('refused', 'insufficient-balance', 'Too little.'), isOver: false },
    { answer: done({ status: 'final' }), isOver: true },
    { answer: failed('usage', 'reference-twice', 'Something else.'), isOver: true },
  ];
  for (const { answer, isOver } of answers) {
    const given = await underName(notes, 'harbour', reference, () => Promise.resolve(answer));
    expect(given).toEqual(answer);
    const next = value(await askedOnce(notes, 'harbour', asked)).reference;
    expect(next === reference).toBe(!isOver);
    reference = next;
  }
});

it('nothing is asked where its name cannot be kept, and a note of another form is none', async () => {
  const full = failed('unreachable', 'storage-full', 'The disk is full.');
  const notes = { ...notesOf(), keepNote: () => Promise.resolve(full) };
  expect(await askedOnce(notes, 'harbour', { what: 'a tab', until: null })).toEqual(full);
  for (const text of ['{', '7', '[null, {"what": 1}]']) {
    const other = notesOf(new Map([['once-harbour', text]]));
    expect((await askedOnce(other, 'harbour', { what: 'a tab', until: null })).ok).toBe(true);
  }
});
