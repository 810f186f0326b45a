import type { HistoryEntry } from '@tallystick/wallet';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { beginOf, csvOf, dayText, statementOf, statementWith } from './statement.ts';

const entry = (change: Partial<HistoryEntry>): HistoryEntry => ({
  id: 'a',
  kind: 'received',
  status: 'final',
  time: 0,
  amount: '1.00',
  currency: 'HRB',
  ...change,
});
const asked = { currency: 'HRB', decimals: 2, from: 10, until: 20 };

it('balances are reckoned back from what is certified now', () => {
  const history = [
    entry({ time: 5, amount: '100.00' }),
    entry({ time: 10, kind: 'paid', amount: '30.00' }),
    entry({ time: 15, kind: 'returned', amount: '10.00' }),
    entry({ time: 19, kind: 'set-aside', amount: '5.50' }),
    entry({ time: 12, kind: 'paid', status: 'refused', amount: '999.00' }),
    entry({ time: 13, kind: 'paid', status: 'pending', amount: '999.00' }),
    entry({ time: 14, currency: 'FISH', amount: '7' }),
    entry({ time: 16, kind: 'identity' }),
    entry({ time: 20, amount: '0.25' }),
  ];
  const made = statementOf({ ...asked, history, balance: '74.75' });
  expect(made).toMatchObject({
    opening: 100_00n,
    closing: 74_50n,
    cameIn: 10_00n,
    wentOut: 35_50n,
    unknown: 0,
  });
  expect(made.lines.map(({ balance }) => balance)).toEqual([70_00n, 80_00n, 74_50n]);
});

it('of one other person it has what came from and went to them, and keeps the balances of everything', () => {
  const ben = { party: 'tally1ben' };
  const history = [
    entry({ time: 11, amount: '9.00', ...ben }),
    entry({ time: 12, amount: '50.00', treasury: true }),
    entry({ time: 13, kind: 'paid', amount: '2.50', ...ben }),
    entry({ time: 14, kind: 'paid', amount: '7.00', party: 'tally1cyd' }),
    entry({ time: 15, kind: 'set-aside', amount: '1.00' }),
  ];
  const whole = statementOf({ ...asked, history, balance: '100.00' });
  const made = statementWith(whole, 'tally1ben');
  expect(made).toMatchObject({ cameIn: 9_00n, wentOut: 2_50n });
  expect(made.lines).toEqual([whole.lines[0], whole.lines[2]]);
  expect(made.opening).toBe(whole.opening);
  expect(statementWith(whole, 'tally1eve')).toMatchObject({ cameIn: 0n, wentOut: 0n, lines: [] });
});

it('says of how many lines the amount is not known', () => {
  const history: HistoryEntry[] = [
    { id: 'b', kind: 'received', status: 'final', time: 12 },
    { id: 'c', kind: 'opened', status: 'final', time: 12 },
  ];
  expect(statementOf({ ...asked, history, balance: '3.00' })).toMatchObject({
    opening: 300n,
    closing: 300n,
    unknown: 1,
  });
});

it('what there was, less what went, and what came, is what there is: in any order, for any cut', () => {
  const kinds = ['paid', 'set-aside', 'received', 'returned'] as const;
  const line = fc.record({
    time: fc.integer({ min: 0, max: 40 }),
    kind: fc.constantFrom(...kinds),
    units: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
  });
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), fc.integer({ max: 40 }), (lines, from) => {
      const history = lines.map(({ time, kind, units }) => {
        const text = String(units).padStart(3, '0');
        return entry({ time, kind, amount: `${text.slice(0, -2)}.${text.slice(-2)}` });
      });
      const first = statementOf({ ...asked, history, balance: '5.00', from, until: 50 });
      expect(first.closing).toBe(500n);
      expect(first.opening + first.cameIn - first.wentOut).toBe(first.closing);
      const before = statementOf({ ...asked, history, balance: '5.00', from: 0, until: from });
      if (from >= 0) expect(before.closing).toBe(first.opening);
    }),
  );
});

it('a table has no cell that is a formula, and reads back', () => {
  const rows = [
    ['2027-01-01', '=1+1', '-5.00', 'two "fish", fresh'],
    ['', '+49', '-5.00-x', 'line\nbreak'],
  ];
  expect(csvOf(rows)).toBe(
    '2027-01-01,\'=1+1,-5.00,"two ""fish"", fresh"\r\n,\'+49,\'-5.00-x,"line\nbreak"\r\n',
  );
});

it('days are those of the reader’s calendar', () => {
  const begin = new Date(2027, 0, 31).getTime();
  expect(beginOf('2027-01-31')).toBe(begin);
  expect(dayText(begin)).toBe('2027-01-31');
  expect(beginOf('2027-01-31', 1)).toBe(new Date(2027, 1, 1).getTime());
  expect(beginOf('soon')).toBeNull();
});
