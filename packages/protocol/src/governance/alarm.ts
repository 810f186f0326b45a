import { type Codec, list, nullable, record, refine, uint, variant } from '../encoding/index.ts';
import { RULE_NAME, ruleNameCodec, wordCodec } from './codecs.ts';
import type { Alarm } from './types.ts';

/** protocol.md section 4, `alarm`: nothing is told of fewer payments. */
const ALARM_LEAST = 20;
const MOST = 999_999_999;
/** protocol.md section 4: of so many payments an alarm looks back at most. */
const MOST_PAYMENTS = 1024;
const MOST_HOURS = 168;
const MOST_ALARMS = 8;

const alarmCodec: Codec<Alarm> = refine(
  record({
    on: wordCodec('refused', 'held', 'stopped'),
    rule: nullable(ruleNameCodec),
    most: uint(MOST),
    of: variant('kind', {
      0: ['last', { payments: uint(MOST_PAYMENTS) }],
      1: ['within', { hours: uint(MOST_HOURS) }],
    }),
  }),
  alarmFault,
);

function alarmFault({ most, of }: Alarm): string | undefined {
  if (most < ALARM_LEAST) return `an alarm of fewer than ${ALARM_LEAST} payments`;
  if (of.kind === 'last') return of.payments > most ? undefined : 'an alarm that never rings';
  return of.hours > 0 ? undefined : 'an alarm within no time';
}

/** protocol.md section 4: at most eight of a proposal. */
export const alarmsCodec: Codec<Alarm[]> = list(alarmCodec, MOST_ALARMS);

const TEXT =
  /^(?:(\S+) )?(refused|held|stopped): more than (\d{2,9}) (?:of the last (\d{2,4})|within (\d{1,3}) hours?)$/;

/** `refused: more than 50 of the last 1000`, `KE-7 stopped: more than 200 within 24 hours`. */
export function formatAlarm({ on, rule, most, of }: Alarm): string {
  const who = rule === null ? '' : `${rule} `;
  const measure =
    of.kind === 'last'
      ? `of the last ${of.payments}`
      : `within ${of.hours} ${of.hours === 1 ? 'hour' : 'hours'}`;
  return `${who}${on}: more than ${most} ${measure}`;
}

/** The alarm that a text says, undefined when it says none that can be declared. Inverse of {@link formatAlarm}. */
export function parseAlarm(text: string): Alarm | undefined {
  const [, rule, on, most, payments, hours] = TEXT.exec(text) ?? [];
  if (on === undefined || (rule !== undefined && !isRuleName(rule))) return undefined;
  const of =
    payments === undefined
      ? ({ kind: 'within', hours: Number(hours) } as const)
      : ({ kind: 'last', payments: Number(payments) } as const);
  if (of.kind === 'last' ? of.payments > MOST_PAYMENTS : of.hours > MOST_HOURS) return undefined;
  const alarm: Alarm = { on: on as Alarm['on'], rule: rule ?? null, most: Number(most), of };
  return alarmFault(alarm) === undefined ? alarm : undefined;
}

function isRuleName(text: string): boolean {
  return text.length <= 64 && RULE_NAME.test(text);
}
