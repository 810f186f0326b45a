import {
  type Amount,
  type Constitution,
  decode,
  decodeState,
  decodeStatement,
  effectsCodec,
  equalBytes,
  type Hash,
  type Hold,
  holdId,
  leafCodec,
  type Operation,
  operationCodec,
  type PutOperation,
  stateId,
  toHex,
  transitionCodec,
} from '@tallystick/protocol';
import { decodeEntry, type StoredEntry } from '@tallystick/ledger';
import {
  type Facts,
  factsHash,
  type Needs,
  type Party,
  type Receiver,
  type Rulebook,
  type RulebookSource,
  unknownFacts,
} from '@tallystick/rules';
import { referenceDecision } from '@tallystick/rules/testing/reference';
import type { Books } from './books.ts';
import { type Circumstances, type Item, type Occasion, SILENCE } from './circumstances.ts';
import { needsOf } from './needs-of.ts';
import { demand, Violation } from './violation.ts';

const HOUR_MS = 3_600_000;

/** A put as the log or somebody who is about to send it has it. */
interface Put {
  /** Of the identity or the treasury, in hexadecimal. */
  readonly owner: string;
  readonly isTreasury: boolean;
  readonly operation: PutOperation;
  /** The header's time, ms since 1970. */
  readonly time: number;
}

/** A hold or a raise that an identity put in one hour; `hour` counts from 1970. */
interface Sent {
  readonly hour: number;
  readonly currency: string;
  readonly units: Amount;
  /** Whom its claims name, in hexadecimal; null: anyone within bounds. */
  readonly payees: readonly (string | null)[];
}

/** What decides under one header: the texts, and the rulebook that somebody else than the ledger compiled of them. */
export interface Legal {
  readonly source: RulebookSource;
  readonly rulebook: Rulebook;
}

/** What the texts say; the code of the rule that says it. */
interface Judged {
  readonly outcome: string;
  readonly rule: string | null;
}

const NOTHING: Judged = { outcome: 'no-objection', rule: null };

/** A hold or a raise, and its facts. */
interface Decidable {
  readonly item: Item;
  readonly facts: Facts;
}

/** What nobody may ever pass within a window, whatever else the rulebook says. */
export interface Ceiling {
  readonly currency: Hash;
  readonly hours: number;
  readonly units: Amount;
}

/** Everywhere that anybody in these worlds can be. */
export const COUNTRIES = ['KE', 'DE', 'UG', 'US'] as const;

/**
 * Every decision once more, from the log and the texts of the law alone: the facts are put together by going through all that was
 * ever logged, and decided by the slow reference interpreter.
 */
export class DecisionBook {
  /** Holds and raises that were decided. */
  decided = 0;
  readonly #books: Books;
  readonly #constitution: Constitution;
  readonly #legal: () => Legal;
  readonly #ceiling: Ceiling | null;
  readonly #circumstances: Circumstances;
  readonly #sent = new Map<string, Sent[]>();
  /** Terms of every hold, by id in hexadecimal. */
  readonly #terms = new Map<string, Hold>();
  /** Tiers of an identity by country. */
  readonly #records = new Map<string, Map<string, number>>();
  /** Under the header that was read last. */
  #law: Legal;
  #needs: Needs;
  #read = 0;
  #time = 0;

  /** `legal`: what decides under the header that was read last. */
  constructor(
    books: Books,
    constitution: Constitution,
    legal: () => Legal,
    ceiling: Ceiling | null,
    circumstances: Circumstances = SILENCE,
  ) {
    this.#books = books;
    this.#constitution = constitution;
    this.#legal = legal;
    this.#ceiling = ceiling;
    this.#circumstances = circumstances;
    this.#law = legal();
    this.#needs = needsOf(this.#law);
  }

  /** What is new in the log; the books have read it before. */
  read(entries: readonly StoredEntry[], upTo: number = entries.length): void {
    for (; this.#read < upTo; this.#read++) {
      const opened = decodeEntry((entries[this.#read] as StoredEntry).bytes);
      if (!opened.ok) throw new Violation('memory and disk agree', `entry ${this.#read} is torn`);
      const { leaf, transition, effects } = opened.value;
      if (transition === null) this.#header(leaf);
      else this.#transition(transition, effects ?? new Uint8Array());
    }
  }

  /** What an identity has sent of a currency in the hour of `time` and those before it. */
  sent(owner: string, currency: Hash, time: number, hours: number): Amount {
    const within = windowOf(this.#sent.get(owner) ?? [], time, hours);
    return sumOf(within, toHex(currency));
  }

  /** The identity's tier in a country; undefined where it has no record of it. */
  tier(owner: string, country: string): number | undefined {
    return this.#records.get(owner)?.get(country);
  }

  /** The outcome of a put that is about to be sent, by the law's text. */
  foresee(put: Put): string {
    return this.foreseen(put).outcome;
  }

  /** The same, and the rule that objects first. */
  foreseen(put: Put): Judged {
    const judged = this.#factsOf(put, this.#begin(put)).map(({ facts }) => this.#judge(facts));
    return judged.find(({ outcome }) => outcome !== 'no-objection') ?? NOTHING;
  }

  #header(leaf: Uint8Array): void {
    const decoded = decode(leafCodec, leaf);
    if (!decoded.ok || decoded.value.kind !== 'header') return;
    this.#time = decoded.value.header.time;
    const law = this.#legal();
    if (law === this.#law) return;
    this.#law = law;
    this.#needs = needsOf(law);
  }

  #transition(bytes: Uint8Array, effects: Uint8Array): void {
    const transition = decode(transitionCodec, bytes);
    const operation = transition.ok && decode(operationCodec, transition.value.operation);
    const state = transition.ok && decodeState(transition.value.state);
    if (!transition.ok || !operation || !operation.ok || !state || !state.ok) {
      throw new Violation('memory and disk agree', `entry ${this.#read} is undecodable`);
    }
    const { chain } = state.value;
    if (operation.value.kind === 'put') {
      this.#put(stateId(transition.value.state), chain, operation.value, effects);
    } else this.#remember(chain, operation.value);
  }

  /** What identities say of where they belong. */
  #remember(chain: Hash, operation: Operation): void {
    const identity = toHex(chain);
    if (operation.kind === 'open') {
      this.#records.set(identity, new Map(operation.countries.map((country) => [country, 0])));
    }
    if (operation.kind !== 'say') return;
    const said = decodeStatement(operation.statement, operation.body);
    if (!said.ok || said.value.kind !== 'country') return;
    this.#records.get(identity)?.set(said.value.country, said.value.tier);
  }

  #put(id: Hash, chain: Hash, operation: PutOperation, effects: Uint8Array): void {
    const book = this.#books.chains.get(toHex(chain));
    if (book === undefined) throw new Violation('one successor per state', 'an unknown chain');
    const { owner, kind } = book;
    const put: Put = { owner, isTreasury: kind === 'treasury', operation, time: this.#time };
    const logged = decode(effectsCodec, effects);
    const decisions = logged.ok && logged.value.kind === 'put' ? logged.value.decisions : [];
    const occasion = this.#begin(put);
    const all = this.#factsOf(put, occasion);
    demand(decisions.length === all.length, 'a decision replays to the same bit', () => {
      return `${toHex(id)}: ${decisions.length} decisions about ${all.length} amounts`;
    });
    all.forEach((one, at) => this.#check(one, occasion, decisions[at], `${toHex(id)}, ${at}`));
    occasion.admitted(toHex(id));
    this.#book(put, id);
  }

  #begin({ owner, isTreasury, time }: Put): Occasion {
    const [law, needs] = [this.#law, this.#needs];
    return this.#circumstances.begin({ owner, isTreasury, time, law, needs });
  }

  #check(
    { facts, item }: Decidable,
    occasion: Occasion,
    logged: { readonly rulebook: Hash; readonly facts: Hash } | undefined,
    which: string,
  ): void {
    this.decided += 1;
    const { outcome, rule } = this.#judge(facts);
    if (outcome !== 'no-objection') {
      const broken = occasion.broken(item, (exempt) => this.#judge({ ...facts, exempt }));
      throw new Violation(broken, `${which}: ${outcome} by ${rule} of ${describe(facts)}`);
    }
    const { rulebook } = this.#law;
    const again = rulebook.decide(facts).outcome;
    const isSame =
      again === outcome &&
      logged !== undefined &&
      equalBytes(logged.facts, factsHash(facts)) &&
      equalBytes(logged.rulebook, rulebook.hash);
    demand(isSame, 'a decision replays to the same bit', () => {
      return `${which}: ${again} of ${describe(facts)}`;
    });
  }

  #judge(facts: Facts): Judged {
    return referenceDecision(this.#law.source, facts, COUNTRIES);
  }

  /** Facts of each hold, then of each raise: what comes before it in the same put counts as sent. */
  #factsOf({ owner, isTreasury, operation, time }: Put, occasion: Occasion): Decidable[] {
    const { country, holds, raises = [] } = operation;
    const items: Item[] = [
      ...holds.map((hold) => ({ hold, amount: hold.cap, isRaise: false })),
      ...raises.map(({ hold, by }) => {
        return { hold: this.#termsOf(hold), amount: by, isRaise: true };
      }),
    ];
    const before = isTreasury ? [] : (this.#sent.get(owner) ?? []);
    const earlier: Sent[] = [];
    return items.map((item) => {
      const { hold, amount } = item;
      const { currency, writer, claims } = hold;
      // Of a treasury only what is in the same put counts, and nobody whom it is for.
      const all = [...before, ...earlier];
      const within = (hours: number): Sent[] => windowOf(all, time, hours);
      const plain: Facts = {
        ...unknownFacts(this.#needs, claims.length),
        ...occasion.facts(item),
        currency,
        amount,
        sender: isTreasury ? this.#treasury : { country, tier: this.#known(owner, country) },
        receivers: claims.map(({ payee }) => this.#receiver(payee, isTreasury, before)),
        online: writer.kind === 'none',
        time,
        sent: this.#needs.sent.map((hours) => ({
          hours,
          amount: sumOf(within(hours), toHex(currency)),
        })),
        payments: this.#needs.payments.map((hours) => ({ hours, count: within(hours).length })),
        payees: this.#needs.payees.map((hours) => ({
          hours,
          count: isTreasury ? 0 : payeesOf(within(hours)),
        })),
      };
      const exempt = occasion.exempt(item, (rules) => this.#judge({ ...plain, exempt: rules }));
      earlier.push(sentNow(hold, amount, time));
      return { facts: { ...plain, exempt }, item };
    });
  }

  get #treasury(): Party {
    return { country: this.#constitution.country, tier: 15 };
  }

  /** It is new to whoever put nothing for it in an earlier transition; nobody is new to a treasury. */
  #receiver(
    payee: Hold['claims'][number]['payee'],
    isTreasury: boolean,
    before: readonly Sent[],
  ): Receiver {
    if (payee.kind === 'anyone') {
      return { kind: 'bounds', countries: payee.countries, minTier: payee.minTier };
    }
    const { country } = payee;
    const identity = toHex(payee.identity);
    const isNew = !isTreasury && before.every(({ payees }) => !payees.includes(identity));
    const first = this.#needs.first ? isNew : null;
    return { kind: 'party', country, tier: this.#known(identity, country), first };
  }

  #known(identity: string, country: string): number {
    const tier = this.tier(identity, country);
    if (tier === undefined) {
      throw new Violation(
        'nothing is admitted that its rulebook refuses',
        `${identity} has no record of ${country}`,
      );
    }
    return tier;
  }

  #termsOf(hold: Hash): Hold {
    const terms = this.#terms.get(toHex(hold));
    if (terms === undefined) throw new Violation('conservation', 'a raise of no hold');
    return terms;
  }

  /** It counts as sent from here on, and no window may hold more than the ceiling. */
  #book({ owner, isTreasury, operation, time }: Put, id: Hash): void {
    const { holds, raises = [] } = operation;
    const sent = this.#sent.get(owner) ?? [];
    if (!isTreasury) this.#sent.set(owner, sent);
    holds.forEach((hold, index) => {
      this.#terms.set(toHex(holdId(id, index)), hold);
      sent.push(sentNow(hold, hold.cap, time));
    });
    for (const { hold, by } of raises) sent.push(sentNow(this.#termsOf(hold), by, time));
    if (isTreasury) return;
    const ceiling = this.#ceiling;
    if (ceiling === null) return;
    const total = this.sent(owner, ceiling.currency, time, ceiling.hours);
    demand(total <= ceiling.units, 'no limit is exceeded', () => {
      return `${owner} sent ${total} within ${ceiling.hours} hours, at most ${ceiling.units} may be`;
    });
  }
}

function sentNow({ currency, claims }: Hold, units: Amount, time: number): Sent {
  const payees = claims.map(({ payee }) =>
    payee.kind === 'anyone' ? null : toHex(payee.identity),
  );
  return { hour: Math.floor(time / HOUR_MS), currency: toHex(currency), units, payees };
}

/** Of the hour of `time` and those before it. */
function windowOf(sent: readonly Sent[], time: number, hours: number): Sent[] {
  const hour = Math.floor(time / HOUR_MS);
  return sent.filter((one) => one.hour > hour - hours && one.hour <= hour);
}

function sumOf(sent: readonly Sent[], currency: string): Amount {
  return sent.reduce((sum, one) => (one.currency === currency ? sum + one.units : sum), 0n);
}

/** Different identities; whoever is meant by bounds is somebody else each time. */
function payeesOf(sent: readonly Sent[]): number {
  const all = sent.flatMap(({ payees }) => payees);
  const named = new Set(all.filter((payee) => payee !== null));
  return named.size + all.filter((payee) => payee === null).length;
}

function describe(facts: Facts): string {
  return JSON.stringify(facts, (_, value: unknown) => {
    if (typeof value === 'bigint') return String(value);
    return value instanceof Uint8Array ? toHex(value).slice(0, 8) : value;
  });
}
