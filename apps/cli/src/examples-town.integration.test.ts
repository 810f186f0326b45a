import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { COMMANDS } from './commands/index.ts';
import { RULES, TOWN, runExamples } from './testing/run-examples.ts';
import {
  type Finished,
  type Running,
  type Scene,
  type Server,
  createScene,
  freePort,
} from './testing/scene.ts';

const BUILD_PAGES = join(import.meta.dirname, '../../web/src/build/main.ts');

let scene: Scene;
let server: Server | undefined;
let till: Running | undefined;
const port = await freePort();
const tillPort = await freePort();

beforeAll(async () => {
  scene = await createScene();
});
afterAll(() => scene.end());

/** A command that stays: it has started when it says so, and stops when it is asked to. */
async function startAndStop(line: string): Promise<void> {
  const running = scene.type(line);
  await Promise.race([running.line, running.finished]);
  running.child.kill('SIGINT');
  const { status, stderr } = await running.finished;
  expect({ status, stderr }).toMatchObject({ status: 0 });
}

/** What a person would pass on from one device to the other. */
function keep(words: string, stdout: string): void {
  if (words === 'wallet device') writeFileSync(scene.path('request.txt'), stdout);
  const [invitation] = /tally-invitation:\S+/.exec(stdout) ?? [];
  if (invitation !== undefined) writeFileSync(scene.path('invitation.txt'), invitation);
}

/** Runs a line that is no example itself, in this process. */
async function given(line: string): Promise<Finished> {
  const words = [...line.matchAll(/"([^"]*)"|[^ ]+/g)].map(([word, quoted]) => quoted ?? word);
  return await scene.good(...words.slice(1));
}

/** What an example takes for granted. */
async function prepare(words: string): Promise<void> {
  if (words === 'sovereign key') {
    for (const name of ['ada', 'ben']) writeFileSync(scene.path(`${name}.passphrase`), 'a secret');
    await given('tally sovereign create ./bay --name "Bay" --country KE --currency BAY:2');
  }
  if (words === 'sovereign sign') {
    const coop = await scene.serve('coop', '--port', '0');
    for (const line of [
      `tally wallet create ./eve --sovereign ${coop.url} --handle eve --country KE`,
      'tally sovereign issue ./coop @eve 10.00 COP --propose proposal.json',
    ]) {
      await given(line);
    }
  }
  if (words === 'sovereign return') {
    const unclaimed = 'tally sovereign issue ./harbour @ben 7.00 HRB --within 1s';
    await given(unclaimed);
    await sleep(1500);
    // The ledger tells the time with what it admits.
    const next = 'tally sovereign issue ./harbour @ada 1.00 HRB';
    await given(next);
  }
  if (words === 'wallet create') {
    server = await scene.serve('harbour', '--port', String(port));
    const ben = `tally wallet create ./ben --sovereign ${server.url} --handle ben --country KE`;
    await given(ben);
  }
  if (words === 'import') {
    writeFileSync(scene.path('payments.csv'), 'time,from,to,amount,currency\n1,dan,eve,5.00,HRB\n');
  }
  if (words === 'allowance cover') {
    const guarantor = 'tally sovereign issue ./harbour @ben 3.00 HRB';
    await given(guarantor);
  }
  if (words === 'offline void') {
    const late = 'tally offline request ./ben 1.00 HRB --out request.tally';
    await given(late);
    const act = 'tally offline pay ./ada request.tally --out late.tally';
    await given(act);
  }
  if (words === 'tab close') {
    // A wallet knows the names of those whom it has met on the log.
    for (const line of ['tally pay ./ada @ben 1.00 HRB', 'tally balance ./ben']) {
      await given(line);
    }
  }
  if (words === 'stream serve') writeFileSync(scene.path('forecast.json'), '{"wind":7}\n');
  if (words === 'exposure') {
    till?.child.kill('SIGINT');
    expect(await till?.finished).toMatchObject({ status: 0 });
  }
  if (words === 'offline meet') {
    const cyd = `tally wallet create ./cyd --sovereign ${server?.url} --handle cyd --country KE`;
    await given(cyd);
  }
  if (words === 'hold put') {
    const carl = `tally wallet create ./carl --sovereign ${server?.url} --handle carl --country KE`;
    await given(carl);
  }
  if (words === 'hold seal') writeFileSync(scene.path('letter.txt'), 'under the third stone');
  if (words === 'hold unseal') {
    await given('tally hold add ./ben share.txt');
  }
  if (words === 'hold check') {
    const { stdout: hash } = await given('tally hold secret ./ada');
    const part = `tally hold put ./ada @ben 20.00 HRB --when "preimage ${hash.trim()}" --until 5d`;
    await given(part);
  }
  if (words === 'sovereign found') await promisify(execFile)(process.execPath, [BUILD_PAGES]);
  if (words === 'demo') await server?.stop();
}

/** Servers stay until they are stopped; the till until somebody has paid. */
async function runs(words: string, line: string): Promise<boolean> {
  if (['sovereign found', 'sovereign start', 'demo'].includes(words)) {
    await startAndStop(line.includes('--port') ? line : `${line} --port ${port}`);
    return true;
  }
  if (words === 'stream serve') {
    till = scene.type(`${line} --port ${tillPort}`);
    await Promise.race([till.line, till.finished]);
    return true;
  }
  return false;
}

test('no command is left out', () => {
  expect([...TOWN, ...RULES].sort((a, b) => a.localeCompare(b))).toEqual(
    COMMANDS.map(({ words }) => words).sort((a, b) => a.localeCompare(b)),
  );
});

test('every example of a town works as it stands', { timeout: 900_000 }, async () => {
  const ports = new Map([
    [7600, port],
    [8402, tillPort],
  ]);
  const ran = await runExamples(TOWN, { scene, ports, prepare, runs, keep });
  expect(ran).toBeGreaterThanOrEqual(TOWN.length);
});
