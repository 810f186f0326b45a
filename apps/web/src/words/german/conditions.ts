/** What would have to be so for no rule to object, in German. */
import type { ConditionData } from '@tallystick/rules';
import type { Formats } from '../../frame/formats.ts';
import type { ConditionSentences } from '../conditions.ts';

type Extent = Pick<ConditionData<'tier'>, 'atLeast' | 'atMost'>;
type Stretch = ConditionData<'waited'>['window'];

const PARTIES = { sender: 'Absender', receiver: 'Empfänger' } as const;

/** Null where it only has to be known; `show` writes a bound. */
function extentText({ atLeast, atMost }: Extent, show: (bound: string) => string): string | null {
  if (atLeast === null) return atMost === null ? null : `höchstens ${show(atMost)}`;
  if (atMost === null) return `mindestens ${show(atLeast)}`;
  if (atLeast === atMost) return `genau ${show(atLeast)}`;
  return `mindestens ${show(atLeast)} und höchstens ${show(atMost)}`;
}

/** One, or how many, of which the last bound tells. */
function isOne({ atLeast, atMost }: Extent): boolean {
  return (atMost ?? atLeast) === '1';
}

/** A day is the hours before, not the day before. */
function over({ count, unit }: Stretch, { number }: Formats): string {
  if (count === 1 && unit === 'hours') return 'in der Stunde vor dieser Zahlung';
  if (count === 1) return 'in den 24 Stunden vor dieser Zahlung';
  return `in den ${number(count)} ${unit === 'days' ? 'Tagen' : 'Stunden'} vor dieser Zahlung`;
}

function since({ count, unit }: Stretch, { number }: Formats): string {
  if (count === 1) return unit === 'days' ? 'einem Tag' : 'einer Stunde';
  return `${number(count)} ${unit === 'days' ? 'Tagen' : 'Stunden'}`;
}

export const conditionsGerman: ConditionSentences = {
  tier(data, write) {
    const who = PARTIES[data.of];
    const extent = extentText(data, write.amount);
    return extent === null
      ? `Es ist bekannt, welche Identitätsstufe der ${who} hat.`
      : `Die Identitätsstufe des ${who}s ist ${extent}.`;
  },
  sent(data, write) {
    const before = over(data.window, write);
    const extent = extentText(data, (bound) => `${write.amount(bound)} ${data.currency}`);
    return extent === null
      ? `Es ist bekannt, was der Absender ${before} gesendet hat.`
      : `Der Absender hat ${before} ${extent} gesendet.`;
  },
  payments(data, write) {
    const before = over(data.window, write);
    const extent = extentText(data, write.amount);
    return extent === null
      ? `Es ist bekannt, wie oft der Absender ${before} gezahlt hat.`
      : `Der Absender hat ${before} ${extent} ${isOne(data) ? 'Zahlung' : 'Zahlungen'} gemacht.`;
  },
  payees(data, write) {
    const before = over(data.window, write);
    const extent = extentText(data, write.amount);
    return extent === null
      ? `Es ist bekannt, wie viele verschiedene Empfänger der Absender ${before} bezahlt hat.`
      : `Der Absender hat ${before} ${extent} ${isOne(data) ? '' : 'verschiedene '}Empfänger bezahlt.`;
  },
  rate(data, write) {
    const amount = `${write.amount(data.amount)} ${data.currency}`;
    const extent = extentText(data, (bound) => `${write.amount(bound)} ${data.in}`);
    return extent === null
      ? `Es ist bekannt, wie viel ${amount} zum Kurs des Tages in ${data.in} sind.`
      : `Zum Kurs des Tages sind ${amount} ${extent}.`;
  },
  indicator(data, write) {
    const extent = extentText(data, write.amount);
    return extent === null
      ? `Es ist bekannt, wo die Kennzahl ${data.name} steht.`
      : `Die Kennzahl ${data.name} steht bei ${extent}.`;
  },
  waited: ({ window }, write) =>
    `Die Zahlung ist seit mindestens ${since(window, write)} angekündigt.`,
  listed: ({ of, list, isOn }) =>
    `Der ${PARTIES[of]} steht ${isOn ? '' : 'nicht '}auf der Liste ${list}.`,
  confidential: () => 'Keine vertrauliche Regel spricht dagegen.',
  'second-factor': ({ given }) =>
    given ? 'Eine zweite Bestätigung liegt vor.' : 'Eine zweite Bestätigung liegt nicht vor.',
  'first-payment': ({ first }) =>
    `Es ist ${first ? '' : 'nicht '}die erste Zahlung an diesen Empfänger.`,
  document: ({ name }) => `Das Dokument „${name}“ liegt vor.`,
  'no-documents': () => 'Es liegt kein Dokument vor.',
  purpose: ({ purpose }) =>
    purpose === null
      ? 'Der Zweck der Zahlung ist keiner, den die Regeln nennen.'
      : `Der Zweck der Zahlung ist ${purpose}.`,
};
