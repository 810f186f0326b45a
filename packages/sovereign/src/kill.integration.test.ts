import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { type Account, type Built, type Person, holdFor } from '@tallystick/ledger/testing';
import {
  type Certificate,
  certificateCodec,
  certificateOf,
  decode,
  encode,
  submitResponseCodec,
  toHex,
  verifyCertificate,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Scene, requestOf } from './testing/scene.ts';

/**
 * Processes are killed at random points under load, and start again: nothing that was acknowledged is lost or changed. Each
 * start takes two seconds of a processor: `npm run soak:kill` kills two hundred.
 */
const IS_SOAK = process.env['npm_lifecycle_event'] === 'soak:kill';
const KILLS = IS_SOAK ? 200 : 16;
const PAYERS = 8;
/** A kill comes so long after the node answers, at most. */
const LONGEST_RUN_MS = 120;

let scene: Scene;
let spare: ChildProcess;
const payers: Person[] = [];

beforeAll(async () => {
  scene = await Scene.found();
  await scene.start();
  for (let i = 0; i < PAYERS; i += 1) payers.push(await scene.funded(1_000_000n));
  await scene.stop();
  spare = newProcess();
});
afterAll(async () => {
  spare.kill('SIGKILL');
  await scene.remove();
});

/** Loads its program while the one before it still runs, so that the test waits less. */
function newProcess(): ChildProcess {
  return fork(new URL('testing/node-process.ts', import.meta.url), { execArgv: [] });
}

async function startProcess(): Promise<{ node: ChildProcess; url: string }> {
  const node = spare;
  spare = newProcess();
  const folder = scene.folder.paths.root;
  const options = { folder, port: 0, logLevel: 'silent', verifyWorkers: 1 };
  node.send({ kind: 'start', options });
  const [{ url }] = (await once(node, 'message')) as [{ url: string }];
  return { node, url };
}

interface Paid {
  readonly built: Built;
  readonly certificate: Certificate;
}

/** Called as soon as an answer has come whole. */
let onAnswer = (): void => {};

/** Sends one run of transitions; the certificates, or undefined when no answer came. */
async function send(url: string, run: readonly Built[]): Promise<Paid[] | undefined> {
  try {
    const answer = await fetch(`${url}/v1/transitions`, {
      method: 'POST',
      headers: { 'content-type': 'application/cbor' },
      body: new Uint8Array(requestOf(run.map(({ bytes }) => bytes))),
    });
    const bytes = await answer.arrayBuffer();
    onAnswer();
    const body = decode(submitResponseCodec, new Uint8Array(bytes));
    if (!body.ok) return undefined;
    return run.map((built, i) => {
      const certificate = certificateOf(body.value, i);
      if (certificate === undefined) throw new Error(JSON.stringify(body.value.results[i]));
      return { built, certificate };
    });
  } catch (error) {
    if (error instanceof TypeError) return undefined; // the connection was cut
    throw error;
  }
}

/** A payer pays as fast as it gets answers; what got none is sent again, as it was, when the node is back. */
class Payer {
  readonly paid: Paid[] = [];
  readonly #account: Account;
  readonly #payee: Person;
  #outstanding: Built[] = [];

  constructor(account: Account, payee: Person) {
    this.#account = account;
    this.#payee = payee;
  }

  async pay(url: string, going: () => boolean): Promise<void> {
    while (going()) {
      if (this.#outstanding.length === 0) this.#outstanding = this.#next();
      const paid = await send(url, this.#outstanding);
      if (paid === undefined) return;
      this.paid.push(...paid);
      this.#outstanding = [];
    }
  }

  /** Ends with nothing outstanding. */
  async finish(url: string): Promise<void> {
    const paid = this.#outstanding.length === 0 ? [] : await send(url, this.#outstanding);
    this.paid.push(...(paid ?? []));
  }

  #next(): Built[] {
    return Array.from({ length: 1 + Math.floor(Math.random() * 4) }, () => {
      const hold = holdFor(this.#payee.id, scene.hrb, 1n);
      const built = this.#account.put('KE', [hold]);
      built.accept();
      return built;
    });
  }
}

test('kills lose no acknowledged payment', { timeout: 40_000 * KILLS }, async () => {
  const all = payers.map(
    ({ account }, i) => new Payer(account, payers[(i + 1) % PAYERS] as Person),
  );
  const acknowledged = (): number => all.reduce((sum, { paid }) => sum + paid.length, 0);
  let roundsAnswered = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const before = acknowledged();
    const { node, url } = await startProcess();
    let isGoing = true;
    const paying = all.map((payer) => payer.pay(url, () => isGoing));
    await new Promise((resolve) => setTimeout(resolve, Math.random() * LONGEST_RUN_MS));
    // Every other one the moment that somebody is answered: what came too early is lost then.
    const answered = new Promise<void>((resolve) => (onAnswer = resolve));
    if (kill % 2 === 1) await Promise.race([answered, Promise.all(paying)]);
    node.kill('SIGKILL');
    onAnswer = () => {};
    isGoing = false;
    await Promise.all([...paying, once(node, 'exit')]);
    if (acknowledged() > before) roundsAnswered += 1;
  }
  expect(roundsAnswered).toBeGreaterThanOrEqual(KILLS / 2);
  const { node, url } = await startProcess();
  for (const payer of all) await payer.finish(url);
  const paid = all.flatMap((payer) => payer.paid);
  expect(paid.length).toBeGreaterThan(KILLS);
  for (const { built, certificate } of paid) {
    const answer = await fetch(`${url}/v1/certificates/${toHex(built.id)}`, {
      headers: { accept: 'application/cbor' },
    });
    const found = new Uint8Array(await answer.arrayBuffer());
    expect(Buffer.compare(found, encode(certificateCodec, certificate))).toBe(0);
  }
  const last = paid.at(-1)?.certificate as Certificate;
  expect(verifyCertificate(last, scene.folder.current.epoch, nodeCrypto).ok).toBe(true);
  const stats = (await (await fetch(`${url}/v1/supply`)).json()) as { supply: unknown[] };
  expect(stats.supply).toMatchObject([{ minted: String(1_000_000 * PAYERS), burned: '0' }]);
  node.send({ kind: 'stop' });
  await once(node, 'exit');
  await scene.start();
  for (const [i, payer] of payers.entries()) {
    const token = await scene.session(payer.account);
    const chain = await scene.json(`/v1/chains/${toHex(payer.account.chain)}`, token);
    const spent = all[i]?.paid.length ?? 0;
    expect(chain).toMatchObject({
      id: toHex(payer.account.headId),
      balances: [{ amount: String(1_000_000 - spent) }],
    });
  }
});
