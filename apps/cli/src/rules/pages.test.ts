import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { COMMANDS } from '../commands/index.ts';
import { runCommandLine } from '../program.ts';

const ROOT = join(import.meta.dirname, '../../../..');
/** A kind, the name of a file or an exit status, and what stands in it. */
const BLOCK = /^```(rules|csv|sh|text) ?(\S*)\n([^]*?)^```$/gm;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tally-pages-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What a line prints when it is typed in the reader's folder, with this repository's examples. */
async function typed(line: string): Promise<{ status: number; said: string }> {
  let said = '';
  const [npx, tally, ...words] = line.split(' ');
  expect([npx, tally]).toEqual(['npx', 'tally']);
  const argv = words.map((word) => {
    const found = [join(folder, word), join(ROOT, word)].find((path) => existsSync(path));
    return found ?? word;
  });
  const status = await runCommandLine(argv, COMMANDS, {
    interactive: false,
    columns: undefined,
    colours: false,
    out: (text) => void (said += text),
    err: (text) => void (said += text),
    stopped: () => new AbortController().signal,
  });
  return { status, said: said.replaceAll(`${folder}/`, '').replaceAll(`${ROOT}/`, '') };
}

test.each([
  ['docs/authors/first-rules.md', 18],
  ['docs/authors/trying.md', 5],
  ['docs/people/rules.md', 2],
])('%s: every text and command does what the page says', async (page, blocks) => {
  const text = readFileSync(join(ROOT, page), 'utf8');
  const found = [...text.matchAll(BLOCK)];
  expect(found.length).toBeGreaterThanOrEqual(blocks);
  // No block is of a kind that nothing here looks at.
  expect(text.match(/^```/gm)?.length).toBe(
    2 * (found.length + (text.match(/^```console$/gm)?.length ?? 0)),
  );
  let said = '';
  for (const [, kind, name = '', body = ''] of found) {
    if (kind === 'rules' || kind === 'csv') writeFileSync(join(folder, name), body);
    if (kind === 'text') expect(said).toBe(body);
    if (kind !== 'sh') continue;
    for (const line of body.trim().split('\n')) {
      const ran = await typed(line);
      expect({ line, ...ran }).toMatchObject({ line, status: Number(name || '0') });
      said = ran.said;
    }
  }
});
