import type { HalfRelation } from '@tallystick/protocol';

/** What it means to a payee how its half stands to the one that a payer shows. */
export const PAYEE_WORDS: Readonly<Record<HalfRelation, string>> = {
  'in-step': 'Both halves are the same.',
  behind: 'This wallet’s half is behind: it asks for the acts between, which the payer has kept.',
  ahead:
    'The payer’s half is behind: it is an older copy, or a second one. It is shown what this wallet has.',
  forked:
    'The payer’s half has parted from this one: it is a second copy. It is shown what this wallet has.',
};

/** The words of a half that differs, as its payee sees it. */
export function payeeWords(relation: string | undefined): string | undefined {
  return relation !== undefined && Object.hasOwn(PAYEE_WORDS, relation)
    ? PAYEE_WORDS[relation as HalfRelation]
    : undefined;
}
