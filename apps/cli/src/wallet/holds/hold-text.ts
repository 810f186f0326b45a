import { shortKeys } from '@tallystick/protocol';
import { type ClaimView, type HoldView, timeText } from '@tallystick/wallet';
import type { Json } from '../../output/answer.ts';
import type { KnownNames } from '../offline/known-names.ts';
import { SHORT } from './find-hold.ts';

const STATUS: Readonly<Record<HoldView['status'], string>> = {
  open: '',
  pending: ', not confirmed yet',
  gone: ', taken or returned',
  'not-put': ', was not put',
};

/** A hold in lines for people: what, from whom, then each claim with what is missing. */
export function holdText(view: HoldView, names: KnownNames): string {
  const { hold, amount, currency, isOwn, from, handle, status, proven } = view;
  const owner = isOwn
    ? 'of this wallet'
    : `from ${handle === null ? names.text(from) : `@${handle}`}`;
  const doubt = proven
    ? ''
    : ' (its terms are as the sovereign shows them; nobody has proven them here)';
  const head = `${hold.slice(0, SHORT)}  ${amount} ${currency} ${owner}${STATUS[status]}${doubt}`;
  if (status !== 'open') return head;
  return [head, ...view.claims.map((claim) => claimText(claim, names))].join('\n');
}

function claimText(claim: ClaimView, names: KnownNames): string {
  const { to, handle, isMine, when, missing, until, waitsForMe, schedule } = claim;
  const known = handle === null ? names.text(to ?? undefined) : `@${handle}`;
  const payee = to === null ? 'whoever shows it' : isMine ? 'you' : known;
  const terms = schedule === null ? (when ?? 'at once') : scheduleText(schedule);
  const state = missing === 'nothing' ? (isMine ? 'can be taken' : '') : `missing: ${missing}`;
  const signs = waitsForMe ? 'waits for your word' : '';
  const parts = [state, signs].filter((part) => part !== '').join('; ');
  const lines = [`  claim ${claim.claim}: to ${payee}, ${terms}, until ${timeText(until)}`];
  return shortKeys(parts === '' ? lines.join('') : `${lines.join('')}\n    ${parts}`);
}

function scheduleText(schedule: NonNullable<ClaimView['schedule']>): string {
  const { amount, periods, periodMs, firstAt } = schedule;
  return `${amount} every ${spanText(periodMs)}, ${periods} times from ${timeText(firstAt)}`;
}

const UNITS: readonly [string, number][] = [
  ['days', 86_400_000],
  ['hours', 3_600_000],
  ['minutes', 60_000],
  ['seconds', 1000],
];

/** A span in the largest unit that it is a multiple of. */
export function spanText(ms: number): string {
  for (const [unit, length] of UNITS) {
    if (ms % length !== 0) continue;
    const count = ms / length;
    return count === 1 ? unit.slice(0, -1) : `${count} ${unit}`;
  }
  return `${ms} ms`;
}

export function holdJson(view: HoldView): { readonly [key: string]: Json } {
  const claims = view.claims.map(
    ({ claim, to, handle, isMine, when, missing, until, waitsForMe, schedule }) => ({
      claim,
      to,
      handle,
      isMine,
      when,
      missing,
      until,
      waitsForMe,
      schedule: schedule === null ? null : { ...schedule },
    }),
  );
  return { ...view, claims, swap: view.swap && { ...view.swap } };
}

export function holdsText(views: readonly HoldView[], names: KnownNames): string {
  return views.map((view) => holdText(view, names)).join('\n\n');
}
