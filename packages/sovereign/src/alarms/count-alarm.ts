import {
  type Alarm,
  type Codec,
  bytesUpTo,
  decode,
  encode,
  list,
  record,
  uint,
} from '@tallystick/protocol';
import type { Decision } from '@tallystick/rules';
import { SHADOW_LEAST, SHADOW_STEP } from '../ring/shadow-message.ts';

/** What an alarm goes by: outcomes alone, of nobody in particular. */
export interface AlarmCounts {
  /** Of the payments decided last: 1 where the alarm counts it. A ring that `next` writes into. */
  readonly last: Uint8Array;
  next: number;
  /** How many it counts in each UTC hour, ascending. */
  readonly hours: { readonly hour: number; count: number }[];
}

const HOUR_MS = 3_600_000;

export function noCounts({ of }: Alarm): AlarmCounts {
  return { last: new Uint8Array(of.kind === 'last' ? of.payments : 0), next: 0, hours: [] };
}

/** Counts what was decided at `now`. Holds that nothing is told of have no part in it. */
export function countAlarm(
  counts: AlarmCounts,
  alarm: Alarm,
  decisions: readonly Decision[],
  now: number,
): void {
  if (alarm.of.kind === 'last') {
    for (const decision of decisions) {
      counts.last[counts.next % counts.last.length] = isCounted(alarm, decision) ? 1 : 0;
      counts.next += 1;
    }
    return;
  }
  const count = decisions.filter((decision) => isCounted(alarm, decision)).length;
  if (count === 0) return;
  const hour = Math.floor(now / HOUR_MS);
  const newest = counts.hours.at(-1);
  if (newest !== undefined && newest.hour >= hour) newest.count += count;
  else counts.hours.push({ hour, count });
  const oldest = hour - alarm.of.hours;
  while ((counts.hours[0]?.hour ?? hour) <= oldest) counts.hours.shift();
}

function isCounted({ on, rule }: Alarm, { outcome, rule: by }: Decision): boolean {
  if (outcome === 'no-objection' || by === null) return false;
  if (rule !== null && rule !== by) return false;
  return on === 'stopped' || outcome === (on === 'refused' ? 'refuse' : 'hold');
}

/** What may be told: nothing of fewer than 20 payments, and all in steps of 5. */
export interface ToldCounts {
  readonly stopped: number;
  /** Of how many; null where an alarm counts hours. */
  readonly decided: number | null;
  readonly isAbove: boolean;
}

export function tellAlarm(counts: AlarmCounts, { most, of }: Alarm, now: number): ToldCounts {
  if (of.kind === 'last') {
    const decided = Math.min(counts.next, of.payments);
    const stopped = inSteps(counts.last.reduce((sum, one) => sum + one, 0));
    const isAbove = decided === of.payments && stopped > most;
    return { stopped, decided: inSteps(decided), isAbove };
  }
  const oldest = Math.floor(now / HOUR_MS) - of.hours;
  const within = counts.hours.filter(({ hour }) => hour > oldest);
  const stopped = inSteps(within.reduce((sum, { count }) => sum + count, 0));
  return { stopped, decided: null, isAbove: stopped > most };
}

/** Nothing of fewer than 20, and the rest in steps of 5, so that one more rarely shows. */
export function inSteps(count: number): number {
  return count < SHADOW_LEAST ? 0 : count - (count % SHADOW_STEP);
}

const countsCodec: Codec<AlarmCounts> = record({
  last: bytesUpTo(1024),
  next: uint(),
  hours: list(record({ hour: uint(), count: uint() }), 168),
});

export function encodeCounts(counts: AlarmCounts): Uint8Array {
  return encode(countsCodec, counts);
}

/** Undefined when the bytes are none of this alarm. */
export function decodeCounts(encoded: Uint8Array, alarm: Alarm): AlarmCounts | undefined {
  const decoded = decode(countsCodec, encoded);
  if (!decoded.ok || decoded.value.last.length !== noCounts(alarm).last.length) return undefined;
  return { ...decoded.value, last: decoded.value.last.slice() };
}
