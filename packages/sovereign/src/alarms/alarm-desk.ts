import { type AlarmedReign, type Ledger, readAlarms, rulebookInForce } from '@tallystick/ledger';
import {
  type Alarm,
  type Hash,
  type Matter,
  formatAlarm,
  formatScope,
  toHex,
} from '@tallystick/protocol';
import type { Decision } from '@tallystick/rules';
import type { Logger } from 'pino';
import { type Desk, inTransaction } from '../desk/desk.ts';
import { isIntact } from '../desk/row-sum.ts';
import type { AppealFigures } from '../reads/appeal-counts.ts';
import {
  type AlarmCounts,
  type ToldCounts,
  countAlarm,
  decodeCounts,
  encodeCounts,
  noCounts,
  tellAlarm,
} from './count-alarm.ts';

/** An alarm of a version that is in force, as everybody reads it. */
export interface ToldAlarm extends ToldCounts {
  readonly proposal: Hash;
  readonly matter: Matter;
  readonly alarm: Alarm;
  /** When the version came into force this time, ms since 1970. */
  readonly since: number;
  /** When it was raised first; it stays so as long as the version is in force. */
  readonly raisedAt: number | null;
}

/** Watches the alarms that versions in force declare, and appeals that wait. It changes nothing. */
export interface AlarmDesk {
  /** What was decided, admitted or not. Never throws. */
  note(decisions: readonly Decision[]): void;
  /** Compares, keeps and tells. Once a minute, so that nobody sees by whom a count moved. */
  look(): void;
  /** As of the last look. */
  readonly told: readonly ToldAlarm[];
  close(): void;
}

export interface AlarmDeskOptions {
  readonly state: () => Ledger['state'];
  readonly desk: Desk;
  readonly now: () => number;
  readonly log: Logger;
  readonly appeals: AppealFigures;
  /** For each alarm, after a crash or when it threw once more with the same `id`, the alarm's own. */
  readonly onRaised: (id: string, alarm: object, time: number) => void;
}

const LOOK_MS = 60_000;
/** Each decision is counted for each of them: those of the newest proposals are watched. */
const MOST_WATCHED = 256;

interface Watched {
  readonly reign: AlarmedReign;
  readonly place: number;
  readonly alarm: Alarm;
  readonly counts: AlarmCounts;
  raisedAt: number | null;
  isChanged: boolean;
}

export function openAlarmDesk(options: AlarmDeskOptions): AlarmDesk {
  const { state, now, log, appeals, onRaised } = options;
  const rows = openRows(options.desk);
  let watched: readonly Watched[] = [];
  let told: readonly ToldAlarm[] = [];
  let basis: object | null = null;
  let overdue = 0;
  /** Until when nothing comes into force or goes, as far as it is decided. */
  let until = 0;

  function keep(): void {
    const changed = watched.filter(({ isChanged }) => isChanged);
    if (changed.length === 0) return;
    inTransaction(options.desk, () => {
      for (const one of changed) rows.keep(one);
    });
    for (const one of changed) one.isChanged = false;
  }

  /** Looks at what is in force anew when that may have changed; whether it did. */
  function refresh(): boolean {
    const current = state();
    if (current.governing === null) return false;
    const { source } = rulebookInForce(current);
    if (source === basis && now() < until) return false;
    keep();
    const time = now();
    const reigns = readAlarms(current);
    const ends = reigns.flatMap(({ from, until: end }) => [from, end ?? Infinity]);
    until = Math.min(Infinity, ...ends.filter((end) => end > time));
    basis = source;
    watched = reigns
      .filter((reign) => reign.from <= time && (reign.until === null || time < reign.until))
      .flatMap((reign) => reign.alarms.map((alarm, place) => ({ reign, place, alarm })))
      .slice(-MOST_WATCHED)
      .map(({ reign, place, alarm }) => rows.open(reign, place, alarm));
    return true;
  }

  function raise(one: Watched, time: number): void {
    const { proposal, matter } = one.reign;
    const named = { proposal: toHex(proposal), matter: formatScope(matter) };
    const raised = { ...named, alarm: formatAlarm(one.alarm) };
    // Before it is kept: what is told twice has one name, and what a crash cut off is told after it.
    onRaised(`alarm-${raised.proposal}-${one.place}`, raised, time);
    log.warn(
      raised,
      'an alarm of a version of the rules was raised: tally rules rollback proposes the one before',
    );
    one.raisedAt = time;
    one.isChanged = true;
  }

  function tell(): void {
    const time = now();
    told = watched.map((one) => {
      const { reign, alarm, counts } = one;
      const { proposal, matter, from: since } = reign;
      const counted = tellAlarm(counts, alarm, time);
      if (counted.isAbove && one.raisedAt === null) safely(() => raise(one, time));
      return { proposal, matter, alarm, since, raisedAt: one.raisedAt, ...counted };
    });
    keep();
  }

  function look(): void {
    refresh();
    tell();
    const { overdue: late } = appeals.counts();
    if (late > overdue) {
      log.warn({ overdue: late }, 'appeals that nobody has answered in time: tally answer');
    }
    overdue = late;
  }

  function safely(work: () => void): void {
    try {
      work();
    } catch (error) {
      log.error({ err: error }, 'alarms could not be counted');
    }
  }

  const timer = setInterval(() => safely(look), LOOK_MS);
  timer.unref();
  return {
    note: (decisions) =>
      safely(() => {
        if (refresh()) tell();
        const time = now();
        for (const one of watched) {
          countAlarm(one.counts, one.alarm, decisions, time);
          one.isChanged = true;
        }
      }),
    look: () => safely(look),
    get told() {
      return told;
    },
    close() {
      clearInterval(timer);
      safely(keep);
    },
  };
}

interface Row {
  readonly raisedAt: number | null;
  readonly counts: Uint8Array;
}

/** Counts and alarms as the desk keeps them: a refused payment is on no log to count it from again. */
function openRows(desk: Desk): {
  open(reign: AlarmedReign, place: number, alarm: Alarm): Watched;
  keep(one: Watched): void;
} {
  const select = desk.prepare(
    `SELECT raisedAt, counts FROM alarm WHERE proposal = ? AND place = ? AND ${isIntact('alarm')}`,
  );
  const replace = desk.prepare(
    'INSERT OR REPLACE INTO alarm (proposal, place, raisedAt, counts) VALUES (?, ?, ?, ?)',
  );
  return {
    open(reign, place, alarm) {
      const row = select.get(reign.proposal, place) as Row | undefined;
      const counts = (row && decodeCounts(row.counts, alarm)) ?? noCounts(alarm);
      return { reign, place, alarm, counts, raisedAt: row?.raisedAt ?? null, isChanged: false };
    },
    keep(one) {
      replace.run(one.reign.proposal, one.place, one.raisedAt, encodeCounts(one.counts));
    },
  };
}
