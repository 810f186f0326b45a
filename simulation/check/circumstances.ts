import { currencyId, type Hash, type Hold, toHex } from '@tallystick/protocol';
import type { Facts, List, Needs } from '@tallystick/rules';
import { type ExemptionRecord, type Exempting, isFor } from './appeal-book.ts';
import type { Legal } from './decision-book.ts';
import type { GovernanceBook } from './governance-book.ts';
import type { Announced } from './intent-book.ts';
import type { Rule } from './violation.ts';

const HOUR_MS = 3_600_000;

/** A put whose facts are asked for. */
export interface Putting {
  /** In hexadecimal. */
  readonly owner: string;
  readonly isTreasury: boolean;
  /** Of the header, ms since 1970. */
  readonly time: number;
  readonly law: Legal;
  readonly needs: Needs;
}

/** A hold of it, or a raise of an earlier one. */
export interface Item extends Exempting {
  readonly hold: Hold;
  readonly isRaise: boolean;
}

/** What a rulebook says with some rules exempted. */
type Judge = (exempt: readonly string[]) => {
  readonly outcome: string;
  readonly rule: string | null;
};

/** One put, item after item. */
export interface Occasion {
  /** What was said that bears on this item. */
  facts(item: Item): Partial<Facts>;
  /** The rules that do not stop this item, in the order in which they would. */
  exempt(item: Item, judge: Judge): readonly string[];
  /** The promise that is broken where the item was admitted all the same. */
  broken(item: Item, judge: Judge): Rule;
  /** The put was admitted: what it needed is used. */
  admitted(id: string): void;
}

/** What else than the log of payments decides. */
export interface Circumstances {
  begin(putting: Putting): Occasion;
}

const REFUSED: Rule = 'nothing is admitted that its rulebook refuses';

/** Where nobody says anything that rules ask for. */
export const SILENCE: Circumstances = {
  begin: () => ({
    facts: () => ({}),
    exempt: () => [],
    broken: () => REFUSED,
    admitted: () => {},
  }),
};

/** Figures, lists, announcements and exemptions, as what was said about them stands on the log. */
export class SaidCircumstances implements Circumstances {
  readonly #book: GovernanceBook;
  /** By currency id in hexadecimal. */
  readonly #codes: ReadonlyMap<string, string>;

  constructor(book: GovernanceBook, sovereign: Hash, codes: readonly string[]) {
    this.#book = book;
    this.#codes = new Map(codes.map((code) => [toHex(currencyId(sovereign, code)), code]));
  }

  begin(putting: Putting): Occasion {
    const { owner, isTreasury, time } = putting;
    const { intents, appeals } = this.#book;
    const announced: Announced[] = [];
    const needed: ExemptionRecord[] = [];
    const own = isTreasury ? [] : appeals.of(owner);
    return {
      facts: ({ hold, isRaise }) => {
        const intent = isRaise || isTreasury ? undefined : intents.of(owner, hold, time, announced);
        if (intent !== undefined) announced.push(intent);
        return {
          purpose: isRaise ? null : (hold.purpose ?? null),
          waitedMs: intent === undefined ? null : time - intent.at,
          ...this.#figures(putting, hold),
          lists: putting.needs.lists.map((name) => membership(name, putting, hold)),
        };
      },
      exempt: (item, judge) => {
        const usable = own.filter((one) => {
          const isLeft = one.usedIn === undefined && !needed.includes(one);
          return isLeft && time <= one.exemption.until && isFor(one, item);
        });
        const found = neededOf(usable, judge);
        needed.push(...found);
        return found.map(({ exemption }) => exemption.rule);
      },
      broken: (item, judge) => {
        const rules = own.filter((one) => isFor(one, item)).map(({ exemption }) => exemption.rule);
        const isSpent = rules.length > 0 && judge(rules).outcome === 'no-objection';
        return isSpent ? 'an exemption is for one payment, in its time' : REFUSED;
      },
      admitted: (id) => {
        for (const one of needed) one.usedIn = id;
        intents.use(owner, announced);
      },
    };
  }

  #figures({ needs, time }: Putting, { currency }: Hold): Pick<Facts, 'rates' | 'indicators'> {
    const { figures } = this.#book;
    const code = this.#codes.get(toHex(currency)) ?? '';
    return {
      rates: needs.rates.map((other) => {
        const figure = figures.at(`RATE-${code}-${other}`, time);
        const { numerator = 0n, denominator = 0n } = figure ?? {};
        return { currency: other, rate: figure === undefined ? null : { numerator, denominator } };
      }),
      indicators: needs.indicators.map((name) => {
        return { name, figure: figures.at(name, time)?.numerator ?? null };
      }),
    };
  }
}

/** As long as a rule objects, the first that names it. */
function neededOf(usable: readonly ExemptionRecord[], judge: Judge): ExemptionRecord[] {
  const needed: ExemptionRecord[] = [];
  for (;;) {
    const { rule } = judge(needed.map(({ exemption }) => exemption.rule));
    const next = usable.find((one) => !needed.includes(one) && one.exemption.rule === rule);
    if (next === undefined) return needed;
    needed.push(next);
  }
}

/** Who is on a list as its text says; nobody knows while it is not in force, or not fresh. */
function membership(
  name: string,
  { owner, law, time }: Putting,
  { claims }: Hold,
): Facts['lists'][number] {
  const all = law.source.lists.filter((list) => list.name === name && isInForce(list, time));
  const list = all.sort((a, b) => b.version - a.version)[0];
  const isKnown = list !== undefined && list.of === 'parties' && time < staleFrom(list);
  const names = isKnown ? list.entries : null;
  return {
    list: name,
    sender: names && names.includes(owner),
    receivers: claims.map(({ payee }) => {
      return payee.kind === 'anyone' ? null : names && names.includes(toHex(payee.identity));
    }),
  };
}

function isInForce({ force }: List, time: number): boolean {
  return force.from <= time && (force.until === null || time < force.until);
}

function staleFrom({ force, fresh }: List): number {
  return force.from + fresh.count * (fresh.unit === 'days' ? 24 : 1) * HOUR_MS;
}
