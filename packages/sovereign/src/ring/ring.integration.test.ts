import { readFileSync } from 'node:fs';
import { readFile, rename } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Built, type Person, holdFor } from '@tallystick/ledger/testing';
import {
  changesHash,
  fromBase64url,
  hash,
  toHex,
  verifyDecisionReceipt,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { noObjection } from '@tallystick/rules';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { SovereignProblem } from '../founding/options.ts';
import { childrenOf } from '../testing/process-memory.ts';
import { Scene } from '../testing/scene.ts';
import { watchCorridors } from './watch-corridors.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.found();
});
afterEach(async () => {
  await scene.stop();
});
afterAll(async () => {
  await scene.remove();
});

function signalRing(signal: 'SIGKILL' | 'SIGSTOP'): void {
  for (const pid of childrenOf(process.pid)) {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'latin1');
    if (command.includes('ring-process')) process.kill(pid, signal);
  }
}

const PAYERS = 3;
const KILLS = 8;

/** Pays as fast as answers come, over the watched corridor too; keeps what was acknowledged. */
async function pay(
  payer: Person,
  payee: Person,
  paid: Built[],
  going: () => boolean,
): Promise<void> {
  let next: Built | undefined;
  while (going()) {
    next ??= payer.account.put('KE', [holdFor(payee.id, scene.hrb, 1n)]);
    const watched = payer.account.put('KE', [holdFor(payee.id, scene.hrb, 1n, { country: 'ZZ' })]);
    const [outcome] = await scene.outcomes([watched.bytes]);
    expect(['rules-hold', 'unavailable']).toContain(outcome);
    const { results } = await scene.send([next.bytes]);
    const [result] = results;
    if (result?.kind === 'refused') {
      expect(result.code).toBe('unavailable');
      continue;
    }
    next.accept();
    paid.push(next);
    next = undefined;
  }
}

test('a ring that is killed under load loses nothing and lets nothing through', async () => {
  await watchCorridors(scene.folder.paths.root, [{ origin: null, destination: 'ZZ' }]);
  await scene.start();
  const payers: Person[] = [];
  for (let i = 0; i < PAYERS; i += 1) payers.push(await scene.funded(100_000n));
  const payee = scene.stranger();
  await scene.must(payee.open(['KE', 'ZZ'], null));
  let isGoing = true;
  const paid: Built[] = [];
  const paying = payers.map((payer) => pay(payer, payee, paid, () => isGoing));
  for (let kill = 0; kill < KILLS; kill += 1) {
    // A busy machine has paid nothing for a while: it would be a kill of nothing.
    const before = paid.length;
    await sleep(200 + Math.random() * 800);
    while (paid.length === before) await sleep(50);
    // Stopped for a moment first, there is a question that it has not answered.
    if (kill % 2 === 1) signalRing('SIGSTOP');
    await sleep(100);
    signalRing('SIGKILL');
  }
  isGoing = false;
  await Promise.all(paying);
  expect(paid.length).toBeGreaterThan(KILLS);
  const metrics = await (await scene.get('/metrics')).text();
  const starts = Number(/^tally_ring_starts (\d+)$/m.exec(metrics)?.[1]);
  expect(starts).toBeGreaterThan(1);
  for (const built of paid) {
    const answer = await scene.get(`/v1/certificates/${toHex(built.id)}`);
    expect(answer.status).toBe(200);
  }
  for (const payer of payers) {
    const chain = await scene.json(
      `/v1/chains/${toHex(payer.account.chain)}`,
      await scene.session(payer.account),
    );
    expect(chain).toMatchObject({ id: toHex(payer.account.headId) });
  }
});

test('what a list holds and what a decoy holds is told in the same words', async () => {
  await watchCorridors(scene.folder.paths.root, [{ origin: 'KE', destination: null }]);
  await scene.start();
  // A treasury pays from its own country too: nobody is funded while that is watched.
  const refusals: unknown[] = [];
  const receipts: { told: unknown; bytes: number }[] = [];
  const ask = async (): Promise<void> => {
    const account = await scene.treasury();
    const payee = await scene.person();
    const mint = account.mint(scene.hrb, 5n);
    await scene.must(mint);
    const put = account.put('KE', [holdFor(payee.id, scene.hrb, 5n)]);
    const { results } = await scene.send([put.bytes]);
    const [result] = results;
    if (result?.kind !== 'refused') throw new Error('not refused');
    const { receipt = new Uint8Array(), ...refusal } = result;
    refusals.push(refusal);
    const { sovereign, current } = scene.folder;
    const shown = verifyDecisionReceipt(receipt, sovereign, [current.epoch], nodeCrypto);
    if (!shown.ok) throw new Error(shown.fault);
    const { transition, facts, time, ...told } = shown.receipt.decision;
    expect([transition, time]).toEqual([put.id, expect.any(Number)]);
    expect(hash('facts', shown.receipt.facts)).toEqual(facts);
    receipts.push({ told, bytes: receipt.length });
  };
  await ask();
  await scene.stop();
  await watchCorridors(scene.folder.paths.root, []);
  await scene.start({ decoysPerMillion: 1_000_000 });
  await ask();
  expect(refusals[0]).toMatchObject({ kind: 'refused', code: 'rules-hold' });
  expect(refusals[1]).toEqual(refusals[0]);
  expect(receipts[0]?.told).toMatchObject({ rule: null, requirements: [], clauses: [] });
  expect(receipts[1]).toEqual(receipts[0]);
  expect(await scene.json('/v1/ring')).toEqual({
    rulebook: toHex(noObjection.hash),
    changes: toHex(changesHash([])),
    decoysPerMillion: 1_000_000,
  });
});

test('an unlock key from elsewhere goes into the ring, and is overwritten', async () => {
  const { unlock } = scene.folder.paths;
  const text = (await readFile(unlock, 'utf8')).trim();
  const aside = `${unlock}.aside`;
  await rename(unlock, aside);
  try {
    await expect(scene.start()).rejects.toMatchObject({ code: 'locked-keys' });
    const wrong = scene.start({ unlock: () => new Uint8Array(32) });
    await expect(wrong).rejects.toBeInstanceOf(SovereignProblem);
    const given: Uint8Array[] = [];
    const fetched = (): Uint8Array => {
      const bytes = fromBase64url(text, 32) ?? new Uint8Array();
      given.push(bytes);
      return bytes;
    };
    await scene.start({ unlock: fetched });
    signalRing('SIGKILL');
    const person = scene.stranger();
    await scene.must(person.open(['KE'], null));
    expect(given).toHaveLength(2);
    for (const bytes of given) expect(bytes).toEqual(new Uint8Array(32));
  } finally {
    await rename(aside, unlock);
  }
});
