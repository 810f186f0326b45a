import { type Failure, type Keyring, type Outcome, failed } from '@tallystick/wallet/browser';
import { type Standing, WELL } from '../place-standing.ts';

const noteOf = (wallet: string): string => `problem-${wallet}`;
/** Characters of evidence that the keyring keeps: of more, its first items. */
const LONGEST = 100_000;
const ROOM_FOR_CUT = 100;
/** A note that cannot be read may have been of a contradiction: it stands as damage until the owner goes on. */
const DAMAGED = failed(
  'tampering',
  'record-damaged',
  'The note of what was wrong with this wallet cannot be read.',
).failure;

/** How a wallet stood when it was open last: neither a lock nor a page that is loaded anew makes a contradiction unseen. */
export async function standingKept(
  keyring: Pick<Keyring, 'note'>,
  wallet: string,
): Promise<Standing> {
  const kept = await keyring.note(noteOf(wallet));
  if (!kept.ok) return { ...WELL, problem: DAMAGED };
  return { ...WELL, problem: kept.value === null ? null : readProblem(kept.value) };
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
  return text.length > LONGEST ? JSON.stringify({ ...problem, data: firstOf(problem) }) : text;
}

/** The first of its data that fit, a list's items one by one; `cut` says of how many. */
function firstOf(problem: Failure): Failure['data'] {
  let room = LONGEST - JSON.stringify({ ...problem, data: {} }).length - ROOM_FOR_CUT;
  let isFull = false;
  let [kept, of] = [0, 0];
  const fits = (item: unknown, name: string): boolean => {
    of += 1;
    room -= JSON.stringify([name, item]).length;
    isFull ||= room < 0;
    if (!isFull) kept += 1;
    return !isFull;
  };
  const first: Record<string, Failure['data'][string]> = {};
  for (const [name, value] of Object.entries(problem.data)) {
    if (Array.isArray(value)) first[name] = value.filter((item) => fits(item, name));
    else if (fits(value, name)) first[name] = value;
  }
  return { ...first, cut: { kept, of } };
}

/** Only this file writes such notes, sealed; one of another form, also of a later release, is not taken for none. */
function readProblem(text: string): Failure {
  try {
    const { kind, code, message, data } = JSON.parse(text) as Partial<Failure>;
    if (kind !== 'tampering' || typeof code !== 'string' || typeof message !== 'string') {
      return DAMAGED;
    }
    return { kind, code, message, data: data ?? {} };
  } catch {
    return DAMAGED;
  }
}
