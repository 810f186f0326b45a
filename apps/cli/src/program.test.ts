import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COMMANDS } from './commands/index.ts';
import { type CommandEntry, defineCommand } from './command.ts';
import { EXIT } from './exit-status.ts';
import { runCommandLine } from './program.ts';
import { refused, stop, unreachable, usage } from './stop.ts';
import type { Terminal } from './terminal.ts';

interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

async function run(argv: readonly string[], commands: readonly CommandEntry[]): Promise<Ran> {
  let out = '';
  let err = '';
  const terminal: Terminal = {
    interactive: false,
    columns: undefined,
    colours: false,
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    stopped: () => new AbortController().signal,
  };
  const status = await runCommandLine(argv, commands, terminal);
  return { status, out, err };
}

function command(end: () => unknown): CommandEntry {
  const spec = defineCommand<[dir: string], { port?: string }>({
    args: [{ name: 'DIR', what: 'a folder' }],
    options: [{ flags: '--port <number>', what: 'a port' }],
    examples: ['tally group go ./x'],
    run(_call, [dir], { port }) {
      end();
      return Promise.resolve({ json: { dir, port }, text: `went to ${dir}` });
    },
  });
  return { words: 'group go', summary: 'Goes', load: () => Promise.resolve(spec) };
}

const fails = (error: unknown): CommandEntry =>
  command(() => {
    throw error;
  });

test('a command gets its arguments and options, and answers once for people or for programs', async () => {
  const went = await run(['group', 'go', 'x', '--port', '7'], [command(() => 0)]);
  expect(went).toEqual({ status: EXIT.done, out: 'went to x\n', err: '' });
  const json = await run(['group', 'go', 'x', '--json'], [command(() => 0)]);
  expect(json.out).toBe('{"dir":"x"}\n');
});

test.each([
  [
    'usage',
    usage('Write it so.'),
    EXIT.usage,
    { error: { code: 'usage', message: 'Write it so.' } },
  ],
  [
    'refused',
    refused({ code: 'insufficient-balance', message: 'Too little.', data: { balance: '1.00' } }),
    EXIT.refused,
    {
      refusal: { code: 'insufficient-balance', message: 'Too little.', data: { balance: '1.00' } },
    },
  ],
  [
    'unreachable',
    unreachable('Nobody.'),
    EXIT.unreachable,
    { error: { code: 'unreachable', message: 'Nobody.' } },
  ],
  [
    'tampering',
    stop(EXIT.tampering, 'page 3: altered', { ok: false, problems: [] }),
    EXIT.tampering,
    { ok: false, problems: [] },
  ],
  ['a missing permission', systemError('EACCES'), EXIT.failed, { error: { code: 'failed' } }],
])('%s: a sentence on stderr, one JSON value on stdout, its own status', async (...expected) => {
  const [, error, status, json] = expected;
  const people = await run(['group', 'go', 'x'], [fails(error)]);
  expect(people).toMatchObject({ status, out: '' });
  expect(people.err).toContain(error.message);
  const programs = await run(['group', 'go', 'x', '--json'], [fails(error)]);
  expect(programs.status).toBe(status);
  expect(JSON.parse(programs.out)).toMatchObject(json);
  expect(programs.err).toContain(error.message);
});

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: write`), { code, syscall: 'write' });
}

test('a defect shows where it is, a full disk does not', async () => {
  const defect = await run(['group', 'go', 'x'], [fails(new TypeError('no such thing'))]);
  expect(defect.status).toBe(EXIT.failed);
  expect(defect.err).toContain('program.test.ts');
  const disk = await run(['group', 'go', 'x'], [fails(systemError('ENOSPC'))]);
  expect(disk.err).not.toContain('program.test.ts');
});

test.each([
  [[]],
  [['group', 'go']],
  [['group', 'go', 'x', 'y']],
  [['group', 'go', 'x', '--prot', '7']],
  [['group', 'come', 'x']],
  [['nothing']],
])('%j is not understood: status 2 and the way to help', async (argv) => {
  const ran = await run(argv, [command(() => 0)]);
  expect(ran.status).toBe(EXIT.usage);
  expect(ran.err).toMatch(/--help|Usage/);
  expect(ran.out).toBe('');
});

// It loads every command there is.
test(
  'every command has a help page with its arguments, options and an example',
  { timeout: 60_000 },
  async () => {
    expect(COMMANDS.length).toBeGreaterThan(10);
    for (const { words, summary, load } of COMMANDS) {
      const { args, options, examples } = await load();
      const { status, out } = await run([...words.split(' '), '--help'], COMMANDS);
      expect(status).toBe(EXIT.done);
      expect(out).toContain(summary);
      expect(out).toContain('--json');
      expect(examples.length).toBeGreaterThan(0);
      for (const example of examples) {
        expect(out).toContain(`$ ${example}`);
        expect(example.startsWith(`tally ${words}`)).toBe(true);
      }
      for (const { name } of args) expect(out).toContain(name);
      for (const { flags } of options) expect(out).toContain(flags);
      const usage = out.slice(0, out.indexOf('\n\n')).replace(/\s+/g, ' ');
      for (const { flags, required } of options) {
        expect(usage.includes(` ${flags} `)).toBe(required === true);
      }
    }
  },
);

test('help pay is pay --help, help alone is --help', async () => {
  const asked = await run(['help', 'pay'], COMMANDS);
  expect(asked).toEqual(await run(['pay', '--help'], COMMANDS));
  expect(await run(['help'], COMMANDS)).toEqual(await run(['--help'], COMMANDS));
});

test('the help of tally lists what people use, and not the demonstration', async () => {
  const { out } = await run(['--help'], COMMANDS);
  expect(out).toContain('sovereign');
  expect(out).toContain('balance');
  expect(out).toContain('tampering');
  expect(out).not.toContain('demo');
  const groups = new Set(COMMANDS.flatMap(({ words }) => words.split(' ').slice(0, -1)));
  for (const group of groups) expect(out).toMatch(new RegExp(`^ +${group} +\\S`, 'm'));
});

test('the help of what keeps a wallet open says that nothing else can open it', async () => {
  const { out } = await run(['stream', 'serve', '--help'], COMMANDS);
  expect(out.replace(/\s+/g, ' ')).toContain(
    'no other command can open that wallet before it is stopped',
  );
});

test('a full disk is told with its file and the next step, and without a stack', async () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {
    code: 'ENOSPC',
    syscall: 'write',
    path: 'harbour/treasury-HRB.place.new',
  });
  const ran = await run(['group', 'go', 'x'], [fails(full)]);
  expect(ran.status).toBe(EXIT.failed);
  expect(ran.err).toBe(
    'The disk of harbour/treasury-HRB.place.new is full. Make room and give the same command again: it goes on where this one ended.\n',
  );
  const sqlite = Object.assign(new Error('database or disk is full'), { errcode: 13 });
  expect((await run(['group', 'go', 'x'], [fails(sqlite)])).err).toMatch(
    /^The disk is full\. Make/,
  );
});

test('--version prints the version of the package', async () => {
  const ran = await run(['--version'], COMMANDS);
  expect(ran).toEqual({ status: EXIT.done, out: '0.1.0\n', err: '' });
});

test('a file that never was a backup is a mistake, and leaves no folder', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'tally-restore-'));
  try {
    const file = join(dir, 'notes.txt');
    writeFileSync(file, 'not a backup\n');
    const into = join(dir, 'restored');
    const ran = await run(
      ['sovereign', 'restore', file, into, '--passphrase-file', file],
      COMMANDS,
    );
    expect(ran.status).toBe(EXIT.usage);
    expect(ran.err).toContain('notes.txt is no backup');
    expect(existsSync(into)).toBe(false);
  } finally {
    rmSync(dir, { recursive: true });
  }
});
