import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PROMISED, promisedText } from './words.ts';

test('what wallets promise is what README promises, word by word', () => {
  const readme = readFileSync(new URL('../../../../../README.md', import.meta.url), 'utf8');
  for (const way of ['tab', 'stream', 'cheque'] as const) {
    const { doubleSpend, asLongAs, mostLost } = PROMISED[way];
    const row = readme.split('\n').find((line) => line.startsWith(`| **${way}**`));
    expect(row?.split(' | ').slice(1)).toEqual([doubleSpend, asLongAs, `${mostLost} |`]);
    expect(promisedText(way).split('\n')).toHaveLength(3);
  }
});
