import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { foundHarbour } from '../testing/founding.ts';
import {
  type HostileNetwork,
  type Seen,
  createHostileNetwork,
} from '../testing/hostile-network.ts';
import { type Running, type Scene, type Server, createScene } from '../testing/scene.ts';

let scene: Scene;
let network: HostileNetwork;
let server: Server;

/** An idle ledger tells the time often, so that what was refused is soon out of the question. */
const HEARTBEAT_MS = 300;
/** A treasury signs for half of that, which a command and the next fit into on a busy machine. */
const VALIDITY_MS = 40_000;
const LONG = { timeout: 110_000 };

beforeAll(async () => {
  scene = await createScene();
  network = await createHostileNetwork();
  await foundHarbour(scene.path('harbour'), {
    heartbeatMs: HEARTBEAT_MS,
    validityMs: VALIDITY_MS,
  });
  await start();
  await scene.good(
    ...`wallet create ada --sovereign ${server.url} --handle ada --country KE`.split(' '),
  );
});
/** Starts the node, with the network between it and whoever asks the folder where it is. */
async function start(): Promise<void> {
  server = await scene.serve('harbour', '--port', '0', '--address', network.url);
  network.leadTo(server.url);
  writeFileSync(scene.path('harbour/address'), `${network.url}\n`);
}

afterAll(async () => {
  await network.end();
  await scene.end();
});
afterEach(() => {
  const [fork] = forks(network.seen);
  if (fork !== undefined) throw new Error(`two contents for one place: ${JSON.stringify(fork)}`);
});

/** Two contents for one sequence, of which the second left while the first could still be admitted. */
function forks(seen: readonly Seen[]): (readonly [Seen, Seen])[] {
  return seen.flatMap((second, at) =>
    seen
      .slice(0, at)
      .filter(({ chain, sequence, id, notAfter }) => {
        const samePlace = chain === second.chain && sequence === second.sequence;
        return samePlace && id !== second.id && second.at <= notAfter;
      })
      .map((first) => [first, second] as const),
  );
}

async function minted(): Promise<number> {
  const { supply } = (await scene.good('sovereign', 'supply', 'harbour', '--json')).json() as {
    supply: { HRB: { minted: string } };
  };
  return Number(supply.HRB.minted);
}

/** Resolves when a program has said something to people. */
function said({ child }: Running, text: string): Promise<void> {
  let heard = '';
  return new Promise((resolve) => {
    child.stderr?.on('data', (piece: Buffer) => {
      heard += piece.toString();
      if (heard.includes(text)) resolve();
    });
  });
}

async function balance(): Promise<number> {
  const { balances } = (await scene.good('balance', 'ada', '--json')).json() as {
    balances: { HRB: string };
  };
  return Number(balances.HRB);
}

const issue = (amount: string): string[] => [
  'sovereign',
  'issue',
  'harbour',
  '@ada',
  amount,
  'HRB',
];

describe('killed anywhere on its way, an issue is made once', () => {
  test.each([
    ['before the mint arrives', ['swallow'], 1],
    ['after the mint arrived', ['deafen'], 1],
    ['before the put arrives', ['pass', 'swallow'], 2],
    ['after the put arrived', ['pass', 'deafen'], 2],
  ] as const)('%s', LONG, async (_where, fates, count) => {
    const before = { minted: await minted(), balance: await balance() };
    network.plan(...fates);
    const running = scene.start(...issue('100.00'));
    await network.reached(count);
    if (fates.includes('deafen' as never)) await sleep(200);
    running.child.kill('SIGKILL');
    await running.finished;
    const again = await scene.good(...issue('100.00'));
    expect(again.stderr).toContain('completed now');
    expect(await minted()).toBe(before.minted + 100);
    expect(await balance()).toBe(before.balance + 100);
  });
});

describe('a refusal binds nobody', () => {
  test('what is admitted after all was issued, and the next goes after it', LONG, async () => {
    const before = { minted: await minted(), balance: await balance() };
    network.plan('pass', 'refuse');
    const refused = await scene.tally(...issue('10.00'), '--json');
    expect(refused.status).toBe(3);
    expect(refused.json()).toMatchObject({ refusal: { code: 'rules-refuse' } });
    const next = scene.start(...issue('7.00'));
    await said(next, 'have it admitted any more');
    expect(next.child.exitCode).toBe(null); // it waits
    expect(await network.deliver()).toEqual(['admitted']);
    const { status, stderr } = await next.finished;
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(await minted()).toBe(before.minted + 17);
    expect(await balance()).toBe(before.balance + 17);
  });

  test('the same issue again is the one that was admitted after all', LONG, async () => {
    const before = await balance();
    network.plan('pass', 'refuse');
    expect((await scene.tally(...issue('3.00'))).status).toBe(3);
    const again = scene.start(...issue('3.00'));
    await said(again, 'have it admitted any more');
    expect(await network.deliver()).toEqual(['admitted']);
    expect((await again.finished).status).toBe(0);
    expect(await balance()).toBe(before + 3);
  });

  test('what lapsed is given up with proof, and is too late afterwards', LONG, async () => {
    const before = await balance();
    network.plan('pass', 'refuse');
    expect((await scene.tally(...issue('20.00'))).status).toBe(3);
    await scene.good(...issue('5.00'));
    const longest = Math.max(...network.seen.map(({ notAfter, at }) => notAfter - at));
    expect(longest).toBeLessThanOrEqual(VALIDITY_MS / 2);
    expect(await network.deliver()).toEqual(['refused']);
    expect(await balance()).toBe(before + 5);
  });

  test('an import counts a row as refused only when it can be paid no more', LONG, async () => {
    const before = await balance();
    writeFileSync(
      scene.path('rows.csv'),
      'time,from,to,amount,currency\n1,treasury,ada,40.00,HRB\n2,treasury,ada,2.00,HRB\n',
    );
    network.plan('pass', 'refuse');
    const running = scene.start('import', 'harbour', 'rows.csv', '--json');
    await said(running, 'have it admitted any more');
    expect(await network.deliver()).toEqual(['admitted']);
    const report = await running.finished;
    expect(report.json()).toMatchObject({ rows: 2, paid: 2, refused: [] });
    expect(await balance()).toBe(before + 42);
  });
});

test('a ledger that was put back behind what it certified gets no signature', LONG, async () => {
  const copy = scene.path('ledger-before');
  const ledger = scene.path('harbour/ledger');
  await server.stop();
  cpSync(ledger, copy, { recursive: true });
  await start();
  await scene.good(...issue('1.00'));
  await server.stop();
  rmSync(ledger, { recursive: true });
  cpSync(copy, ledger, { recursive: true });
  await start();
  const seen = network.seen.length;
  const done = await scene.tally(...issue('2.00'), '--json');
  expect(done.status).toBe(5);
  expect(done.json()).toMatchObject({ ok: false, problems: [{ where: 'treasury' }] });
  expect(network.seen.length).toBe(seen);
});
