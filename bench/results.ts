import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { BenchResult } from './figures.ts';
import type { Machine } from './machine.ts';

const FILE = new URL('RESULTS.md', import.meta.url);
const PREAMBLE = `# Results

Written by \`npm run bench\`; each section is replaced when its bench runs. Figures hold for the machine named beside them;
between machines only ratios within one section can be compared. What a figure means is said in the bench's source.
What falls short of its aim, and why, stands in [docs/performance.md](../docs/performance.md).
`;

/** One bench's section: a heading, the machine, a table of its figures and the notes. */
export function section(result: BenchResult, machine: Machine, day: string): string {
  const where = `${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}`;
  const what = `Node ${machine.node}, OpenSSL ${machine.openssl}, SQLite ${machine.sqlite}`;
  const rows = Object.entries(result.figures).map(
    ([name, value]) => `| ${name} | ${value.toLocaleString('en', { maximumFractionDigits: 4 })} |`,
  );
  const notes = (result.notes ?? []).map((note) => `- ${note}`);
  return [
    `## ${result.name}`,
    '',
    `${day} · ${where} · ${what}`,
    '',
    '| figure | value |',
    '|---|---|',
    ...rows,
    ...(notes.length > 0 ? ['', ...notes] : []),
    '',
  ].join('\n');
}

/** Replaces the bench's section in the page's text, or adds it. */
export function withSection(page: string, name: string, text: string): string {
  const parts = page.split(/^(?=## )/mu);
  const [head = '', ...sections] = parts;
  const others = sections.filter((part) => !part.startsWith(`## ${name}\n`));
  return [head, ...[...others, text].toSorted((a, b) => a.localeCompare(b))]
    .map((part) => part.trimEnd())
    .join('\n\n')
    .concat('\n');
}

export function record(result: BenchResult, machine: Machine, day: string): void {
  const page = existsSync(FILE) ? readFileSync(FILE, 'utf8') : PREAMBLE;
  writeFileSync(FILE, withSection(page, result.name, section(result, machine, day)));
}
