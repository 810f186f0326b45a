import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COMMANDS } from './commands/index.ts';
import type { CommandEntry } from './command.ts';
import { runCommandLine } from './program.ts';

const ROOT = join(import.meta.dirname, '../../..');
/** Frames whose lines have to be adapted before they can be typed, so that no test runs them as they stand. */
const FRAME = /^```console\n([^]*?)^```$/gm;

function framedLines(document: string): string[] {
  const text = readFileSync(join(ROOT, document), 'utf8');
  return [...text.matchAll(FRAME)].flatMap(([, body = '']) => body.trim().split('\n'));
}

/** The words of a line as a shell would split them. */
function words(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}

/** What the program says against a line, when its commands do nothing. */
async function complaintAbout(line: string): Promise<string> {
  let complaint = '';
  let ran = 0;
  const idle = COMMANDS.map((entry): CommandEntry => {
    const load = async (): ReturnType<CommandEntry['load']> => ({
      ...(await entry.load()),
      run: async () => {
        ran += 1;
        return Promise.resolve({ json: null, text: '' });
      },
    });
    return { ...entry, load };
  });
  const terminal = {
    interactive: false,
    columns: undefined,
    colours: false,
    out: () => undefined,
    err: (text: string) => void (complaint += text),
    stopped: () => new AbortController().signal,
  };
  const [program = '', ...typed] = words(line);
  expect(program).toBe('tally');
  await runCommandLine(typed, idle, terminal);
  // The files that a line names are not here; it was understood when they are all it lacks.
  return ran === 1 || complaint.includes('ENOENT') ? '' : `not understood: ${complaint}`;
}

// It loads every command there is.
test(
  'the program understands every line that a document frames for a terminal',
  { timeout: 60_000 },
  async () => {
    const documents = globSync('{*.md,docs/**/*.md}', { cwd: ROOT });
    const lines = documents.flatMap(framedLines);
    expect(lines.length).toBeGreaterThan(8);
    for (const line of lines) expect([line, await complaintAbout(line)]).toEqual([line, '']);
  },
);

test('a line that names no command, or an option that is not there, is not understood', async () => {
  expect(await complaintAbout('tally sovereign flourish x')).toContain('not understood');
  expect(await complaintAbout('tally sovereign start x --nonsense')).toContain('--nonsense');
});
