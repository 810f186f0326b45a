import { parseAmount } from '@tallystick/protocol';
import type { Payment } from '../analyse/report.ts';
import { COUNTRIES } from '../codes/iso-3166.ts';
import { decimalsOf } from '../compile/money.ts';
import type { OwnCurrency } from '../compile/source.ts';
import { instantOf } from '../parse/read-instant.ts';
import type { ExampleFact, Money, Window } from '../tree/index.ts';
import type { Named } from './history.ts';

/** One line of a file of payments: what each column says of it. An empty one is unknown. */
export type Columns = Readonly<Record<string, string>>;

/** A payment, or a sentence that says why its line is none. */
export type ReadPayment = Payment | string;

const COUNT = /^\d{1,9}$/;
const HOURS = /^(sent|payments|payees)-(\d{1,3})$/;
const LISTED = /^(sender|receiver)-in-([A-Z][A-Za-z0-9_-]*)$/;
const RATE = /^rate-([A-Z][A-Z0-9]*)$/;
const INDICATOR = /^indicator-([A-Z][A-Za-z0-9_-]*)$/;

/** docs/authors/trying.md lists the columns. */
export function readPayment(columns: Columns, currencies: readonly OwnCurrency[]): ReadPayment {
  try {
    return paymentOf(columns, currencies);
  } catch (error) {
    if (error instanceof Unreadable) return error.message;
    throw error;
  }
}

/** Whose payment it is, where the file says so; a sentence where what it says is no use. */
export function readNamed(columns: Columns): Named | undefined | string {
  const { sender = '', receiver = '', time = '' } = columns;
  if (sender === '') return undefined;
  if (time === '') return 'it names its sender and no time, so nobody can say what came before it';
  return { sender, receiver: receiver === '' ? null : receiver };
}

class Unreadable extends Error {}

function paymentOf(columns: Columns, currencies: readonly OwnCurrency[]): Payment {
  const currency = needed(columns, 'currency');
  const money = (name: string, text: string, of: string): Money => {
    const decimals = decimalsOf(currencies, of);
    if (decimals === undefined) throw new Unreadable(`${of} is no currency that is known`);
    const units = parseAmount(text, decimals);
    if (typeof units !== 'bigint') throw new Unreadable(`${name} is no amount of ${of}: ${text}`);
    return { kind: 'money', units, decimals, currency: of };
  };
  const facts: ExampleFact[] = [];
  for (const [name, text] of Object.entries(columns)) {
    if (text === '') continue;
    const fact = factOf(name, text, (of, amount) => money(name, amount, of ?? currency));
    if (fact !== undefined) facts.push(...fact);
  }
  return {
    amount: money('amount', needed(columns, 'amount'), currency),
    origin: country(columns, 'from'),
    destination: country(columns, 'to'),
    facts,
  };
}

function needed(columns: Columns, name: string): string {
  const text = columns[name];
  if (text === undefined || text === '') throw new Unreadable(`${name} is missing`);
  return text;
}

function country(columns: Columns, name: string): string {
  const text = needed(columns, name);
  if (!COUNTRIES.has(text)) throw new Unreadable(`${text} is no country of ISO 3166-1`);
  return text;
}

type ReadMoney = (currency: string | undefined, amount: string) => Money;

/** Undefined for the columns that every payment has, and for those that say whose it is. */
function factOf(name: string, text: string, money: ReadMoney): ExampleFact[] | undefined {
  switch (name) {
    case 'amount':
    case 'currency':
    case 'from':
    case 'to':
    case 'sender':
    case 'receiver':
      return undefined;
    case 'time':
      return [{ kind: 'time', at: instant(text) }];
    case 'tier':
    case 'receiver-tier':
      return [{ kind: 'tier', of: name === 'tier' ? 'sender' : 'receiver', tier: tier(text) }];
    case 'purpose':
      if (!/^[A-Z0-9]{1,4}$/.test(text)) throw new Unreadable(`${text} is no purpose`);
      return [{ kind: 'purpose', code: text }];
    case 'documents':
      if (text === 'none') return [{ kind: 'no-documents' }];
      return text.split(';').map((one) => ({ kind: 'document', name: one.trim() }));
    case 'second-factor':
      return [{ kind: 'flag', name: 'second factor', negated: !yes(name, text) }];
    case 'first-payment':
      return [{ kind: 'flag', name: 'first payment to payee', negated: !yes(name, text) }];
    case 'online':
      return [{ kind: 'flag', name: 'online', negated: !yes(name, text) }];
    case 'waited-hours':
      return [{ kind: 'waited', window: hours(text) }];
    default:
      return [familyFact(name, text, money)];
  }
}

/** Columns that are named after a window, a list, a currency or an indicator. */
function familyFact(name: string, text: string, money: ReadMoney): ExampleFact {
  const [, kind, count = ''] = HOURS.exec(name) ?? [];
  if (kind === 'sent') {
    const { units, decimals } = money(undefined, text);
    const amount = { kind: 'given', units, decimals, currency: null } as const;
    return { kind, amount, window: hours(count) };
  }
  if (kind === 'payments' || kind === 'payees') {
    return { kind, count: counted(name, text), window: hours(count) };
  }
  const [, of, list] = LISTED.exec(name) ?? [];
  if ((of === 'sender' || of === 'receiver') && list !== undefined) {
    return { kind: 'list', of, list, negated: !yes(name, text) };
  }
  const [, other] = RATE.exec(name) ?? [];
  if (other !== undefined) return { kind: 'rate', one: one(money), is: rate(text, other) };
  const [, indicator] = INDICATOR.exec(name) ?? [];
  if (indicator === undefined) throw new Unreadable(`there is no column ${name}`);
  return { kind: 'indicator', name: indicator, value: BigInt(counted(name, text)) };
}

/** One of the payment's currency, as a rate begins: `1 KES = 0.0071 EUR`. */
function one(money: ReadMoney): Money {
  return money(undefined, '1');
}

/** With as many decimals as are written: a rate is finer than an amount. */
function rate(text: string, currency: string): Money {
  const [, whole, part = ''] = /^(\d{1,12})(?:\.(\d{1,12}))?$/.exec(text) ?? [];
  const units = BigInt(`${whole ?? ''}${part}` || '0');
  if (units === 0n) throw new Unreadable(`${text} is no rate above 0`);
  return { kind: 'money', units, decimals: part.length, currency };
}

function yes(name: string, text: string): boolean {
  if (text === 'yes') return true;
  if (text === 'no') return false;
  throw new Unreadable(`${name} is yes, no or empty, not ${text}`);
}

function tier(text: string): number {
  if (/^\d{1,2}$/.test(text) && Number(text) <= 15) return Number(text);
  throw new Unreadable(`${text} is no tier from 0 to 15`);
}

function instant(text: string): number {
  const time = /^\d{9,15}$/.test(text) ? Number(text) : instantOf(text);
  if (time === undefined) throw new Unreadable(`${text} is no time such as 2028-02-01`);
  return time;
}

function counted(name: string, text: string): number {
  if (COUNT.test(text)) return Number(text);
  throw new Unreadable(`${name} is no whole number: ${text}`);
}

function hours(text: string): Window {
  return { kind: 'window', count: counted('hours', text), unit: 'hours' };
}
