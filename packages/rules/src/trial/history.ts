import type { Payment } from '../analyse/report.ts';
import type { Needs } from '../facts/needs.ts';
import { type HourBucket, MAX_WINDOW_HOURS, hourOf, sumSent } from '../facts/windows.ts';
import { type ExampleFact, hoursOf } from '../tree/index.ts';

/** Whom a line is of and to, by whatever name the file has for them; null where it does not say. */
export interface Named {
  readonly sender: string;
  readonly receiver: string | null;
}

/** What one sender has sent, and to whom, as a ledger would know it: by UTC hours. */
interface Sender {
  /** By currency, ascending by hour. */
  readonly sent: Map<string, HourBucket[]>;
  readonly payments: HourBucket[];
  /** The last hour of each. */
  readonly payees: Map<string, number>;
}

/** What a rulebook has allowed of a file so far; what was before the file counts as nothing. */
export class History {
  readonly #needs: Needs;
  readonly #senders = new Map<string, Sender>();

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** The payment with what came before it, where its own columns do not say that. */
  before({ sender, receiver }: Named, payment: Payment, time: number): Payment {
    const known = this.#senders.get(sender);
    const hour = hourOf(time);
    const { currency, decimals } = payment.amount;
    const facts: ExampleFact[] = [];
    for (const hours of this.#needs.sent) {
      const { amount: units } = sumSent(known?.sent.get(currency) ?? [], hour, hours);
      const window = { kind: 'window', count: hours, unit: 'hours' } as const;
      if (units === null) continue;
      const amount = { kind: 'given', units, decimals, currency: null } as const;
      facts.push({ kind: 'sent', amount, window });
    }
    for (const hours of this.#needs.payments) {
      const { amount } = sumSent(known?.payments ?? [], hour, hours);
      const window = { kind: 'window', count: hours, unit: 'hours' } as const;
      if (amount !== null) facts.push({ kind: 'payments', count: Number(amount), window });
    }
    if (receiver !== null) facts.push(...this.#payeeFacts(known, receiver, hour));
    const said = new Set(payment.facts.map(whatOf));
    const derived = facts.filter((fact) => !said.has(whatOf(fact)));
    return { ...payment, facts: [...derived, ...payment.facts] };
  }

  /** That it was allowed, so that it counts from now on. */
  add({ sender, receiver }: Named, { amount }: Payment, time: number): void {
    const hour = hourOf(time);
    const known = this.#senders.get(sender) ?? {
      sent: new Map<string, HourBucket[]>(),
      payments: [],
      payees: new Map<string, number>(),
    };
    this.#senders.set(sender, known);
    const sent = known.sent.get(amount.currency) ?? [];
    known.sent.set(amount.currency, sent);
    addTo(sent, hour, amount.units);
    addTo(known.payments, hour, 1n);
    if (receiver !== null) known.payees.set(receiver, hour);
  }

  #payeeFacts(known: Sender | undefined, receiver: string, hour: number): ExampleFact[] {
    const payees = known?.payees ?? new Map<string, number>();
    const counts = this.#needs.payees.map((hours): ExampleFact => {
      const count = [...payees.values()].filter((last) => last > hour - hours).length;
      return { kind: 'payees', count, window: { kind: 'window', count: hours, unit: 'hours' } };
    });
    const negated = payees.has(receiver);
    const first: ExampleFact = { kind: 'flag', name: 'first payment to payee', negated };
    return this.#needs.first ? [...counts, first] : counts;
  }
}

/** What a fact is about, so that a column wins over what came before. */
function whatOf(fact: ExampleFact): string {
  if (fact.kind === 'flag') return fact.name;
  const hours = 'window' in fact && fact.window !== null ? hoursOf(fact.window) : '';
  return `${fact.kind} ${hours}`;
}

/** Hours come in order; those that no window reaches any more are forgotten. */
function addTo(buckets: HourBucket[], hour: number, amount: bigint): void {
  const last = buckets.at(-1);
  if (last?.hour === hour) buckets[buckets.length - 1] = { hour, amount: last.amount + amount };
  else buckets.push({ hour, amount });
  while ((buckets[0] as HourBucket).hour <= hour - MAX_WINDOW_HOURS) buckets.shift();
}
