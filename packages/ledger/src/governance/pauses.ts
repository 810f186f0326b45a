import { type Header, type Matter, toHex } from '@tallystick/protocol';
import { hoursOf, type List, type Module, parse, pausingLists, reignsOf } from '@tallystick/rules';
import { hasPassed } from '../header/header.ts';
import type { LedgerState } from '../state/state.ts';
import type { Governing } from './governing.ts';
import { currentConstitution, type Law, lawOf } from './law.ts';
import { historyAt } from './standing.ts';

/** Half open, in ms. */
interface Stretch {
  readonly from: number;
  readonly until: number;
}

/** Rules of one module, in all its versions, that refuse whoever is on a list. */
interface Refusing {
  /** The currency of whose module they are; null: they are global ones, and for all. */
  readonly currency: number | null;
  readonly list: string;
  /** When there is such a rule: in order, none touching the next. */
  readonly stretches: readonly Stretch[];
  readonly listing: Listing;
}

/** While a list names somebody, and a rule refuses whoever is on it. */
interface Pause extends Stretch {
  readonly list: string;
}

/** A hold, as far as pausing goes. */
export interface Pausable {
  readonly putAt: number;
  readonly closedMs: number;
  readonly currency: number;
  readonly owner: number;
}

/** A claim of it. */
interface PausableClaim {
  readonly until: number;
  readonly payee: number;
}

const HOUR_MS = 3_600_000;
const utf8 = new TextDecoder();
/** By what is in force: a law is another object when anything of that has changed. */
const known = new WeakMap<Law, readonly Refusing[]>();

/** The list that keeps a payee from being paid now; undefined: none does. */
export function pausedBy(
  state: LedgerState,
  payee: number,
  hold: Omit<Pausable, 'closedMs'>,
  time: number,
): string | undefined {
  return pausesOf(state, payee, hold).find(({ from, until }) => from <= time && time < until)?.list;
}

/**
 * Whether a claim's window is over: its clock stands still while its payee is on such a list, as it
 * does while the ledger is closed. Of a claim for anybody within bounds nobody knows whose it is.
 */
export function hasEnded(
  state: LedgerState,
  { until, payee }: PausableClaim,
  hold: Pausable,
  header: Pick<Header, 'time' | 'closedMs'>,
): boolean {
  if (!hasPassed(until, hold.closedMs, header)) return false;
  const pauses = pausesOf(state, payee, hold);
  if (pauses.length === 0) return true;
  // Time in both stands still once: else a closure within a pause would give back what had ended.
  const closures = closuresSince(state, hold.putAt);
  const stood = standingMs([...pauses, ...closures], hold.putAt, header.time);
  const paused = stood - standingMs(closures, hold.putAt, header.time);
  return hasPassed(until + paused, hold.closedMs, header);
}

function closuresSince({ governing }: LedgerState, time: number): readonly Stretch[] {
  if (governing === null) return [];
  const { closures } = governing;
  return closures.slice(closures.findLastIndex(({ until }) => until <= time) + 1);
}

/** How much of the time between two instants lies in any of some stretches. */
export function standingMs(stretches: readonly Stretch[], from: number, to: number): number {
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

/** A pause of payouts to somebody that holds now. */
export interface PauseView {
  readonly list: string;
  /** By its number; null: of all of them. */
  readonly currency: number | null;
  /** When it began, and when it ends by what is decided: null where nothing that is decided ends it. */
  readonly from: number;
  readonly until: number | null;
}

/** What pauses payouts to an identity by the newest header, of what was put before it began. */
export function readPauses(state: LedgerState, payee: number): PauseView[] {
  const { governing, header } = state;
  if (governing === null || header === null) return [];
  const { time } = header;
  const party = toHex(state.identities.id(payee));
  return allRefusing(state, governing).flatMap(({ list, currency, stretches, listing }) =>
    overlaps(stretches, listed(listing, party))
      .filter(({ from, until }) => from <= time && time < until)
      .map(({ from, until }) => ({
        list,
        currency,
        from,
        until: Number.isFinite(until) ? until : null,
      })),
  );
}

/** Whether any list that names somebody may pause payouts, or ever might. */
export function arePausing(state: LedgerState): boolean {
  const { governing } = state;
  return governing !== null && allRefusing(state, governing).some(({ listing }) => isUsed(listing));
}

/**
 * Of one payee, for one hold. What it was put in was decided then: an exemption or a treaty let it
 * through. And nobody is kept from what is its own.
 */
function pausesOf(
  state: LedgerState,
  payee: number,
  { currency, owner, putAt }: Omit<Pausable, 'closedMs'>,
): readonly Pause[] {
  const { governing } = state;
  if (governing === null || payee < 0 || payee === owner) return NONE;
  const refusing = allRefusing(state, governing);
  if (refusing.length === 0) return NONE;
  const party = toHex(state.identities.id(payee));
  return refusing.flatMap((one) => {
    if (one.currency !== null && one.currency !== currency) return [];
    const { list, stretches, listing } = one;
    return overlaps(stretches, listed(listing, party))
      .filter(({ from, until }) => putAt < from || until <= putAt)
      .map((stretch) => ({ list, ...stretch }));
  });
}

const NONE: readonly Pause[] = [];

function allRefusing(state: LedgerState, governing: Governing): readonly Refusing[] {
  const law = lawOf(state, governing);
  const before = known.get(law);
  if (before !== undefined) return before;
  const made = findRefusing(state, governing, law.from);
  known.set(law, made);
  return made;
}

function findRefusing(state: LedgerState, governing: Governing, time: number): Refusing[] {
  const refusing: Refusing[] = [];
  const listings = new Map<string, Listing>();
  for (const matter of governing.matters()) {
    const currency = scopeOf(state, matter);
    if (currency === undefined) continue;
    const byList = new Map<string, Stretch[]>();
    for (const { number, from, until } of reigning(governing, matter, time)) {
      for (const list of refusedBy(governing, number)) {
        byList.set(list, joined(byList.get(list) ?? [], { from, until }));
      }
    }
    for (const [list, stretches] of byList) {
      const listing = listings.get(list) ?? listingOf(governing, list, time);
      listings.set(list, listing);
      refusing.push({ currency, list, stretches, listing });
    }
  }
  return refusing;
}

/** Global rules pause everything, a currency's its own; a country's do not reach into holds. */
function scopeOf(state: LedgerState, matter: Matter): number | null | undefined {
  if (matter.kind === 'global') return null;
  if (matter.kind !== 'module' || matter.owner === null) return undefined;
  const { currencies } = currentConstitution(state);
  const number = currencies.findIndex(({ code }) => code === matter.owner);
  return number < 0 ? undefined : number;
}

/** What was read once of modules, by proposal: a ballot changes the law, and no text. */
const read = new WeakMap<Governing, Map<number, readonly string[]>>();

function refusedBy(governing: Governing, number: number): readonly string[] {
  const lists = read.get(governing) ?? new Map<number, readonly string[]>();
  read.set(governing, lists);
  const tree = lists.has(number) ? null : treeOf(governing, number);
  const made = lists.get(number) ?? (tree?.kind === 'module' ? pausingLists(tree) : []);
  lists.set(number, made);
  return made;
}

/** Whom a list has named, and when: of what is over only the stretches of each, no version. */
interface Listing {
  /** By identity in hexadecimal; in order, none touching the next. */
  readonly over: Map<string, readonly Stretch[]>;
  /** Stretches in which a version is in force, so many, that are over: they do not change. */
  readonly folded: number;
  readonly last: Reigning | undefined;
  /** What is in force, and what is decided to come. */
  readonly ahead: readonly Naming[];
}

/** A version in force, and whom it names: for as long as it is fresh. */
interface Naming extends Stretch {
  readonly number: number;
  readonly parties: ReadonlySet<string>;
  readonly freshMs: number;
}

const named = new WeakMap<Governing, Map<string, Listing>>();

function listingOf(governing: Governing, name: string, time: number): Listing {
  const kept = named.get(governing) ?? new Map<string, Listing>();
  named.set(governing, kept);
  const reigns = reigning(governing, { kind: 'list', name }, time);
  const before = continued(kept.get(name), reigns);
  const over = before?.over ?? new Map<string, readonly Stretch[]>();
  let folded = before?.folded ?? 0;
  const ahead: Naming[] = [];
  for (const reign of reigns.slice(folded)) {
    const naming = namingOf(governing, reign, before?.ahead ?? []);
    if (reign.until > time) ahead.push(naming);
    else {
      fold(over, naming);
      folded += 1;
    }
  }
  const made = { over, folded, last: reigns[folded - 1], ahead };
  kept.set(name, made);
  return made;
}

/** What was folded before, as long as it is the beginning of what there is now. */
function continued(before: Listing | undefined, reigns: readonly Reigning[]): Listing | undefined {
  if (before?.last === undefined) return before;
  const { number, from, until } = before.last;
  const now = reigns[before.folded - 1];
  return now?.number === number && now.from === from && now.until === until ? before : undefined;
}

function namingOf(governing: Governing, reign: Reigning, before: readonly Naming[]): Naming {
  const { number, first, from, until } = reign;
  const same = before.find((one) => one.number === number);
  const { parties, freshMs } = same ?? readList(governing, number);
  // What is not fresh any more says nothing of anybody.
  return { number, parties, freshMs, from, until: Math.min(until, first + freshMs) };
}

function readList(governing: Governing, number: number): Pick<Naming, 'parties' | 'freshMs'> {
  const tree = treeOf(governing, number);
  if (tree?.kind !== 'list' || tree.confidential || tree.of !== 'parties') return NOBODY;
  return { parties: new Set(tree.entries), freshMs: hoursOf(tree.fresh) * HOUR_MS };
}

const NOBODY = { parties: new Set<string>(), freshMs: 0 };

function fold(over: Map<string, readonly Stretch[]>, { parties, from, until }: Naming): void {
  if (from >= until) return;
  for (const party of parties) over.set(party, joined(over.get(party) ?? [], { from, until }));
}

/** When a list names somebody: in order, none touching the next. */
function listed({ over, ahead }: Listing, party: string): readonly Stretch[] {
  let stretches = over.get(party) ?? [];
  for (const { parties, from, until } of ahead) {
    if (from < until && parties.has(party)) stretches = joined(stretches, { from, until });
  }
  return stretches;
}

function isUsed({ over, ahead }: Listing): boolean {
  return over.size > 0 || ahead.some(({ parties }) => parties.size > 0);
}

/** With one more, which does not begin before the last one does. */
function joined(stretches: readonly Stretch[], { from, until }: Stretch): Stretch[] {
  const last = stretches.at(-1);
  if (last === undefined || last.until < from) return [...stretches, { from, until }];
  return [...stretches.slice(0, -1), { from: last.from, until: Math.max(last.until, until) }];
}

function overlaps(some: readonly Stretch[], others: readonly Stretch[]): Stretch[] {
  return some.flatMap((one) =>
    others.flatMap((other) => {
      const from = Math.max(one.from, other.from);
      const until = Math.min(one.until, other.until);
      return from < until ? [{ from, until }] : [];
    }),
  );
}

/** A stretch in which the text of a proposal is in force. */
interface Reigning extends Stretch {
  readonly number: number;
  /** When the version was first: it may be in force again after an emergency. */
  readonly first: number;
}

/** Every version of a text that ever was in force, or will be by what is decided; in order. */
function reigning(governing: Governing, matter: Matter, time: number): Reigning[] {
  const firsts = new Map<number, number>();
  return reignsOf(historyAt(governing, matter, time)).flatMap(({ version, from, until }) => {
    const number = governing.find(version.proposal)?.number;
    if (number === undefined) return [];
    const first = firsts.get(number) ?? from;
    firsts.set(number, first);
    return [{ number, first, from, until: until ?? Number.POSITIVE_INFINITY }];
  });
}

function treeOf(governing: Governing, number: number): Module | List | null {
  const { tree, mistakes } = parse(utf8.decode(governing.content(number)));
  return mistakes.list.length > 0 ? null : tree;
}
