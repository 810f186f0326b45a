import type { Bell } from './bell.ts';
import type { Parties } from './parties.ts';
import { TREASURY } from './places.ts';
import { type RowPayment, type RowProblem, isProblem } from './row.ts';

/** The rows of a file in order, each handed out once its parties can take part. */
export interface RowQueue {
  /** Undefined when the next row is not ready, or there is none. */
  next(): Promise<RowPayment | RowProblem | undefined>;
  /** Every row was handed out. */
  readonly isEmpty: boolean;
}

interface Waiting {
  row: RowPayment | RowProblem;
  isReady: boolean;
  failure: { readonly error: unknown } | undefined;
}

/** Wallets are made this many rows ahead, so that nobody waits for them. */
const AHEAD = 512;

/** `needsParties` tells the rows that are still to be paid. The bell rings when a row became ready. */
export function createRowQueue(
  rows: AsyncGenerator<RowPayment | RowProblem>,
  parties: Parties,
  needsParties: (line: number) => boolean,
  bell: Bell,
): RowQueue {
  const waiting: Waiting[] = [];
  let ended = false;

  async function fill(): Promise<void> {
    while (!ended && waiting.length < AHEAD) {
      const { value, done } = await rows.next();
      if (done === true) {
        ended = true;
        return;
      }
      const item: Waiting = { row: value, isReady: true, failure: undefined };
      waiting.push(item);
      if (!isProblem(value) && needsParties(value.line)) void invite(item, value);
    }
  }

  async function invite(item: Waiting, row: RowPayment): Promise<void> {
    item.isReady = false;
    try {
      const [payer, payee] = await Promise.all([
        parties.ready(row.payer),
        parties.ready(row.payee),
      ]);
      if (payer === 'elsewhere') item.row = noWallet(row);
      if (payee === 'treasury') item.row = toTreasury(row);
    } catch (error) {
      item.failure = { error };
    }
    item.isReady = true;
    bell.ring();
  }

  return {
    async next() {
      await fill();
      const [head] = waiting;
      if (head?.isReady !== true) return undefined;
      if (head.failure !== undefined) throw head.failure.error;
      waiting.shift();
      return head.row;
    },
    get isEmpty() {
      return ended && waiting.length === 0;
    },
  };
}

function noWallet({ line, payer }: RowPayment): RowProblem {
  const message = `@${payer} belongs to a wallet that is not in this folder.`;
  return { line, code: 'no-wallet', message };
}

function toTreasury({ line }: RowPayment): RowProblem {
  return { line, code: 'to-treasury', message: `${TREASURY} issues money, and is not paid.` };
}
