import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { walletEnglish } from '../words/english/wallet.ts';
import { walletGerman } from '../words/german/wallet.ts';
import { failureText } from './failure-text.ts';

const PAGE = join(import.meta.dirname, '../../../../docs/integrators/sdk.md');
const WORDS_OF_THE_TABLE = new Set(['data', 'usage', 'refused']);

/** What no page does: streams, oracles, changes that devices sign together, and options that pages do not give. */
const MET_BY_PROGRAMS_ALONE = new Set(
  `bad-price bad-ticks unknown-stream stream-used-up stream-ended other-tick tick-count
  tick-above-cap tick-window tick-stale ticks-skipped tick-link over-budget too-expensive
  other-payee other-currency bad-offer stream-not-accepted not-served
  bad-statement unknown-outcome outdated bad-change bad-signature bad-threshold too-far-ahead
  bad-pin no-unlock bad-duration suite-not-admitted bad-purpose bad-reference
  too-many-payments several-countries bad-validity bad-id several-decisions`.split(/\s+/),
);

/** The codes of the kinds that begin a row of the table. */
function codesOf(isOfKind: (kinds: string) => boolean): string[] {
  const page = readFileSync(PAGE, 'utf8');
  const rows = page
    .slice(page.indexOf('## Codes'))
    .split('\n')
    .filter((row) => row.startsWith('| '));
  return rows.flatMap((row) => {
    const [, kinds = '', codes = ''] = row.split('|');
    if (!isOfKind(kinds)) return [];
    const named = [...codes.matchAll(/`([a-z]+(?:-[a-z]+)*)`/g)].map(([, code = '']) => code);
    return named.filter((code) => !WORDS_OF_THE_TABLE.has(code));
  });
}

describe.each([
  ['English', walletEnglish],
  ['German', walletGerman],
])('%s', (_, words) => {
  it('says what every code of the SDK means that a page can meet', () => {
    const codes = codesOf((kinds) => !kinds.includes('tampering'));
    const known = (code: string): boolean =>
      failureText(words, { kind: 'usage', code }) !== undefined;
    expect(codes.filter((code) => !known(code) && !MET_BY_PROGRAMS_ALONE.has(code))).toEqual([]);
    expect([...MET_BY_PROGRAMS_ALONE].filter((code) => known(code))).toEqual([]);
    expect(codes.length).toBeGreaterThan(140);
  });

  it('tells tampering as such, also where its code has another meaning elsewhere', () => {
    for (const code of codesOf((kinds) => kinds.includes('tampering'))) {
      const text = failureText(words, { kind: 'tampering', code });
      expect([words.trouble.shown, ...Object.values(words.trouble.stored)]).toContain(text);
    }
    const elsewhere = failureText(words, { kind: 'usage', code: 'other-sovereign' });
    expect(elsewhere).not.toBe(words.trouble.shown);
  });
});

it('German says that a refused payment’s place is taken, not free', () => {
  expect(walletGerman.failures['place-not-free']).toContain('Platz bleibt belegt');
});
