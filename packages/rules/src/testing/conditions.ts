import type { Facts } from '../facts/facts.ts';

/** A payment as whoever reads an answer to "may I?" would look at it. */
export interface Looked {
  readonly facts: Facts;
  /** Of its currency, and of those that its rates lead to: all have as many in tests. */
  readonly decimals: number;
}

/** Reads a sentence back that an answer is made of: whether it is so of a payment to one party. */
export function isConditionSo(words: string, { facts, decimals }: Looked): boolean {
  const [receiver] = facts.receivers;
  if (receiver?.kind !== 'party') throw new Error('a question is about one receiver');
  const listed = /^the (sender|receiver) is (not )?on the list ([A-Z]+)$/.exec(words);
  if (listed !== null) {
    const list = facts.lists.find((one) => one.list === listed[3]);
    return (
      (listed[1] === 'sender' ? list?.sender : list?.receivers[0]) === (listed[2] === undefined)
    );
  }
  if (words.endsWith('second factor is given'))
    return facts.secondFactor === words.startsWith('a ');
  if (words.includes('the first payment')) return receiver.first === !words.includes('not');
  if (words === 'no document is given') return facts.documents?.length === 0;
  const document = /^the document “(.*)” is given$/.exec(words);
  if (document !== null) return facts.documents?.includes(document[1] as string) === true;
  if (words.includes('the purpose is none')) return facts.purpose === 'RENT';
  if (words.startsWith('the purpose is')) return facts.purpose === words.slice(-4);
  if (words.startsWith('no rule that is kept confidential')) return false;
  return isNumberSo(words, { facts, decimals });
}

/** What is a number is compared as a fraction: rates make fractions of whole amounts. */
interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

function isNumberSo(words: string, looked: Looked): boolean {
  const value = numberOf(words, looked);
  if (value === null) return false;
  const bounds = [...words.matchAll(/(at most|at least|exactly|waited for) ([0-9.]+)( days)?/g)];
  if (bounds.length === 0 && !words.startsWith('it is known')) throw new Error(words);
  return bounds.every(([, side, text = '', days]) => {
    const isMoney = text.includes('.');
    const digits = BigInt(text.replace('.', '')) * (days === undefined ? 1n : 24n);
    if (isMoney && text.split('.')[1]?.length !== looked.decimals) throw new Error(words);
    const limit = digits * value.denominator;
    if (side === 'at most') return value.numerator <= limit;
    return side === 'exactly' ? value.numerator === limit : value.numerator >= limit;
  });
}

function numberOf(words: string, { facts }: Looked): Fraction | null {
  const whole = (value: number | bigint | null | undefined): Fraction | null =>
    value === null || value === undefined ? null : { numerator: BigInt(value), denominator: 1n };
  const [receiver] = facts.receivers;
  const window = / in (\d+) (hours|days) before/.exec(words);
  const hours = Number(window?.[1]) * (window?.[2] === 'days' ? 24 : 1);
  const at = <T extends { readonly hours: number }>(all: readonly T[]): T | undefined =>
    all.find((one) => one.hours === hours);
  if (words.includes('sender’s identity tier')) return whole(facts.sender.tier);
  if (words.includes('receiver’s identity tier')) {
    return whole(receiver?.kind === 'party' ? receiver.tier : null);
  }
  if (words.includes('has sent')) return whole(at(facts.sent)?.amount);
  if (words.includes('different payees')) return whole(at(facts.payees)?.count);
  if (words.includes('payments')) return whole(at(facts.payments)?.count);
  if (words.includes('has waited')) {
    const { waitedMs } = facts;
    return waitedMs === null ? null : { numerator: BigInt(waitedMs), denominator: 3_600_000n };
  }
  const indicator = /the indicator ([A-Z]+)/.exec(words)?.[1];
  if (indicator !== undefined) {
    return whole(facts.indicators.find(({ name }) => name === indicator)?.figure);
  }
  const currency = / in ([A-Z]+) at the rate/.exec(words)?.[1] ?? words.slice(-3);
  const rate = facts.rates.find((one) => one.currency === currency)?.rate;
  if (!words.includes('the rate of the day') || rate === undefined) throw new Error(words);
  if (rate === null || rate.numerator < 1n || rate.denominator < 1n) return null;
  return { numerator: facts.amount * rate.numerator, denominator: rate.denominator };
}
