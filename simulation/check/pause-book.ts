import { currencyId, type Hash, type Matter, toHex } from '@tallystick/protocol';
import type { Module } from '@tallystick/rules';
import type { GovernanceBook } from './governance-book.ts';
import type { HoldBook } from './hold-book.ts';
import { treeOf } from './rule-text.ts';
import { inForce, type VersionBook } from './version-book.ts';

const HOUR_MS = 3_600_000;

/** Half open, ms since 1970. */
interface Stretch {
  readonly from: number;
  readonly until: number;
}

/** A hold, as far as pausing goes. */
export type Pausable = Pick<HoldBook, 'currency' | 'owner' | 'putAt'>;

/**
 * When payees are on a list that a rule refuses, from the log alone (protocol.md section 6): instant by instant, from the
 * versions that are in force then.
 */
export class PauseBook {
  /** How often somebody could have been paid, but for a list. */
  readonly #book: GovernanceBook;
  readonly #codes: ReadonlyMap<string, string>;

  constructor(book: GovernanceBook, sovereign: Hash, codes: readonly string[]) {
    this.#book = book;
    this.#codes = new Map(codes.map((code) => [toHex(currencyId(sovereign, code)), code]));
  }

  /** Whether nobody pays this payee under the newest header. */
  isPaused(payee: string, hold: Pausable): boolean {
    const { time } = this.#book;
    return this.#pauses(payee, hold).some(({ from, until }) => from <= time && time < until);
  }

  /** How long a claim's clock has stood still while the ledger was open; ms. */
  pausedMs(payee: string, hold: Pausable): number {
    const pauses = this.#pauses(payee, hold);
    if (pauses.length === 0) return 0;
    const { time, gaps } = this.#book;
    const closures = gaps.map(({ from, length }) => ({ from, until: from + length }));
    const borders = [hold.putAt, time, ...[...pauses, ...closures].flatMap(endsOf)];
    const between = [...new Set(borders)]
      .filter((border) => hold.putAt <= border && border <= time)
      .sort((a, b) => a - b);
    let paused = 0;
    between.forEach((from, at) => {
      const until = between[at + 1] ?? from;
      if (isIn(pauses, from) && !isIn(closures, from)) paused += until - from;
    });
    return paused;
  }

  #pauses(payee: string, { currency, owner, putAt }: Pausable): Stretch[] {
    if (payee === '' || payee === owner) return [];
    const matters: readonly Matter[] = [
      { kind: 'global' },
      { kind: 'module', owner: this.#codes.get(toHex(currency)) ?? '' },
    ];
    const all = matters.flatMap((matter) => {
      const versions = this.#book.versions(matter);
      const lists = new Set(versions.flatMap(refusedBy));
      return [...lists].flatMap((name) => this.#stretches(versions, name, payee));
    });
    // What was put while they were refused was let through then.
    return all.filter(({ from, until }) => putAt < from || until <= putAt);
  }

  /** In which both the rule and the list are in force, and the list is fresh and names the payee. */
  #stretches(modules: readonly VersionBook[], name: string, payee: string): Stretch[] {
    const lists = this.#book.versions({ kind: 'list', name });
    const naming = lists.filter((version) => namedBy(version).has(payee));
    if (naming.length === 0) return [];
    const stale = new Map(naming.map((one) => [one, freshUntil(one, lists)]));
    const borders = [...modules, ...lists].flatMap(endsOf).concat([...stale.values()]);
    const instants = [...new Set(borders)].sort((a, b) => a - b);
    const stretches: Stretch[] = [];
    instants.forEach((from, at) => {
      const module = inForce(modules, from);
      const list = inForce(lists, from);
      const isRefused = module !== undefined && refusedBy(module).includes(name);
      if (!isRefused || list === undefined || from >= (stale.get(list) ?? 0)) return;
      const until = instants[at + 1] ?? Infinity;
      const before = stretches.at(-1);
      if (before?.until === from) stretches[stretches.length - 1] = { from: before.from, until };
      else stretches.push({ from, until });
    });
    return stretches;
  }
}

function endsOf({ from, until }: Stretch): number[] {
  return [from, until];
}

function isIn(stretches: readonly Stretch[], instant: number): boolean {
  return stretches.some(({ from, until }) => from <= instant && instant < until);
}

/** The lists of which a module says in the plain sentence, and without an exception, that nobody pays whoever is on them. */
function refusedBy({ proposal }: VersionBook): string[] {
  const tree = treeOf(proposal.text);
  if (tree.kind !== 'module') return [];
  return tree.items.flatMap((item) => {
    if (item.kind !== 'rule' || item.confidential || item.action.kind !== 'refuse') return [];
    const { when } = item;
    const isPlain = when.kind === 'within' && when.subject === 'receiver' && !when.negated;
    if (!isPlain || when.choice.kind !== 'list' || isExcepted(tree, item.id)) return [];
    return [when.choice.name];
  });
}

function isExcepted({ items }: Module, rule: string): boolean {
  return items.some((item) => item.kind === 'exception' && item.to === rule);
}

function namedBy({ proposal }: VersionBook): ReadonlySet<string> {
  const tree = treeOf(proposal.text);
  const isOpen = tree.kind === 'list' && !tree.confidential && tree.of === 'parties';
  return new Set(isOpen ? tree.entries : []);
}

/** From the first moment in which a version is in force, whatever comes between. */
function freshUntil(version: VersionBook, all: readonly VersionBook[]): number {
  const tree = treeOf(version.proposal.text);
  if (tree.kind !== 'list') return 0;
  const first = all
    .flatMap(endsOf)
    .sort((a, b) => a - b)
    .find((instant) => inForce(all, instant) === version);
  const hours = tree.fresh.count * (tree.fresh.unit === 'days' ? 24 : 1);
  return (first ?? version.from) + hours * HOUR_MS;
}
