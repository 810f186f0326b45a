import type {
  AllowanceRequest,
  CoverTerms,
  HeldHoldView,
  OwnHoldView,
  TabRequest,
} from '@tallystick/wallet';
import type { Formats } from '../../frame/formats.ts';
import type { OfflineRoomWords } from '../../words/english/wallet/offline.ts';
import type { Payee } from '../calls.ts';
import { leftOf } from './left-of.ts';

/** What is about to be locked or given back. */
export interface Locking {
  readonly verb: string;
  readonly amount: string;
  readonly currency: string;
  /** For whom; null: for whoever is met. */
  readonly payee: Payee | null;
  /** For whom besides, and until when. */
  readonly lines: readonly string[];
  /** What can be lost by it, as DESIGN section 2 has it. */
  readonly lost: string;
  readonly go: string;
}

/** In what the last look at money that is to be locked is written. */
export interface LookWords {
  readonly say: OfflineRoomWords['setAside'];
  readonly formats: Pick<Formats, 'amount' | 'moment' | 'country'>;
}

type Sum = Pick<TabRequest, 'amount' | 'currency'>;

/** What is signed at a last look: until the very end that is shown, once under its name. */
interface Fixed {
  readonly until: number;
  readonly reference: string;
}
export type TabLooked = TabRequest & Fixed;
export type AllowanceLooked = AllowanceRequest & Fixed;

/** A tab for the very address and country that were looked up: a name can have changed hands by when it is signed. */
export function tabFor(
  payee: Payee,
  { amount, currency }: Sum,
  { until, reference }: Fixed,
): TabLooked {
  const toCountry = payee.country === null ? {} : { toCountry: payee.country };
  return { to: payee.address, ...toCountry, amount, currency, until, reference };
}

export function tabLooked(
  payee: Payee,
  { amount, currency, until }: TabLooked,
  { say: { look, open }, formats }: LookWords,
): Locking {
  const lines = [look.until(formats.moment(until))];
  return { verb: look.locks, amount, currency, payee, lines, lost: look.tabLost, go: open };
}

/** More on a tab: as long as it lasts, and for whom it is. */
export function raiseLooked(
  payee: Payee,
  hold: OwnHoldView,
  amount: string,
  { say: { look, raise }, formats }: LookWords,
): Locking {
  const { currency } = hold;
  const lines = [look.until(formats.moment(hold.until))];
  return { verb: look.locks, amount, currency, payee, lines, lost: look.tabLost, go: raise };
}

/** What a payee takes of a tab, and what it gives back. */
export function releaseLooked(
  payer: Payee,
  { currency, got, taken, cap }: HeldHoldView,
  { say: { look, release }, formats }: LookWords,
): Locking {
  const amount = leftOf({ cap: got, given: taken });
  const rest = cap === undefined ? null : leftOf({ cap, given: got });
  const sum = rest === null ? look.theRest : `${formats.amount(rest)} ${currency}`;
  const lines = [look.goesBack(sum)];
  return {
    verb: look.takes,
    amount,
    currency,
    payee: payer,
    lines,
    lost: look.backLost,
    go: release,
  };
}

export function allowanceLooked(
  { amount, currency, perCheque, collateral, until, countries = [] }: AllowanceLooked,
  { say, formats }: LookWords,
): Locking {
  const { look, bounds, each, open, anybody } = say;
  const sum = (decimal: string): string => `${formats.amount(decimal)} ${currency}`;
  const lines = [
    countries.length === 0 ? anybody : bounds(countries.map(formats.country).join(', ')),
    each(sum(perCheque)),
    look.until(formats.moment(until)),
    ...(collateral === undefined ? [] : [look.collateral(sum(collateral))]),
  ];
  const lost = look.allowanceLost(
    collateral === undefined ? sum(amount) : look.both(sum(amount), sum(collateral)),
  );
  return { verb: look.locks, amount, currency, payee: null, lines, lost, go: open };
}

export function coverLooked(
  payee: Payee,
  { currency, until }: CoverTerms,
  amount: string,
  { say: { look, giveCover }, formats }: LookWords,
): Locking {
  const lines = [look.coverUntil(formats.moment(until))];
  const lost = look.coverLost(`${formats.amount(amount)} ${currency}`);
  return { verb: look.covers, amount, currency, payee, lines, lost, go: giveCover };
}
