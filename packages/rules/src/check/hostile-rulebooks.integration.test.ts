import { expect, test } from 'vitest';
import { analyse, DEFAULT_STEPS } from '../analyse/analyse.ts';
import { withPlaceholders } from '../compile/placeholder-currencies.ts';
import { MAX_TEXT } from '../parse/bound-text.ts';
import { checkTexts } from './check-texts.ts';

/**
 * Rulebooks that were built to be slow or huge, in their full size (hostile-rulebooks.test.ts has
 * small ones). Each takes a second or so of a processor; what is counted is the thread's own time,
 * since machines are shared.
 */
const MOST_CPU_MS = 8000;

const HEADER = 'module global version 1 in force from 2027-01-01\n';
const RULE = 'rule GLOBAL-1 "A" when amount > 1.00 EUR then refuse\n';
const FORCE = 'version 1 in force from 2027-01-01 fresh for 9 days';
const CURRENCIES = withPlaceholders([], ['EUR']);
const COUNTRIES = ['DE', 'KE', 'FR', 'UG', 'IT', 'ES', 'PT', 'SE', 'NO', 'FI', 'AD', 'AE', 'AF'];

function times(count: number, one: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => one(i)).join('');
}

/** As much of it as a text may have. */
function filled(one: (i: number) => string): string {
  const each = one(100_000).length;
  return times(Math.floor((MAX_TEXT - 200) / each), one);
}

const place = (i: number): string => COUNTRIES[i % COUNTRIES.length] as string;

/** What the first mistake is; `ok` where there is none. */
const CASES: readonly (readonly [name: string, outcome: string, texts: readonly string[]])[] = [
  ['brackets', 'too-deep', [`${HEADER}rule GLOBAL-1 "A" when ${'('.repeat(1_000_000)}online`]],
  [
    '2 MiB of exceptions',
    'ok',
    [
      HEADER +
        RULE +
        filled(
          (i) =>
            `exception to GLOBAL-1 "${String(i).padStart(190)}" when online then no objection\n`,
        ),
    ],
  ],
  [
    'exceptions of many words',
    'too-large',
    [HEADER + RULE + filled((i) => `exception to GLOBAL-1 "${i}" when online then no objection\n`)],
  ],
  [
    '5,000 lists, each read',
    'ok',
    [
      ...Array.from({ length: 5000 }, (_, i) => `list L${i} of countries ${FORCE}: KE, DE`),
      HEADER + times(5000, (i) => `rule GLOBAL-${i} "A" when origin in L${i} then refuse\n`),
    ],
  ],
  [
    '5,000 lists of parties, each read',
    'too-many',
    [
      ...Array.from({ length: 5000 }, (_, i) => `list L${i} of parties ${FORCE}: none`),
      HEADER + times(5000, (i) => `rule GLOBAL-${i} "A" when sender in L${i} then refuse\n`),
    ],
  ],
  [
    'examples by the thousand, in every corridor, of thousands of rules',
    'ok',
    [
      HEADER +
        times(
          1000,
          (i) => `rule GLOBAL-${i} "A" when amount = ${i + 1}.00 EUR and online then refuse\n`,
        ) +
        times(4900, (i) => `example 7000.00 EUR from ${place(i)} to ${place(i >> 4)}: allowed\n`),
    ],
  ],
  [
    'more examples than can be tried',
    'too-many',
    [
      HEADER +
        times(
          4000,
          (i) => `rule GLOBAL-${i} "A" when amount = ${i + 1}.00 EUR and online then refuse\n`,
        ) +
        times(9000, (i) => `example 7000.00 EUR from ${place(i)} to ${place(i >> 4)}: allowed\n`),
    ],
  ],
  [
    'wide corridors',
    'ok',
    [
      HEADER +
        times(
          900,
          (i) =>
            `rule GLOBAL-${i} "A" when origin in (${COUNTRIES.join(', ')}) and destination in (${COUNTRIES.join(', ')}) then refuse\n`,
        ),
    ],
  ],
  [
    'thousands of names that are nearly right',
    'unknown-parameter',
    [
      HEADER +
        times(3000, (i) => `parameter NAMED-NEARLY-ALIKE-${i} "A" is 2 between 1 and 3\n`) +
        times(
          2000,
          (i) => `rule GLOBAL-${i} "A" when sender tier > NAMED-NEARLY-ALIKA-X${i} then refuse\n`,
        ),
    ],
  ],
  [
    'a list of everybody',
    'ok',
    [
      `list L of parties ${FORCE}: ${times(30_000, (i) => `${i === 0 ? '' : ', '}"${i.toString(16).padStart(64, '0')}"`)}`,
    ],
  ],
  [
    'versions by the hundred',
    'ok',
    Array.from(
      { length: 300 },
      (_, v) =>
        `module global version ${v + 1} in force from 2027-01-01\n${times(40, (i) => `rule GLOBAL-${i} "A" when amount = ${i + 1}.00 EUR then refuse\n`)}`,
    ),
  ],
];

test.each(CASES)('%s: %s, in bounded time', (_, outcome, texts) => {
  const named = texts.map((text, i) => ({ name: String(i), text }));
  const before = process.threadCpuUsage();
  const checked = checkTexts(named, { currencies: CURRENCIES, settings: [] });
  if (checked.ok) {
    expect(outcome).toBe('ok');
    analyse(checked.source, Date.UTC(2027, 0, 2), { ...DEFAULT_STEPS, left: 500_000 });
  } else {
    const all = [...checked.texts.flatMap(({ mistakes }) => mistakes), ...checked.together];
    expect(all[0]?.code).toBe(outcome);
    expect(all.length).toBeLessThanOrEqual(100);
  }
  const { user, system } = process.threadCpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(MOST_CPU_MS);
});
