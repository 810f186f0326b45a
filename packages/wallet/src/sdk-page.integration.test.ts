import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Harbour } from './testing/harbour.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PAGE = join(ROOT, 'docs/integrators/sdk.md');

let harbour: Harbour;
beforeAll(async () => {
  harbour = await Harbour.open();
});
afterAll(() => harbour.close());

/** The contents of a page's blocks of one language. */
function blocks(name: string, language: string): string[] {
  const page = readFileSync(join(ROOT, 'docs/integrators', name), 'utf8');
  return [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter(([, found]) => found === language)
    .map(([, , content]) => content ?? '');
}

it.each(['sdk.md', 'streams.md'])('%s is a program that prints what it says', async (name) => {
  const cache = join(ROOT, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'sdk-page-'));
  const program = join(folder, 'program.mjs');
  const printed: string[] = [];
  const print = (...values: unknown[]): void => {
    const options = { breakLength: Number.POSITIVE_INFINITY };
    printed.push(values.map((v) => (typeof v === 'string' ? v : inspect(v, options))).join(' '));
  };
  const surroundings = globalThis as unknown as Record<string, unknown>;
  surroundings['print'] = print;
  surroundings['issue'] = (address: string) => harbour.issue(address, 100_000n);
  process.env['TALLY_URL'] = harbour.url;
  process.env['TALLY_FOLDER'] = folder;
  try {
    const code = blocks(name, 'js').join('\n').replaceAll('console.log(', 'globalThis.print(');
    expect(code.length).toBeGreaterThan(1000);
    writeFileSync(program, code);
    await import(pathToFileURL(program).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  expect(`${printed.join('\n')}\n`).toBe(blocks(name, 'text').join(''));
});

it('lists every code that the program can answer with', () => {
  const sources = readdirSync(join(ROOT, 'packages/wallet/src'), {
    recursive: true,
    encoding: 'utf8',
  })
    .filter((name) => name.endsWith('.ts') && !/\.(test|acceptance)\.ts$|testing\//.test(name))
    .map((name) => readFileSync(join(ROOT, 'packages/wallet/src', name), 'utf8'));
  const call = /\b(?:stop|failed)\(\s*'\w+',\s*'([a-z-]+)'/g;
  const codes = new Set(
    sources.flatMap((source) => [...source.matchAll(call)].map(([, code]) => code)),
  );
  expect(codes.size).toBeGreaterThan(50);
  const page = readFileSync(PAGE, 'utf8');
  const listed = page.slice(page.indexOf('## Codes'));
  expect([...codes].filter((code) => !listed.includes(`\`${code}\``))).toEqual([]);
});
