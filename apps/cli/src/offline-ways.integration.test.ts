import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type OfflineScene, offlineScene } from './testing/offline-scene.ts';

/** Whole payments by QR frames, by pipes, and over a socket between two processes, with the sovereign stopped. */
const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
const PAGE = new URL('../../../docs/integrators/without-a-network.md', import.meta.url);

/** Some forty processes, on a machine that may be busy. */
vi.setConfig({ testTimeout: 400_000, hookTimeout: 400_000 });

let scene: OfflineScene;
beforeAll(async () => {
  scene = await offlineScene(['ada', 'ben']);
  await scene.well('tally pay ada @ben 50.00 HRB');
  await scene.well('tally sync ben');
  await scene.well('tally tab open ben @ada 20.00 HRB --days 30');
  for (const name of ['ada', 'ben']) await scene.well(`tally sync ${name}`);
  await scene.server.stop();
});
afterAll(() => scene.end());

/** What a line shows as frames: their texts. */
async function shown(line: string): Promise<string[]> {
  return (await scene.well(`${line} --qr`)).stdout.trim().split('\n');
}

function write(name: string, frames: readonly string[]): string {
  writeFileSync(scene.path(name), `${frames.join('\n')}\n`);
  return name;
}

/** As a camera sees a screen: every third is lost, the others come twice and in another order, and some are of another payment. */
function seen(frames: readonly string[], others: readonly string[]): string[] {
  const left = frames.filter((_, n) => n % 3 !== 1);
  const turned = [...left.slice(left.length / 2), ...left.slice(0, left.length / 2)];
  return turned.flatMap((frame, n) => [
    frame,
    `${frame.slice(0, -2)}00`,
    ...others.slice(n % 5, (n % 5) + 3),
    frame.toLowerCase(),
    frame,
  ]);
}

/** One payment by frames alone; the JSON of the payer's last word. */
async function byFrames(
  payer: string,
  payee: string,
  amount: string,
  others: readonly string[],
): Promise<Record<string, unknown>> {
  const request = seen(await shown(`tally offline request ${payee} ${amount} HRB`), others);
  const pay = `tally offline pay ${payer} ${write('request', request)} --amount ${amount}`;
  const act = seen(await shown(pay), others);
  // A scanner that types into the command: standard input.
  const receipt = await shown(`tally offline accept ${payee} - < ${write('act', act)}`);
  return await scene.json(
    `tally offline finish ${payer} ${write('receipt', seen(receipt, others))}`,
  );
}

async function exposed(name: string): Promise<unknown> {
  return (await scene.json(`tally exposure ${name}`))['atRisk'];
}

test('both ways by QR frames that are lost, repeated, damaged, turned around and mixed with others’', async () => {
  const others = await shown('tally offline request ben 1.00 HRB');
  const there = await byFrames('ada', 'ben', '5.00', others);
  expect(there).toMatchObject({ status: 'confirmed', amount: '5.00', toHandle: 'ben' });
  const back = await byFrames('ben', 'ada', '2.00', others);
  expect(back).toMatchObject({ status: 'confirmed', amount: '2.00', toHandle: 'ada' });
  const later = await byFrames('ada', 'ben', '3.00', others);
  expect(later).toMatchObject({ status: 'confirmed', amount: '3.00' });
});

test('frames of another payment alone are refused with the reason, and change nothing', async () => {
  const before = [await exposed('ada'), await exposed('ben')];
  const refusal = async (line: string): Promise<unknown> => {
    const { code, refusal: refused } = await scene.json(line, 3);
    return code ?? (refused as { code: string }).code;
  };
  const request = write('theirs', await shown('tally offline request ada 4.00 HRB'));
  // Ada's own request, shown to Ada; a request where an act or a receipt is waited for.
  expect(await refusal(`tally offline accept ben ${request} --out x`)).toBe('other-message');
  expect(await refusal(`tally offline finish ada ${request}`)).toBe('other-message');
  // The act and the receipt of the payments before.
  expect(await refusal('tally offline pay ada act --amount 3.00 --out x')).toBe('other-message');
  expect(await refusal('tally offline accept ada act --out x')).toBe('request');
  expect(await refusal('tally offline finish ben receipt')).toBe('unknown-act');
  const few = write('few', readFileSync(scene.path('act'), 'utf8').split('\n').slice(0, 4));
  expect(await refusal(`tally offline accept ben ${few} --out x`)).toBe('frames-missing');
  expect([await exposed('ada'), await exposed('ben')]).toEqual(before);
});

test('the page’s two pipes are a payment', async () => {
  const page = readFileSync(PAGE, 'utf8');
  const [, block = ''] = /^```sh pipes\n([^]*?)^```$/m.exec(page) ?? [];
  const lines = block.trim().split('\n');
  expect(lines).toHaveLength(2);
  for (const line of lines) {
    const typed = line.replaceAll('npx tally', 'tally');
    const { status, stderr, stdout } = await scene.type(`sh -c '${typed}'`).finished;
    expect({ line, status, stderr }).toMatchObject({ status: 0 });
    if (line === lines[1]) expect(stdout).toMatch(/^Confirmed: @ben has 1\.00 HRB\./);
  }
});

test('over a loopback socket, which is standard input and output of two processes at once', async () => {
  const [near, far] = await pair();
  const payee = started(near, 'offline', 'request', 'ben', '6.00', 'HRB', '--qr');
  const payer = started(far, 'offline', 'pay', 'ada', '--amount', '6.00', '--out', 'socket.act');
  expect([await ended(payee), await ended(payer)]).toEqual([0, 0]);
  const [there, back] = await pair();
  const accepting = started(there, 'offline', 'accept', 'ben', 'socket.act', '--qr');
  const finishing = started(back, 'offline', 'finish', 'ada');
  expect([await ended(accepting), await ended(finishing)]).toEqual([0, 0]);
  // Ada has the receipt: the same act is confirmed, and not paid again.
  const own = (await scene.json('tally tab list ada'))['own'];
  expect(own).toMatchObject([{ given: '15.00' }]);
});

test('and the sums are right', async () => {
  await scene.serving();
  for (const name of ['ben', 'ada', 'ben', 'ada']) await scene.well(`tally sync ${name}`);
  const sums = [];
  for (const name of ['ada', 'ben']) {
    sums.push((await scene.json(`tally balance ${name}`))['balances']);
    await scene.well(`tally verify ${name}`);
  }
  // 1000 − 50 − a tab of 50 + 2, and 50 − a tab of 20 + 15.
  expect(sums).toMatchObject([{ HRB: '902.00' }, { HRB: '45.00' }]);
});

/** The two ends of a connection on this machine, which nothing is read from here. */
async function pair(): Promise<[Socket, Socket]> {
  const server = createServer({ pauseOnConnect: true });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const far = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [[near]] = await Promise.all([once(server, 'connection'), once(far, 'connect')]);
  server.close();
  return [near as Socket, far];
}

function started(socket: Socket, ...args: string[]): ChildProcess {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: scene.dir,
    stdio: [socket, socket, 'ignore'],
  });
  // The connection is the process's from now on.
  socket.destroy();
  return child;
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  await once(child, 'close');
  return child.exitCode;
}
