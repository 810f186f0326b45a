import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  analyse,
  checkTexts,
  DEFAULT_STEPS,
  type Finding,
  type OwnCurrency,
  withPlaceholders,
} from '@tallystick/rules';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, 'rulebooks');
/** Of the town; the others are about the currencies of ISO 4217. */
const OWN: OwnCurrency[] = withPlaceholders([], ['HRB']).map((one) => ({ ...one, decimals: 2 }));

/** What analyse says of each of them: their page explains it. */
const BOOKS: readonly (readonly [folder: string, texts: number, findings: readonly string[]])[] = [
  ['town', 1, ['HRB-2 conflict HRB-1', 'HRB-3 conflict HRB-1']],
  ['corridor', 3, []],
  ['fatf', 3, ['DE-11 conflict DE-12']],
  ['lists', 4, ['GLOBAL-22 conflict GLOBAL-21']],
  ['cooling-off', 1, []],
  ['indicator', 1, []],
];

function texts(folder: string): { name: string; text: string }[] {
  return globSync('*.rules', { cwd: join(ROOT, folder) })
    .sort()
    .map((name) => ({ name, text: readFileSync(join(ROOT, folder, name), 'utf8') }));
}

function said({ rule, kind, others }: Finding): string {
  return [rule, kind, ...others].join(' ');
}

test('every folder is looked at', () => {
  const folders = globSync('*/', { cwd: ROOT }).map((name) => name.replace(/\/$/, ''));
  expect(folders.sort()).toEqual(BOOKS.map(([folder]) => folder).sort());
});

describe.each(BOOKS)('%s', (folder, count, findings) => {
  const currencies = withPlaceholders(OWN, ['EUR']);
  const checked = checkTexts(texts(folder), { currencies, settings: [] });

  test('has no mistake, and its examples come out as they say', () => {
    expect(checked.texts.flatMap(({ mistakes }) => mistakes)).toEqual([]);
    expect(checked.texts.length).toBe(count);
    expect(checked.ok).toBe(true);
  });

  test('every rule has a source and every module an example', () => {
    for (const { tree } of checked.texts) {
      if (tree?.kind !== 'module') continue;
      const clauses = tree.items.filter(({ kind }) => kind === 'rule' || kind === 'exception');
      const bare = clauses.filter((one) => 'source' in one && !one.source && !one.under);
      expect(bare).toEqual([]);
      expect(tree.items.some(({ kind }) => kind === 'example')).toBe(true);
    }
  });

  test('the analysis finds what the page explains, and nothing else', () => {
    if (!checked.ok) throw new Error('it has mistakes');
    const { modules, lists } = checked.source;
    const time = Math.max(...[...modules, ...lists].map(({ force }) => force.from));
    const report = analyse(checked.source, time, DEFAULT_STEPS);
    expect(report.findings.map(said)).toEqual(findings);
    expect([report.closed, report.undecided, report.leftOut]).toEqual([[], [], 0]);
    const page = readFileSync(join(ROOT, 'README.md'), 'utf8');
    for (const { rule, others } of report.findings) {
      expect(page).toContain(`\`${rule}\` and \`${String(others[0])}\``);
    }
  });
});
