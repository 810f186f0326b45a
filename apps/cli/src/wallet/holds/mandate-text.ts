import { type MandateView, timeText } from '@tallystick/wallet';
import type { Json } from '../../output/answer.ts';
import { partyText } from '../party-text.ts';
import type { KnownNames } from '../offline/known-names.ts';
import { SHORT } from './find-hold.ts';
import { spanText } from './hold-text.ts';

const STATUS: Readonly<Record<MandateView['status'], string>> = {
  active: '',
  cancelled: ', cancelled: nothing more is set aside',
  over: ', over',
};

export function mandateText(view: MandateView, names: KnownNames): string {
  const { mandate, to, handle, amount, currency, periodMs, firstAt, periods, funded } = view;
  const payee = handle === null ? names.text(to) : `@${handle}`;
  const what = `${amount} ${currency} to ${payee} every ${spanText(periodMs)}, ${periods} times from ${timeText(firstAt)}`;
  const lines = [
    `${mandate.slice(0, SHORT)}  ${what}${STATUS[view.status]}`,
    `  set aside for ${funded} of ${periods}`,
  ];
  if (view.reminder !== null) {
    const { needed, by } = view.reminder;
    lines.push(`  short: ${needed} ${currency} more are needed by ${timeText(by)}`);
  }
  return lines.join('\n');
}

/** What a person should do about a mandate for which the balance is short. */
export function reminderText({ amount, currency, to, handle, reminder }: MandateView): string {
  const { needed = '0', by = 0 } = reminder ?? {};
  const payee = partyText({ address: to, handle });
  return `The mandate of ${amount} ${currency} to ${payee} is short: ${needed} ${currency} more are needed by ${timeText(by)}.`;
}

export function mandateJson(view: MandateView): { readonly [key: string]: Json } {
  return { ...view, reminder: view.reminder === null ? null : { ...view.reminder } };
}
