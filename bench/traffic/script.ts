import { BATCH, type Economy, pay, requestOf, takeAll } from './economy.ts';
import type { Hash } from '@tallystick/protocol';
import type { Party } from './party.ts';

/**
 * A prepared run: requests in the order in which they are sent. A take of payments stands `lag` requests after the last of
 * them, so a sender that keeps fewer than `lag` requests under way never takes what has not been admitted.
 */
export interface Script {
  readonly requests: readonly Uint8Array[];
  /** Payments that are put and, by the end, taken. */
  readonly payments: number;
  readonly lag: number;
}

const AMOUNT = 1n;

/** Batches as a gateway sends them: up to 255 payments to one payee, and a take of an earlier batch. */
export async function batchedScript(
  url: string,
  economy: Economy,
  country: string,
  payments: number,
  lag: number,
): Promise<Script> {
  const requests: Uint8Array[] = [];
  const due: { payee: Party; puts: Hash[] }[] = [];
  const cursor = cursorOver(economy);
  let made = 0;
  for (let number = 0; made < payments || due.length > 0; number += 1) {
    const transitions: Uint8Array[] = [];
    if (due.length >= lag || made >= payments) {
      const next = due.shift();
      if (next !== undefined) transitions.push(await takeOf(next));
    }
    const count = Math.min(BATCH - 1, payments - made);
    if (count > 0) {
      const payee = economy.payees[number % economy.payees.length] as Party;
      const puts = await payMany(cursor, payee, country, count);
      transitions.push(...puts.map(({ bytes }) => bytes));
      due.push({ payee, puts: puts.map(({ id }) => id) });
      made += count;
    }
    requests.push(requestOf(url, transitions));
  }
  return { requests, payments, lag };
}

/** Every payment its own request; a payee takes 255 at a time. */
export async function singleScript(
  url: string,
  economy: Economy,
  country: string,
  payments: number,
  lag: number,
): Promise<Script> {
  const requests: Uint8Array[] = [];
  const due: { at: number; payee: Party; puts: Hash[] }[] = [];
  const cursor = cursorOver(economy);
  for (let made = 0, group = 0; made < payments; group += 1) {
    const payee = economy.payees[group % economy.payees.length] as Party;
    const puts = await payMany(cursor, payee, country, Math.min(BATCH - 1, payments - made));
    requests.push(...puts.map(({ bytes }) => requestOf(url, [bytes])));
    made += puts.length;
    due.push({ at: requests.length + lag, payee, puts: puts.map(({ id }) => id) });
    while (due[0] !== undefined && due[0].at <= requests.length) {
      requests.push(requestOf(url, [await takeOf(due.shift() as (typeof due)[number])]));
    }
  }
  for (const rest of due) requests.push(requestOf(url, [await takeOf(rest)]));
  return { requests, payments, lag };
}

function takeOf(due: { payee: Party; puts: Hash[] }): Promise<Uint8Array> {
  const total = AMOUNT * BigInt(due.puts.length);
  return takeAll(
    due.payee,
    due.puts.map((put) => [put, 0] as const),
    AMOUNT,
    total,
  );
}

/** Payers in turn, so that one payer's next payment is as far from its last as can be. */
function cursorOver(economy: Economy): () => Party {
  let next = 0;
  return () => economy.payers[next++ % economy.payers.length] as Party;
}

function payMany(
  cursor: () => Party,
  payee: Party,
  country: string,
  count: number,
): Promise<{ bytes: Uint8Array; id: Hash }[]> {
  return Promise.all(Array.from({ length: count }, () => pay(cursor(), payee, country, AMOUNT)));
}
