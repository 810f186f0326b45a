import type { ExchangeState } from './exchange-state.ts';

/**
 * Where an exchange stands, for the person who holds the device. `handed` and `not-confirmed`: the act is out and counts as given,
 * and no receipt has come, yet or until the page was left (docs/integrators/without-a-network.md).
 */
export type Standing =
  | 'looking'
  | 'showing'
  | 'asked'
  | 'working'
  | 'handed'
  | 'confirmed'
  | 'voided'
  | 'word-asked'
  | 'word-declined'
  | 'word-given'
  | 'declined'
  | 'accepted-tab'
  | 'accepted-cheque'
  | 'not-accepted'
  | 'not-confirmed'
  | 'failed'
  | 'comparing'
  | 'agreed'
  | 'forked';

/** Answers that ask for more, which the other wallet brings by itself. */
const ASKS_FOR_MORE: readonly string[] = ['unknown-hold', 'half', 'act'];

type Known = Pick<
  ExchangeState,
  'asked' | 'askedWord' | 'isConfirmed' | 'handed' | 'notAccepted' | 'over' | 'showing' | 'word'
>;

export function standingOf(role: 'pay' | 'receive' | 'compare', known: Known): Standing {
  if (known.over !== null) return standingAfter(known.over, known);
  if (role === 'compare') return 'comparing';
  if (role === 'receive') {
    if (known.word !== null) return 'word-given';
    const { notAccepted } = known;
    const isRefused = notAccepted !== null && !ASKS_FOR_MORE.includes(notAccepted.code);
    return isRefused ? 'not-accepted' : 'showing';
  }
  if (known.askedWord !== null) return known.isConfirmed ? 'working' : 'word-asked';
  if (known.handed !== null) return known.showing === null ? 'working' : 'handed';
  if (known.asked === null) return 'looking';
  return known.isConfirmed ? 'working' : 'asked';
}

function standingAfter(
  over: NonNullable<Known['over']>,
  { handed, askedWord, word }: Known,
): Standing {
  if (!over.ok) {
    if (over.failure.code === 'not-confirmed') {
      return askedWord === null ? 'declined' : 'word-declined';
    }
    return handed === null ? 'failed' : 'not-confirmed';
  }
  const end = over.value;
  switch (end.kind) {
    case 'compare':
      return end.forks.length === 0 ? 'agreed' : 'forked';
    case 'receive':
      if (end.acceptance.status === 'not-accepted')
        return word === null ? 'not-accepted' : 'word-given';
      return end.acceptance.kind === 'tab' ? 'accepted-tab' : 'accepted-cheque';
    case 'pay':
      switch (end.finished.status) {
        case 'confirmed':
        case 'voided':
          return end.finished.status;
        case 'send':
        case 'not-accepted':
          return 'not-confirmed';
      }
  }
}

export const TONES: Readonly<Record<Standing, 'good' | 'waiting' | 'bad' | null>> = {
  looking: null,
  showing: null,
  asked: null,
  working: null,
  comparing: null,
  handed: 'waiting',
  confirmed: 'good',
  voided: 'waiting',
  'word-asked': null,
  'word-declined': 'waiting',
  'word-given': 'waiting',
  declined: 'waiting',
  'accepted-tab': 'good',
  // Provisional: never in the colour of what is safe.
  'accepted-cheque': 'waiting',
  'not-accepted': 'bad',
  'not-confirmed': 'waiting',
  failed: 'bad',
  agreed: 'good',
  forked: 'bad',
};
