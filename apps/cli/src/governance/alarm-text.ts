import { type Alarm, formatAlarm, parseAlarm } from '@tallystick/protocol';
import type { Module } from '@tallystick/rules';
import { timeText } from '@tallystick/wallet';
import { readAnswer } from '../sovereign/public-sovereign.ts';
import { usage } from '../stop.ts';
import type { ProposalBody } from './read-proposals.ts';

/** An alarm of a version that is in force, as a sovereign tells of it (docs/integrators/http-api.md). */
export interface AlarmBody {
  readonly proposal: string;
  readonly alarm: string;
  /** In steps of 5; 0: fewer than 20. */
  readonly stopped: number;
  /** Null where it counts hours. */
  readonly decided: number | null;
  readonly raisedAt: number | null;
}

/** None of an older sovereign. */
export async function askAlarms(url: string): Promise<readonly AlarmBody[]> {
  const answer = await readAnswer(url, '/v1/rules/alarms', [404]);
  return 'alarms' in answer ? (answer['alarms'] as readonly AlarmBody[]) : [];
}

/** What an author declares, as it was typed. */
export function readAlarms(typed: readonly string[]): Alarm[] {
  if (typed.length > 8) throw usage('A proposal declares up to 8 alarms.');
  return typed.map((text) => {
    const alarm = parseAlarm(text);
    if (alarm !== undefined) return alarm;
    throw usage(
      `“${text}” is no alarm: write “refused: more than 50 of the last 1000”, or “KE-7 stopped: more than 200 within 24 hours”; ` +
        'refused, held or stopped, more than 20 at least, of the last 1024 or within 168 hours at most.',
    );
  });
}

/** Those that are about a rule which the module does not have, in words: no gate looks at that. */
export function strayAlarms(alarms: readonly Alarm[], { items }: Module): string[] {
  const isStray = ({ rule }: Alarm): boolean =>
    rule !== null && !items.some((item) => item.kind === 'rule' && item.id === rule);
  return alarms
    .filter(isStray)
    .map((alarm) => `“${formatAlarm(alarm)}” is about a rule that this text does not have.`);
}

/** The alarms that a proposal declares, a line each, with what has become of them. */
export function alarmLines({ id, alarms }: ProposalBody, watched: readonly AlarmBody[]): string[] {
  return alarms.map((text) => {
    const one = watched.find(({ proposal, alarm }) => proposal === id && alarm === text);
    return one === undefined ? text : `${text} (${countText(one)})`;
  });
}

function countText({ stopped, decided, raisedAt }: AlarmBody): string {
  const few = stopped === 0 ? 'fewer than 20' : `${stopped}`;
  const counted = decided === null || decided === 0 ? few : `${few} of ${decided}`;
  return raisedAt === null ? counted : `raised on ${timeText(raisedAt)}; now ${counted}`;
}

/** What was raised, and what anybody who may propose can do about it. */
export function raisedLines(
  watched: readonly AlarmBody[],
  all: readonly ProposalBody[],
  dir: string,
): string[] {
  return watched.flatMap(({ proposal, alarm, raisedAt }) => {
    const name = all.find(({ id }) => id === proposal)?.name ?? proposal.slice(0, 12);
    if (raisedAt === null) return [];
    const back = `to go back: tally rules rollback ${dir} MODULE VERSION`;
    return [`Alarm of ${name}, raised on ${timeText(raisedAt)}: ${alarm}; ${back}`];
  });
}
