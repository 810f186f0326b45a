/**
 * Runs every check of the repository, stage by stage, and ends with one plain line: `N passed, N
 * failed`.
 *
 *     npm test                      everything
 *     npm run test:fast             types, lint, format, unit and property tests
 *     npm test -- packages/ledger   only the tests, of every kind, whose path contains that text
 *
 * A static check (types, lint, format, …) counts as one. The exit status is 1 when anything failed.
 */

import { spawn } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { type Tally, tallyOf } from './test-results.ts';

interface Stage {
  name: string;
  command: string[];
  /** A vitest project leaves its results in a file; a static check has only its exit status. */
  results?: string;
  /** Static checks keep quiet unless they fail. */
  quiet: boolean;
}

interface Outcome {
  stage: Stage;
  tally: Tally;
  seconds: number;
}

const ROOT = dirname(import.meta.dirname);
const CACHE = join(ROOT, 'node_modules', '.cache');
const RESULTS = join(CACHE, 'results');
const BINARIES = join(ROOT, 'node_modules', '.bin');
/**
 * A stage that hangs is ended and counts as failed, in time for the closing line. A quiet machine
 * needs a fraction of it.
 */
const DEADLINE_MS = process.env['CI'] === undefined ? 60 * 60_000 : 40 * 60_000;

/** Remembers which contents were well formatted; ten of eleven seconds are saved where few have changed. */
const REMEMBERING = ['--cache', '--cache-strategy=content', `--cache-location=${CACHE}/formatted`];
/** Told again at the end, where somebody who sees only the last lines finds them. */
const SHOWN_FAILURES = 20;
const FORMAT = ['prettier', '--check', '--log-level', 'warn', ...REMEMBERING, '.'];

const filters = process.argv.slice(2).filter((argument) => argument !== '--fast');
const fast = process.argv.includes('--fast');

function check(name: string, ...command: string[]): Stage {
  return { name, command, quiet: true };
}

function tests(project: string): Stage {
  const results = join(RESULTS, `${project}.json`);
  const command = ['vitest', 'run', '--project', project, '--reporter=default', '--reporter=json'];
  command.push(`--outputFile.json=${results}`, ...filters);
  if (filters.length > 0) command.push('--passWithNoTests');
  return { name: project, command, results, quiet: false };
}

function staticChecks(): Stage[] {
  const checks = [
    check('types', 'tsc', '-b'),
    check('lint', 'oxlint', '--quiet'),
    check('format', ...FORMAT),
  ];
  if (fast) return checks;
  checks.push(check('unused', 'knip', '--no-progress'));
  return checks;
}

/**
 * The kinds of test that the repository has any file of; a kind that has one and runs none fails.
 */
function testStages(): Stage[] {
  const slow = ['integration', 'simulation', 'browser'].filter(
    (kind) =>
      globSync(`**/*.${kind}.test.ts`, {
        cwd: ROOT,
        exclude: (path) => path.includes('node_modules'),
      }).length > 0,
  );
  return [tests('unit'), ...(fast ? [] : slow.map(tests))];
}

async function run(stage: Stage): Promise<Outcome> {
  const started = performance.now();
  if (stage.results !== undefined) rmSync(stage.results, { force: true });
  if (!stage.quiet) process.stdout.write(`\n── ${stage.name}\n`);
  const { status, output } = await execute(stage);
  const seconds = (performance.now() - started) / 1000;
  const tally = tallyOf(status, stage.results === undefined ? undefined : read(stage.results));
  const mark = tally.failed === 0 ? '✓' : '✗';
  process.stdout.write(`${mark} ${stage.name} ${seconds.toFixed(1)} s\n`);
  if (stage.quiet && tally.failed > 0) process.stdout.write(`${withoutRepeats(output)}\n`);
  return { stage, tally, seconds };
}

/** Two compilations that share a file each report its errors. */
function withoutRepeats(output: string): string {
  const seen = new Set<string>();
  const lines = output.trimEnd().split('\n');
  return lines
    .filter((line) => !line.includes('error TS') || (!seen.has(line) && seen.add(line)))
    .join('\n');
}

function read(path: string): string | null {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

function execute(stage: Stage): Promise<{ status: number; output: string }> {
  const [command = '', ...args] = stage.command;
  const child = spawn(join(BINARIES, command), args, {
    cwd: ROOT,
    env: {
      ...process.env,
      NODE_ENV: 'test',
      PATH: `${BINARIES}${delimiter}${process.env['PATH'] ?? ''}`,
    },
    shell: process.platform === 'win32',
    stdio: ['ignore', stage.quiet ? 'pipe' : 'inherit', stage.quiet ? 'pipe' : 'inherit'],
    timeout: Math.max(1, Math.round(DEADLINE_MS - performance.now())),
    killSignal: 'SIGKILL',
  });
  let output = '';
  child.stdout?.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr?.on('data', (data: Buffer) => (output += data.toString()));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ status: 1, output: error.message }));
    child.on('close', (code, signal) => {
      if (signal !== null) output += `\nended by ${signal}`;
      resolve({ status: code ?? 1, output });
    });
  });
}

/** Runs the stages with at most `width` at once, in the given order. */
async function runAll(stages: Stage[], width: number): Promise<Outcome[]> {
  const waiting = [...stages];
  const outcomes: Outcome[] = [];
  const lane = async (): Promise<void> => {
    for (let stage = waiting.shift(); stage !== undefined; stage = waiting.shift()) {
      outcomes.push(await run(stage));
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  return outcomes;
}

mkdirSync(RESULTS, { recursive: true });
const outcomes = filters.length === 0 ? await runAll(staticChecks(), 2) : [];
outcomes.push(...(await runAll(testStages(), 1)));

const total = { passed: 0, failed: 0, skipped: 0 };
for (const { tally } of outcomes) {
  total.passed += tally.passed;
  total.failed += tally.failed;
  total.skipped += tally.skipped;
}
const slowest = outcomes.toSorted((a, b) => b.seconds - a.seconds).slice(0, 4);
const times = slowest.map(({ stage, seconds }) => `${stage.name} ${seconds.toFixed(0)} s`);
process.stdout.write(`\nLongest: ${times.join(', ')}.\n`);
const broken = outcomes.filter(({ tally }) => tally.failed > 0).map(({ stage }) => stage.name);
if (broken.length > 0) process.stdout.write(`Failed: ${broken.join(', ')}.\n`);
for (const failure of outcomes.flatMap(({ tally }) => tally.failures).slice(0, SHOWN_FAILURES)) {
  process.stdout.write(`✗ ${failure.replace(`${ROOT}/`, '')}\n`);
}
if (total.skipped > 0) process.stdout.write(`Skipped: ${total.skipped} tests.\n`);
process.exitCode = total.failed === 0 ? 0 : 1;
process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
