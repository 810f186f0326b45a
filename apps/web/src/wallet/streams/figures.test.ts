import { describe, expect, it } from 'vitest';
import { streamsEnglish } from '../../words/english/wallet/streams.ts';
import { streamsGerman } from '../../words/german/wallet/streams.ts';
import { costOf, isLess, leftFrom, percentOf, perMinute, priceText } from './figures.ts';

const write = { sum: (decimal: string) => `${decimal} HRB`, number: String };

describe('what a service costs', () => {
  it('is said for a request, for each tick, and for many of them', () => {
    const say = (perTicks: number, ticks: number): string =>
      priceText({ price: '0.01', perTicks, ticks }, streamsEnglish, write);
    expect(say(1, 1)).toBe('0.01 HRB for each request.');
    expect(say(1, 5)).toBe('0.01 HRB for each tick. A request takes 5 ticks: 0.05 HRB at most.');
    expect(say(10, 5)).toBe(
      '0.01 HRB for every 10 ticks. A request takes 5 ticks: 0.01 HRB at most.',
    );
    expect(say(10, 1)).toBe('0.01 HRB for every 10 ticks. A request takes one tick.');
    const german = priceText({ price: '0.01', perTicks: 1, ticks: 1 }, streamsGerman, write);
    expect(german).toBe('0.01 HRB für jede Anfrage.');
  });

  it('is rounded up for one request, and never to nothing', () => {
    expect(costOf({ price: '0.01', perTicks: 10, ticks: 5 })).toBe('0.01');
    expect(costOf({ price: '0.01', perTicks: 10, ticks: 11 })).toBe('0.02');
    expect(costOf({ price: '0.30', perTicks: 1, ticks: 25 })).toBe('7.50');
    expect(costOf({ price: '3', perTicks: 2, ticks: 1 })).toBe('2');
    const most = { price: '92233720368547758.07', perTicks: 1, ticks: 2 };
    expect(costOf(most)).toBe('184467440737095516.14');
  });

  it('is told for a minute, and taken from the budget', () => {
    expect(perMinute('0.01', 1000)).toBe('0.60');
    expect(perMinute('0.01', 60_000)).toBe('0.01');
    expect(leftFrom('1.00', '0.05')).toBe('0.95');
    expect(percentOf('0.03', '2.50')).toBe(2);
    expect([percentOf('0.00', '2.50'), percentOf('2.50', '2.50')]).toEqual([0, 100]);
    expect([isLess('0.04', '0.05'), isLess('0.05', '0.05')]).toEqual([true, false]);
  });
});
