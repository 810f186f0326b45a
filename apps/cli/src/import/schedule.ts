import type { RowPayment } from './row.ts';

/**
 * Decides which rows may be sent at once so that the outcome is the same as if the rows were executed one after the
 * other, in the order of the file.
 *
 * Rows enter in that order and wait in one queue a payer. Of a payer's first waiting row it is known that the payer's
 * balance *at that place of the file* lies between a lower bound (everything it has sent is paid, nothing that is
 * still open arrives) and an upper bound (the reverse). The row is sent when the lower bound suffices, refused
 * when the upper bound does not, and waits for earlier rows otherwise. Money from later rows never counts. The first
 * unsettled row of all has equal bounds, so something can always go on.
 */
export interface Schedule {
  /** The next row of the file. `settled` when a former run has already paid it. */
  add(payment: RowPayment, settled?: 'paid'): void;
  /** Rows that can be decided now; each is told once. */
  decide(): Decided[];
  /** What became of a row that `decide` told to send. */
  settle(line: number, outcome: 'paid' | 'refused'): void;
  /** Rows that entered and that may still matter for others. */
  readonly open: number;
}

interface Decided {
  readonly payment: RowPayment;
  readonly send: boolean;
}

/** What a party has of a currency when the first row enters; `unlimited` for a treasury, which mints. */
export type OpeningBalance = (party: string, currency: string) => bigint | 'unlimited';

type Standing = 'waiting' | 'sent' | 'paid' | 'refused';

interface Entry {
  readonly payment: RowPayment;
  standing: Standing;
}

interface Account {
  /** With every row before the first unsettled one applied. */
  balance: bigint;
  readonly unlimited: boolean;
  /** Rows at or after the first unsettled one, ascending; refused ones are left out. */
  incoming: Entry[];
  outgoing: Entry[];
}

export function createSchedule(opening: OpeningBalance): Schedule {
  const accounts = new Map<string, Account>();
  const entries = new Map<number, Entry>();
  const order: Entry[] = [];
  const queues = new Map<string, Entry[]>();
  const awake = new Set<string>();

  function account(party: string, currency: string): Account {
    const name = `${party}/${currency}`;
    const known = accounts.get(name);
    if (known !== undefined) return known;
    const balance = opening(party, currency);
    const unlimited = balance === 'unlimited';
    const made = { balance: unlimited ? 0n : balance, unlimited, incoming: [], outgoing: [] };
    accounts.set(name, made);
    return made;
  }

  function add(payment: RowPayment, settled?: 'paid'): void {
    const entry: Entry = { payment, standing: settled ?? 'waiting' };
    const { payer, payee, currency, line } = payment;
    entries.set(line, entry);
    order.push(entry);
    account(payer, currency).outgoing.push(entry);
    account(payee, currency).incoming.push(entry);
    if (settled === undefined) {
      const queue = queues.get(payer);
      if (queue === undefined) queues.set(payer, [entry]);
      else queue.push(entry);
      awake.add(payer);
    }
    fold();
  }

  function decide(): Decided[] {
    const decided: Decided[] = [];
    // A refusal may wake a payee that has been looked at already, hence rounds until nobody is awake.
    while (awake.size > 0) {
      const parties = [...awake];
      awake.clear();
      for (const party of parties) decideParty(party, decided);
    }
    fold();
    return decided.sort((a, b) => a.payment.line - b.payment.line);
  }

  function decideParty(party: string, decided: Decided[]): void {
    const queue = queues.get(party) ?? [];
    let at = 0;
    for (; at < queue.length; at += 1) {
      const entry = queue[at];
      if (entry === undefined) break;
      const verdict = judge(entry, account(party, entry.payment.currency));
      if (verdict === 'wait') break;
      entry.standing = verdict;
      decided.push({ payment: entry.payment, send: verdict === 'sent' });
      if (verdict === 'refused') conclude(entry);
    }
    if (at === queue.length) queues.delete(party);
    else queue.splice(0, at);
  }

  function settle(line: number, outcome: 'paid' | 'refused'): void {
    const entry = entries.get(line);
    if (entry?.standing !== 'sent') throw new Error(`row ${line} was not sent`);
    entry.standing = outcome;
    conclude(entry);
    fold();
  }

  function conclude(entry: Entry): void {
    awake.add(entry.payment.payer);
    awake.add(entry.payment.payee);
  }

  /** Applies the rows at the front that are settled, and forgets them. */
  function fold(): void {
    let done = 0;
    for (; done < order.length; done += 1) {
      const entry = order[done];
      if (entry === undefined || entry.standing === 'waiting' || entry.standing === 'sent') break;
      const { payer, payee, currency, amount, line } = entry.payment;
      const paid = entry.standing === 'paid' ? amount : 0n;
      const from = account(payer, currency);
      const to = account(payee, currency);
      from.balance -= paid;
      to.balance += paid;
      from.outgoing = from.outgoing.filter((other) => other !== entry);
      to.incoming = to.incoming.filter((other) => other !== entry);
      entries.delete(line);
    }
    if (done > 0) order.splice(0, done);
  }

  return {
    add,
    decide,
    settle,
    get open() {
      return order.length;
    },
  };
}

function judge({ payment }: Entry, account: Account): 'sent' | 'refused' | 'wait' {
  if (account.unlimited) return 'sent';
  let least = account.balance;
  let most = account.balance;
  for (const earlier of account.outgoing) {
    if (earlier.payment.line >= payment.line) break;
    if (earlier.standing === 'refused') continue;
    least -= earlier.payment.amount;
    if (earlier.standing === 'paid') most -= earlier.payment.amount;
  }
  for (const earlier of account.incoming) {
    if (earlier.payment.line >= payment.line) break;
    if (earlier.standing === 'refused') continue;
    most += earlier.payment.amount;
    if (earlier.standing === 'paid') least += earlier.payment.amount;
  }
  if (least >= payment.amount) return 'sent';
  return most < payment.amount ? 'refused' : 'wait';
}
