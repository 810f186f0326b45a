/**
 * What was signed for a treasury in this browser, and what nobody has told the person who signed it: kept until they know, so that a
 * lost answer, a page that was loaded again or another tab never has the same money made twice.
 */
import type { Fate, OrderLine } from '../signing-calls.ts';

export interface OpenOrder {
  /** Of its transitions, in hexadecimal, in their order. */
  readonly ids: readonly string[];
  /** Ms since 1970. */
  readonly notAfter: number;
  readonly lines: readonly OrderLine[];
  /** What it is once it is signed, so that it can be handed in again; the transitions as the sovereign takes them. */
  readonly signed?: { readonly transitions: string; readonly signatures: number };
}

/** What the log says of itself; null where nobody answers. */
interface AskedLog {
  isAdmitted(id: string): Promise<boolean | null>;
  /** The ledger's own time, ms since 1970. */
  time(): Promise<number | null>;
}

/** What is admitted is in the log long before the ledger's time is so much further. */
const MARGIN_MS = 60_000;

/** What is kept once `wanted` is to be signed; null: another order is open. The rest of an order is that order. */
export function withOrder(known: OpenOrder | undefined, wanted: OpenOrder): OpenOrder | null {
  if (known === undefined) return wanted;
  return lastOf(known) === lastOf(wanted) ? known : null;
}

/** The transition with which all of an order is admitted. */
export function lastOf({ ids }: Pick<OpenOrder, 'ids'>): string {
  return ids.at(-1) ?? '';
}

/**
 * What became of what was signed. `not-taken` is proven: the ledger's time is past the last moment at which it could be admitted, and
 * after that the log did not have it.
 */
export async function fateOf(
  { ids, notAfter }: Pick<OpenOrder, 'ids' | 'notAfter'>,
  log: AskedLog,
): Promise<Fate> {
  // First the time, then whether it is there: the other way round it could come between.
  const time = await log.time();
  const admitted = await Promise.all(ids.map((id) => log.isAdmitted(id)));
  if (admitted.at(-1) === true) return 'taken';
  if (admitted.includes(null) || time === null || time <= notAfter + MARGIN_MS) return 'unknown';
  return admitted.includes(true) ? 'partly' : 'not-taken';
}

/** The log of the sovereign that served this. */
export const servedLog: AskedLog = {
  async isAdmitted(id) {
    const status = (await answerTo(`/v1/certificates/${id}`))?.status;
    if (status === 200) return true;
    return status === 404 ? false : null;
  },
  async time() {
    const answer = await answerTo('/v1/supply');
    if (answer?.ok !== true) return null;
    const { time } = (await answer.json()) as { time: unknown };
    return typeof time === 'number' ? time : null;
  },
};

function answerTo(path: string): Promise<Response | null> {
  return fetch(path, { cache: 'no-store' }).catch(() => null);
}
