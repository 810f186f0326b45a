import {
  type Half,
  type Handover,
  type Hash,
  type ProvenHold,
  encodeMessage,
  openedAct,
} from '@tallystick/protocol';
import type { Context } from '../context.ts';
import { payeeWords } from './halves/words.ts';
import type { Acceptance } from './offline-types.ts';
import { type Sighted, sight } from './forks.ts';

const WORDS: Readonly<Record<string, string>> = {
  form: 'What was handed over is malformed.',
  request: 'It answers no open request of this wallet: ask again.',
  'unknown-hold': 'It is on a hold that this wallet has not seen proven: ask for the evidence.',
  bundle: 'What is to prove the hold does not, or is too old, or later than this wallet’s clock.',
  currency: 'It is in another currency than was asked for.',
  claim: 'The hold is not for this wallet.',
  condition: 'The hold pays only under a condition.',
  window: 'The hold ends too soon to be relied on.',
  act: 'The act does not follow from the hold and the acts before it.',
  half: 'This wallet remembers other acts of the payer than it shows: an older copy of it, or a second one, or some are missing.',
  price: 'Its ticks are not at the price that was asked for.',
  amount: 'It does not give what was asked for.',
  limit: 'It is above what this wallet takes of undeposited cheques.',
  rulebook: 'The rulebook that this wallet carries objects to it.',
  voided: 'This wallet has given its word not to claim this act.',
  released:
    'This wallet has given the rest of this tab back: what is given on it now could not be claimed.',
  forked:
    'The payer of this hold has signed what cannot all be true: two contents for one position, or a total that leaves out what it had given.',
};

/** Of evidence that is good and not good enough, whoever asks for more: the constitution, or this wallet's owner. */
function staleWords(code: string, fault: string | undefined): string | undefined {
  if (code !== 'bundle') return undefined;
  if (fault === 'checkpoint-stale') {
    return 'What proves the hold is older than this wallet accepts: the payer syncs while the sovereign can be reached, and hands over again.';
  }
  if (fault === 'quorum' || fault === 'not-cosigned') {
    return 'Fewer witnesses have cosigned what proves the hold than this wallet asks for: the payer syncs while the sovereign can be reached, and hands over again.';
  }
  return undefined;
}

/** The payee's answer to what it could not accept. */
export function notAccepted(
  subject: Hash,
  code: string,
  half: Half | null,
  fault?: string,
): Acceptance {
  return {
    status: 'not-accepted',
    code,
    ...(fault === undefined ? {} : { fault }),
    words:
      staleWords(code, fault) ??
      payeeWords(code === 'half' ? fault : undefined) ??
      WORDS[code] ??
      'It was not accepted.',
    message: encodeMessage({ kind: 'not-accepted', subject, code, half }),
  };
}

/** The positions of an allowance that a handover shows, accepted or not. Of a tab the ledger takes the highest act alone. */
export async function sightHandover(
  context: Context,
  { act, earlier, payee }: Handover,
  hold: ProvenHold | null,
): Promise<Sighted> {
  if (hold === null || hold.writer === null || payee === null) {
    return { changes: [], proof: undefined };
  }
  return await sight(context, hold.hold, hold.writer, [...earlier, act].map(openedAct));
}
