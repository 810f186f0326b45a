import { type Matter, procedureFor } from '@tallystick/protocol';
import {
  type GatesGround,
  type List,
  type ListStanding,
  hoursOf,
  listsAt,
  parse,
  print,
} from '@tallystick/rules';
import { type Ground, gatesGround } from '../ground.ts';
import type { FreezeAnswer, FreezeDraft, FreezeFault, ListProcedure } from './messages.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Ten years, as the language has it. */
const MOST_FRESH_DAYS = 3650;
const NAME = /^[A-Z][A-Z0-9-]*$/;

/**
 * The next version of a list as it would be proposed: with one party more or less, and everybody else as the version has it that it
 * goes on from.
 */
export function draftFreeze(draft: FreezeDraft, ground: Ground): FreezeAnswer {
  const { list: name, party, does, lane, freshDays } = draft;
  if (!NAME.test(name)) return fault('name');
  const matter: Matter = { kind: 'list', name };
  const procedure = procedureOf(matter, ground);
  if (procedure === null) return fault('nobody-decides');
  const base = baseOf(name, lane, ground);
  const wrong = wrongWith(draft, base, procedure);
  if (wrong !== null) return fault(wrong);
  const entries = changed(base?.list.entries ?? [], party, does);
  if (entries === null) return fault(does === 'freeze' ? 'already' : 'not-there');
  const fresh = freshOf(lane, freshDays, base, ground);
  if (fresh === null) return fault(lane === 'emergency' ? 'nothing-to-tighten' : 'fresh-days');
  const { time } = ground;
  const version = versionAfter(base, gatesGround(ground, matter));
  // Of the day on which it is drafted: nothing is in force before it was decided, whatever it says.
  const force = { kind: 'force', from: time - (time % DAY_MS), until: null } as const;
  const tree: List = {
    kind: 'list',
    confidential: false,
    name,
    of: 'parties',
    version,
    force,
    fresh,
    entries,
  };
  const text = print(tree);
  const { mistakes } = parse(text);
  if (mistakes.list.some(({ code }) => code === 'too-large')) return fault('too-many');
  if (mistakes.list.length > 0) return fault('name');
  const opens = lane === 'emergency' ? time : lockedUntil(procedure, time);
  const freshUntil = opens + hoursOf(fresh) * HOUR_MS;
  const before = base === null ? null : print(base.list);
  const sizes = { version, entries: entries.length };
  return { ok: true, drafted: { text, ...sizes, before, procedure, opens, freshUntil } };
}

function fault(fault: FreezeFault): FreezeAnswer {
  return { ok: false, fault };
}

function wrongWith(
  { does, lane }: FreezeDraft,
  base: ListStanding | null,
  { emergencyMs }: ListProcedure,
): FreezeFault | null {
  if (base !== null) {
    const { of, confidential, entries } = base.list;
    if (of !== 'parties' || confidential || entries === null) return 'no-public-list';
  }
  if (lane === 'ordinary') return null;
  if (does === 'release') return 'emergency-loosens';
  return emergencyMs === 0 ? 'no-emergency-lane' : null;
}

/** What the version goes on from: in an emergency what is in force, else what is decided last, though it may be yet to come. */
function baseOf(
  name: string,
  lane: FreezeDraft['lane'],
  { source, time }: Ground,
): ListStanding | null {
  const own = listsAt(source, time).filter(({ list }) => list.name === name);
  const inForce = own.find((one) => one.isInForce) ?? null;
  if (lane === 'emergency') return inForce;
  const toCome = own.filter(({ list }) => list.force.from > time);
  return toCome.toSorted((a, b) => b.list.version - a.list.version)[0] ?? inForce;
}

function changed(
  entries: readonly string[],
  party: string,
  does: FreezeDraft['does'],
): readonly string[] | null {
  const isThere = entries.includes(party);
  if (isThere === (does === 'freeze')) return null;
  return isThere ? entries.filter((one) => one !== party) : [...entries, party].sort();
}

/** An emergency may not be relied on for longer than what it stands over: there is an hour for the gates and the office. */
function freshOf(
  lane: FreezeDraft['lane'],
  days: number,
  base: ListStanding | null,
  { time }: Ground,
): List['fresh'] | null {
  if (lane === 'ordinary') {
    if (!Number.isInteger(days) || days < 1 || days > MOST_FRESH_DAYS) return null;
    return { kind: 'window', count: days, unit: 'days' };
  }
  const hours = Math.floor(((base?.freshUntil ?? 0) - time) / HOUR_MS) - 1;
  return hours < 1 ? null : { kind: 'window', count: hours, unit: 'hours' };
}

function versionAfter(base: ListStanding | null, { lastNumber }: GatesGround): number {
  return Math.max(base?.list.version ?? 0, lastNumber) + 1;
}

function procedureOf(matter: Matter, { constitution }: Ground): ListProcedure | null {
  const { governance } = constitution;
  const found = governance && procedureFor(governance, matter);
  if (!governance || !found) return null;
  const { electorate, office, audits, commentMs, voteMs, timelockMs, emergencyMs } = found;
  return {
    electorate: electorate === null ? null : (governance.electorates[electorate]?.name ?? null),
    office: office === null ? null : (governance.offices[office]?.name ?? null),
    audits,
    commentMs,
    voteMs,
    timelockMs,
    emergencyMs,
  };
}

function lockedUntil({ commentMs, voteMs, timelockMs }: ListProcedure, time: number): number {
  return time + commentMs + voteMs + timelockMs;
}
