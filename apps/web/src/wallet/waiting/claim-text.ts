import type { HoldView } from '@tallystick/wallet';
import type { Formats } from '../../frame/formats.ts';
import { unturned } from '../../frame/turning.ts';
import type { WaitingWords } from '../../words/english/wallet/waiting.ts';
import { saysText } from './recipe.ts';

/** A claim, before it is put or as a wallet knows it. */
export interface ClaimShown {
  /** By name; null for anybody within bounds. */
  readonly who: string | null;
  readonly isMine: boolean;
  readonly when: string | null;
  readonly until: number;
  readonly schedule?: {
    readonly amount: string;
    readonly periodMs: number;
    readonly periods: number;
  } | null;
}

/** What a condition asks for, of those that have words of their own; `other` is shown as it is written. */
export type ConditionShown =
  | { readonly kind: 'none' | 'other' }
  | { readonly kind: 'after'; readonly at: number }
  | { readonly kind: 'signed'; readonly least: string; readonly names: readonly string[] }
  | { readonly kind: 'secret'; readonly hash: string }
  | { readonly kind: 'says'; readonly name: string; readonly said: string };

export function readWhen(when: string | null): ConditionShown {
  if (when === null) return { kind: 'none' };
  const after = /^after (\S+)$/.exec(when);
  const at = after === null ? Number.NaN : Date.parse(after[1] ?? '');
  if (!Number.isNaN(at)) return { kind: 'after', at };
  const signed = /^signed (\d+) of ([^()]+)$/.exec(when);
  if (signed !== null && !/ (and|or) /.test(when)) {
    return { kind: 'signed', least: signed[1] ?? '', names: (signed[2] ?? '').split(/\s*,\s*/) };
  }
  const says = /^oracle ([a-z][a-z0-9_-]{0,31}) "((?:[^"\\]|\\.)*)"$/u.exec(when);
  // Nobody says what looks other than it is.
  if (says !== null && unturned(when) === when) {
    const said = (says[2] ?? '').replace(/\\(.)/gu, '$1');
    return { kind: 'says', name: says[1] ?? '', said };
  }
  const secret = /^preimage ([0-9a-f]{64})$/.exec(when);
  return secret === null ? { kind: 'other' } : { kind: 'secret', hash: secret[1] ?? '' };
}

/** How many amounts wait for somebody's very words, alone or besides other things, of those that a wallet knows. */
export function waitingFor(
  holds: readonly Pick<HoldView, 'status' | 'claims'>[],
  name: string,
  said: string,
): number {
  const text = saysText(name, said);
  return holds.filter(
    ({ status, claims }) =>
      status !== 'gone' &&
      status !== 'not-put' &&
      claims.some(({ when }) => when?.includes(text) === true),
  ).length;
}

/** Who can take it, when, until when: in a sentence. */
export function claimText(
  claim: ClaimShown,
  say: WaitingWords,
  { moment }: Pick<Formats, 'moment'>,
): string {
  const who = claim.isMine ? say.you : (claim.who ?? say.anybody);
  const until = moment(claim.until);
  if (claim.schedule) {
    const { amount, periodMs, periods } = claim.schedule;
    return say.claims.schedule(who, amount, spanText(periodMs, say), String(periods));
  }
  const when = readWhen(claim.when);
  switch (when.kind) {
    case 'none':
      return say.claims.now(who, until);
    case 'after':
      return say.claims.after(who, moment(when.at), until);
    case 'signed':
      return say.claims.signed(who, when.least, when.names.join(', '), until);
    case 'secret':
      return say.claims.secret(who, until);
    case 'says':
      return say.claims.says(who, when.name, when.said, until);
    case 'other':
      return say.claims.other(who, until);
  }
}

const HOUR_MS = 3_600_000;

/** How long a period is, in the largest unit that it is a multiple of. */
export function spanText(ms: number, { spans }: Pick<WaitingWords, 'spans'>): string {
  const hours = Math.round(ms / HOUR_MS);
  if (hours % 168 === 0) return spans.weeks(hours / 168);
  return hours % 24 === 0 ? spans.days(hours / 24) : spans.hours(hours);
}
