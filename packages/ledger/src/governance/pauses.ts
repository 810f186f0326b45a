import { type Hash, type Header, type Matter, toHex } from '@tallystick/protocol';
import { hoursOf, type List, type Module, parse, reignsOf } from '@tallystick/rules';
import { hasPassed } from '../header/header.ts';
import { findCurrency } from '../state/currencies.ts';
import type { LedgerState } from '../state/state.ts';
import type { Governing } from './governing.ts';
import { type Law, lawOf } from './law.ts';
import { historyAt } from './standing.ts';

/** While a public list names somebody, and a rule refuses whoever is on it: half open, in ms. */
interface Pause {
  /** The currency of whose module the rule is; null: it is a global one, and for all. */
  readonly currency: number | null;
  readonly list: string;
  /** Identities in hexadecimal. */
  readonly parties: ReadonlySet<string>;
  readonly from: number;
  readonly until: number;
}

/** A claim of a hold, as far as pausing goes. */
export interface Pausable {
  readonly putAt: number;
  readonly closedMs: number;
  readonly currency: number;
}

/** A text in force from one instant to another. */
interface Reigning<T> {
  readonly tree: T;
  readonly from: number;
  readonly until: number;
}

const HOUR_MS = 3_600_000;
const utf8 = new TextDecoder();
/** By what is in force: a law is another object when anything of that has changed. */
const known = new WeakMap<Law, readonly Pause[]>();

/** The list that keeps a payee from being paid now; undefined: none does. */
export function pausedBy(
  state: LedgerState,
  payee: number,
  { currency }: Pick<Pausable, 'currency'>,
  time: number,
): string | undefined {
  const found = pausesOf(state, payee, currency).find(
    ({ from, until }) => from <= time && time < until,
  );
  return found?.list;
}

/**
 * Whether a claim's window is over: its clock stands still while its payee is on such a list, as it
 * does while the ledger is closed. Of a claim for anybody within bounds nobody knows whose it is.
 */
export function hasEnded(
  state: LedgerState,
  { until, payee }: { readonly until: number; readonly payee: number },
  hold: Pausable,
  header: Pick<Header, 'time' | 'closedMs'>,
): boolean {
  if (!hasPassed(until, hold.closedMs, header)) return false;
  const paused = pausedMs(pausesOf(state, payee, hold.currency), hold.putAt, header.time);
  return paused === 0 || hasPassed(until + paused, hold.closedMs, header);
}

/** How much of the time between two instants lies in any of some stretches. */
export function pausedMs(
  stretches: readonly { readonly from: number; readonly until: number }[],
  from: number,
  to: number,
): number {
  let total = 0;
  let counted = from;
  for (const stretch of stretches.toSorted((a, b) => a.from - b.from)) {
    const start = Math.max(counted, stretch.from);
    const end = Math.min(to, stretch.until);
    if (end <= start) continue;
    total += end - start;
    counted = end;
  }
  return total;
}

/** Whether any list pauses anybody, or ever did. */
export function arePausing(state: LedgerState): boolean {
  const { governing } = state;
  return governing !== null && allPauses(state, governing).length > 0;
}

/** Of one payee, of holds of one currency. */
function pausesOf(state: LedgerState, payee: number, currency: number): readonly Pause[] {
  const { governing } = state;
  if (governing === null || payee < 0) return NONE;
  const pauses = allPauses(state, governing);
  if (pauses.length === 0) return NONE;
  const party = toHex(state.identities.id(payee));
  return pauses.filter(
    (one) => (one.currency === null || one.currency === currency) && one.parties.has(party),
  );
}

const NONE: readonly Pause[] = [];

function allPauses(state: LedgerState, governing: Governing): readonly Pause[] {
  const law = lawOf(state, governing);
  const before = known.get(law);
  if (before !== undefined) return before;
  const made = makePauses(state, governing, law.from);
  known.set(law, made);
  return made;
}

function makePauses(state: LedgerState, governing: Governing, time: number): Pause[] {
  const pauses: Pause[] = [];
  for (const matter of governing.matters()) {
    const currency = scopeOf(state, matter);
    if (currency === undefined) continue;
    for (const module of reigning<Module>(governing, matter, time)) {
      for (const name of refusedLists(module.tree)) {
        const list: Matter = { kind: 'list', name };
        for (const text of reigning<List>(governing, list, time)) {
          const pause = overlapOf(module, text);
          if (pause !== undefined) pauses.push({ currency, list: name, ...pause });
        }
      }
    }
  }
  return pauses;
}

/** Global rules pause everything, a currency's its own; a country's do not reach into holds. */
function scopeOf(state: LedgerState, matter: Matter): number | null | undefined {
  if (matter.kind === 'global') return null;
  if (matter.kind !== 'module') return undefined;
  const at = state.constitution.currencies.findIndex(({ code }) => code === matter.owner);
  return at < 0 ? undefined : findCurrency(state.currencies, state.currencies.ids[at] as Hash);
}

/** The lists of public rules that refuse whoever is on them, whatever else, without an exception. */
function refusedLists({ items }: Module): string[] {
  return items.flatMap((rule) => {
    if (rule.kind !== 'rule' || rule.confidential || rule.action.kind !== 'refuse') return [];
    const { when } = rule;
    if (when.kind !== 'within' || when.subject !== 'receiver' || when.negated) return [];
    if (when.choice.kind !== 'list') return [];
    const isExcepted = items.some((other) => other.kind === 'exception' && other.to === rule.id);
    return isExcepted ? [] : [when.choice.name];
  });
}

function overlapOf(
  module: Reigning<Module>,
  { tree, from, until }: Reigning<List>,
): Omit<Pause, 'currency' | 'list'> | undefined {
  const { confidential, of, entries, fresh } = tree;
  if (confidential || of !== 'parties' || entries === null) return undefined;
  const start = Math.max(module.from, from);
  // What is not fresh any more says nothing of anybody.
  const end = Math.min(module.until, until, from + hoursOf(fresh) * HOUR_MS);
  return start < end ? { parties: setOf(tree, entries), from: start, until: end } : undefined;
}

/** What was read once, by proposal: a ballot changes the law, and no text. */
const read = new WeakMap<Governing, Map<number, Module | List | null>>();
const sets = new WeakMap<List, ReadonlySet<string>>();

function treeOf(governing: Governing, number: number): Module | List | null {
  const trees = read.get(governing) ?? new Map<number, Module | List | null>();
  read.set(governing, trees);
  const before = trees.get(number);
  if (before !== undefined) return before;
  const { tree, mistakes } = parse(utf8.decode(governing.content(number)));
  const made = mistakes.list.length > 0 ? null : tree;
  trees.set(number, made);
  return made;
}

function setOf(list: List, entries: readonly string[]): ReadonlySet<string> {
  const before = sets.get(list) ?? new Set(entries);
  sets.set(list, before);
  return before;
}

/** Every version of a text that ever was in force, or will be by what is decided. */
function reigning<T extends Module | List>(
  governing: Governing,
  matter: Matter,
  time: number,
): Reigning<T>[] {
  return reignsOf(historyAt(governing, matter, time)).flatMap(({ version, from, until }) => {
    const number = governing.find(version.proposal)?.number;
    if (number === undefined) return [];
    const tree = treeOf(governing, number);
    const kind = matter.kind === 'list' ? 'list' : 'module';
    if (tree?.kind !== kind) return [];
    return [{ tree: tree as T, from, until: until ?? Number.POSITIVE_INFINITY }];
  });
}
