import type { Failure, Keyring, Outcome } from '@tallystick/wallet/browser';
import { type Standing, WELL } from '../place-standing.ts';

const noteOf = (wallet: string): string => `problem-${wallet}`;
/** Characters of evidence that the keyring keeps; without its data a problem is still told. */
const LONGEST = 100_000;

/** How a wallet stood when it was open last: neither a lock nor a page that is loaded anew makes a contradiction unseen. */
export async function standingKept(
  keyring: Pick<Keyring, 'note'>,
  wallet: string,
): Promise<Standing> {
  const kept = await keyring.note(noteOf(wallet));
  return { ...WELL, problem: kept.ok && kept.value !== null ? readProblem(kept.value) : null };
}

/** Keeps what was wrong with a wallet, sealed; null forgets it. */
export function keepProblem(
  keyring: Pick<Keyring, 'keepNote'>,
  wallet: string,
  problem: Failure | null,
): Promise<Outcome<null>> {
  return keyring.keepNote(noteOf(wallet), problem === null ? null : textOf(problem));
}

function textOf(problem: Failure): string {
  const text = JSON.stringify(problem);
  return text.length > LONGEST ? JSON.stringify({ ...problem, data: {} }) : text;
}

/** Only this file writes such notes, sealed; one of a later release may have another form. */
function readProblem(text: string): Failure | null {
  const { kind, code, message, data } = JSON.parse(text) as Partial<Failure>;
  if (kind !== 'tampering' || code === undefined || message === undefined) return null;
  return { kind, code, message, data: data ?? {} };
}
