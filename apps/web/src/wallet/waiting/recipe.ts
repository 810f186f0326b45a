import type { HoldRequest, MandateRequest } from '@tallystick/wallet';
import type { WaitingWords } from '../../words/english/wallet/waiting.ts';
import type { Payee } from '../calls.ts';

/** What people set money aside for; `own`: under a condition that they write themselves. */
export const RECIPES = [
  'after',
  'every',
  'escrow',
  'goal',
  'secret',
  'inheritance',
  'own',
] as const;
type Recipe = (typeof RECIPES)[number];

/** What somebody has typed. */
export interface Order {
  readonly recipe: Recipe;
  readonly to: string;
  readonly amount: string;
  readonly currency: string;
  /** `2027-01-31`, of the reader's own calendar. */
  readonly day: string;
  readonly third: string;
  /** What the third person is to say. */
  readonly statement: string;
  readonly period: Period;
  readonly times: string;
  readonly isAhead: boolean;
  /** How long what can be taken can be taken. */
  readonly days: string;
  readonly condition: string;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
export type Period = 'week' | 'fortnight' | 'month';
const PERIOD_MS: Readonly<Record<Period, number>> = {
  week: 7 * DAY_MS,
  fortnight: 14 * DAY_MS,
  month: 30 * DAY_MS,
};
const MOST_TIMES = 1200;
const LONGEST_STATEMENT = 200;
/** What a key can be called in a condition; words of the language are told apart by the wallet. */
const NAME = /^[a-z][a-z0-9_-]{0,31}$/;

export type OrderFault = keyof WaitingWords['faults'];

/** What the wallet is asked for. */
export type Asked =
  | { readonly kind: 'hold' | 'for-secret'; readonly request: HoldRequest }
  | { readonly kind: 'mandate'; readonly request: MandateRequest & { readonly firstAt: number } }
  | { readonly kind: 'fault'; readonly fault: OrderFault };

/** What can be done: no fault. */
export type Doable = Exclude<Asked, { kind: 'fault' }>;

export type Named = Pick<Payee, 'address' | 'handle' | 'country'>;

/** Who was looked up for a last look. */
export interface Looked {
  readonly payee: Payee;
  /** Whose words the conditions ask for, by their names there. */
  readonly named: ReadonlyMap<string, Named>;
}

/**
 * What is asked for, bound to the very addresses and the country that were looked up: a name can have changed hands by when it
 * is signed. The first claim of each recipe is the payee's.
 */
export function boundTo(asked: Doable, { payee, named }: Looked): Doable {
  const { address: to, country } = payee;
  const bound = { to, ...(country === null ? {} : { toCountry: country }) };
  if (asked.kind === 'mandate') return { ...asked, request: { ...asked.request, ...bound } };
  const [first, ...rest] = asked.request.claims;
  if (first === undefined) return asked;
  const names = Object.fromEntries([...named].map(([name, { address }]) => [name, address]));
  const claims = [{ ...first, ...bound }, ...rest];
  return { ...asked, request: { ...asked.request, claims, names } };
}

/** What is looked at before it is signed. */
export interface OrderLooked {
  /** As it was typed. */
  readonly order: Order;
  /** Bound to who was looked up. */
  readonly asked: Doable;
  readonly looked: Looked;
}

/**
 * What is looked at once more is the same as long as nothing that was typed has changed, nor who it is for: if what was shown as
 * failed was put all the same, the wallet finds it under its reference, and locks nothing a second time.
 */
export function lookedAgain(next: OrderLooked, before: OrderLooked | null): OrderLooked {
  if (before === null || sameOf(next) !== sameOf(before)) return next;
  const { reference = '' } = before.asked.request;
  const { asked } = next;
  if (asked.kind === 'mandate') {
    return { ...next, asked: { ...asked, request: { ...asked.request, reference } } };
  }
  return { ...next, asked: { ...asked, request: { ...asked.request, reference } } };
}

function sameOf({ order, looked: { payee, named } }: OrderLooked): string {
  const { recipe, to, amount, currency, day, third, statement } = order;
  const { period, times, isAhead, days, condition } = order;
  const typed = [recipe, to, amount, currency, day, third, statement, period, times, isAhead];
  const people = [payee.address, ...[...named].map(([name, { address }]) => [name, address])];
  return JSON.stringify([...typed, days, condition, people]);
}

/** Whose wallet it is. */
export interface Owner {
  readonly handle: string | null;
  readonly address: string;
}

/** What a recipe comes to, in claims and conditions. Under one `reference` the wallet does it once, however often it is asked. */
export function askedOf(order: Order, owner: Owner, now: number, reference: string): Asked {
  const { recipe, amount, currency } = order;
  const lasting = Number(order.days) * DAY_MS;
  // Ends are shown by the minute, and are signed as they are shown.
  const end = Math.ceil((now + lasting) / MINUTE_MS) * MINUTE_MS;
  const money = { amount, currency, reference };
  const to = recipientOf(order.to);
  const fault = (fault: OrderFault): Asked => ({ kind: 'fault', fault });
  const hold = (...claims: HoldRequest['claims']): Asked => ({
    kind: 'hold',
    request: { ...money, claims },
  });
  switch (recipe) {
    case 'every': {
      const periods = /^\d{1,4}$/.test(order.times) ? Number(order.times) : 0;
      if (periods < 1 || periods > MOST_TIMES) return fault('no-times');
      const ahead = order.isAhead ? { ahead: 1 } : {};
      const periodMs = PERIOD_MS[order.period];
      const first = { periodMs, periods, firstAt: now };
      return { kind: 'mandate', request: { to, ...money, ...first, ...ahead } };
    }
    case 'after': {
      const day = dayOf(order.day);
      if (day === null || day <= now) return fault('no-day');
      return hold({ to, when: afterText(day), until: day + lasting });
    }
    case 'inheritance': {
      const day = dayOf(order.day);
      const me = nameOf(owner.handle);
      if (day === null || day <= now) return fault('no-day');
      if (me === null) return fault('no-own-name');
      const until = day + lasting;
      const takeBack = { to: owner.address, when: `signed 1 of ${me}`, until };
      return hold({ to, when: afterText(day), until }, takeBack);
    }
    case 'escrow': {
      const [me, them, third] = [owner.handle, order.to, order.third].map(nameOf);
      if (!me) return fault('no-own-name');
      if (!them || !third) return fault('no-name');
      if (new Set([me, them, third]).size < 3) return fault('same-name');
      const letGo = { to, when: `signed 1 of ${me}, ${third}`, until: end };
      const sendBack = { to: owner.address, when: `signed 1 of ${them}, ${third}`, until: end };
      return hold(letGo, sendBack);
    }
    case 'goal': {
      const third = nameOf(order.third);
      const said = order.statement.trim();
      if (!third) return fault('no-name');
      if ([owner.handle, order.to].map(nameOf).includes(third)) return fault('same-name');
      if (said === '' || said.length > LONGEST_STATEMENT || /\p{Cc}/u.test(said)) {
        return fault('no-statement');
      }
      return hold({ to, when: saysText(third, said), until: end });
    }
    case 'secret':
      return { kind: 'for-secret', request: { ...money, claims: [{ to, until: end }] } };
    case 'own': {
      const when = order.condition.trim();
      if (when === '') return fault('no-condition');
      return hold({ to, when, until: end });
    }
  }
}

/** As the language of conditions writes that somebody says something. */
export function saysText(name: string, said: string): string {
  return `oracle ${name} "${said.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** A handle as it is typed, with or without its `@`; an address as it is. */
export function recipientOf(typed: string): string {
  const name = nameOf(typed);
  return name === null ? typed.trim() : `@${name}`;
}

function nameOf(typed: string | null): string | null {
  const name = typed?.trim().replace(/^@/, '') ?? '';
  return NAME.test(name) ? name : null;
}

/** The beginning of a day where the reader is, in ms since 1970; null where it is none. */
function dayOf(text: string): number | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (parts === null) return null;
  const [, year, month, day] = parts.map(Number);
  return new Date(year ?? 0, (month ?? 1) - 1, day ?? 1).getTime();
}

/** As the language of conditions writes whole minutes. */
function afterText(ms: number): string {
  return `after ${new Date(ms).toISOString().slice(0, 'YYYY-MM-DDTHH:MM'.length)}Z`;
}
