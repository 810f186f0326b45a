import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { signingContext, type Order, doesSame } from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import {
  backupSovereign,
  declareEpoch,
  openFolder,
  openTreasury,
  restoreSovereign,
  type TreasuryRefusal,
} from '@tallystick/sovereign';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTreasuryPayer } from '../import/treasury-payer.ts';
import {
  Crash,
  type LiveSovereign,
  PASSPHRASE,
  type Step,
  createLiveSovereign,
  signedBy,
} from '../testing/live-treasury.ts';
import { draftForFolder } from './draft-for-folder.ts';
import type { FolderTreasury } from './folder-treasury.ts';
import type { Treasury } from './treasury.ts';

let live: LiveSovereign;
beforeAll(async () => {
  live = await createLiveSovereign();
});
afterAll(() => live.end());

const SHORT_MS = 400;
const LONG_MS = 30_000;
const LATER_MS = 3_600_000;

/** As `tally sovereign issue` does. */
async function issue(treasury: Treasury, order: Order): Promise<void> {
  const resumed = await treasury.resume();
  if (resumed?.purpose === 'order' && doesSame(resumed.operation, order)) return;
  await treasury.carryOut(order);
}

/** Ends the process at the step of this number, counted from 0. */
function crashAt(number: number): { step(): void; hasCrashed(): boolean } {
  let count = 0;
  return {
    step() {
      count += 1;
      if (count === number + 1) throw new Crash(`at step ${number}`);
    },
    hasCrashed: () => count > number,
  };
}

/** Two contents for one place were sent only where the second came after the first could be admitted no more. */
function expectNoFork(validityMs: number, from: number): void {
  const sent = live.sent.slice(from);
  for (const [at, second] of sent.entries()) {
    for (const first of sent.slice(0, at)) {
      if (first.sequence !== second.sequence || first.id === second.id) continue;
      expect(second.at).toBeGreaterThan(first.at + validityMs - 100);
    }
  }
}

async function context(): Promise<Uint8Array> {
  return signingContext('transition', (await openFolder(live.folder, nodeCrypto)).sovereign);
}

test('after a new epoch nothing is signed before what a backup forgot can be admitted no more', async () => {
  const before = await live.minted('HRB');
  const file = join(live.root, 'harbour.backup');
  await backupSovereign(live.folder, file);
  const forgotten = await live.open({ code: 'HRB', validityMs: 5_000 });
  await forgotten.carryOut(await live.order(3n));
  expect((await live.minted('HRB')) - before).toBe(3n);
  const folder = join(live.root, 'again');
  await restoreSovereign({ file, folder, passphrase: PASSPHRASE });
  await declareEpoch({ folder, passphrase: PASSPHRASE, reason: 'The disk died' });
  await live.restart(folder);
  const { epochs } = await openFolder(folder, nodeCrypto);
  const { notBefore } = epochs.at(-1)!.epoch;
  const from = live.sent.length;
  // However long all of this took: what was forgotten is valid for six seconds more, and longer than what is signed now.
  const mostValidityMs = Date.now() - notBefore + 6_000;
  const treasury = await live.open({ code: 'HRB', validityMs: 5_000, mostValidityMs });
  await issue(treasury, await live.order(4n));
  const [sent] = live.sent.slice(from);
  expect(sent?.at).toBeGreaterThan(notBefore + mostValidityMs);
  expect((await live.minted('HRB')) - before).toBe(4n); // the 3 are given up
});

test('stopped at any write or request, an issue that is given again is made once', async () => {
  const order = await live.order(100n);
  for (let number = 0; ; number += 1) {
    const before = await live.minted('HRB');
    const crash = crashAt(number);
    const from = live.sent.length;
    const run = issue(await live.open({ code: 'HRB', validityMs: LONG_MS, ...crash }), order);
    await run.catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error;
    });
    if (!crash.hasCrashed()) {
      expect(number).toBeGreaterThan(6);
      break;
    }
    await issue(await live.open({ code: 'HRB', validityMs: LONG_MS }), order);
    const after = (await live.minted('HRB')) - before;
    expect([number, after]).toEqual([number, 100n]);
    expectNoFork(LONG_MS, from);
  }
});

test('stopped at any step of giving up what was refused, nothing is paid twice or forked', async () => {
  const order = await live.order(70n);
  for (let number = 0; ; number += 1) {
    const before = await live.minted('HRB');
    const from = live.sent.length;
    const lost = await live.open({ code: 'HRB', validityMs: SHORT_MS, step: dropSubmitted });
    await expect(lost.carryOut(order)).rejects.toThrow(Crash);
    await new Promise((resolve) => setTimeout(resolve, SHORT_MS));
    const crash = crashAt(number);
    const second = await live.open({ code: 'HRB', validityMs: SHORT_MS, ...crash });
    await second.resume().catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error;
    });
    const third = await live.open({ code: 'HRB', validityMs: LONG_MS });
    expect(await third.resume()).toBeUndefined();
    await third.carryOut(order);
    expect([number, (await live.minted('HRB')) - before]).toEqual([number, 70n]);
    expectNoFork(SHORT_MS, from);
    if (!crash.hasCrashed()) break;
    if (number > 8) break; // it asks for the time again and again while it waits
  }
});

test('a proposal with enough signatures is sent by nobody who was not told to', async () => {
  const before = await live.minted('HRB');
  const proposer = await live.open({ code: 'HRB', validityMs: SHORT_MS });
  const drafts = await proposer.propose(await live.order(500n), Date.now() + 1_000);
  expect(drafts.every(({ signatures }) => signatures.length === 1)).toBe(true);
  const other = await live.open({ code: 'HRB', validityMs: LONG_MS });
  await issue(other, await live.order(1n)); // waits until the proposal is stale
  expect((await live.minted('HRB')) - before).toBe(1n);
});

test('a proposal that is handed in is sent', async () => {
  const before = await live.minted('HRB');
  const treasury = await live.open({ code: 'HRB', validityMs: LONG_MS });
  const drafts = await treasury.propose(await live.order(20n), Date.now() + LATER_MS);
  expect(await treasury.submit(drafts)).toHaveProperty('transition');
  expect((await live.minted('HRB')) - before).toBe(20n);
});

test('an expired proposal is not handed out again', async () => {
  const treasury = await live.open({ code: 'HRB', validityMs: SHORT_MS });
  const order = await live.order(9n);
  const first = await treasury.propose(order, Date.now() + 300);
  await new Promise((resolve) => setTimeout(resolve, 400));
  const second = await treasury.propose(order, Date.now() + 2_000);
  expect(second[0]?.state).not.toEqual(first[0]?.state);
  expect(await treasury.propose(order, Date.now() + LATER_MS)).toEqual(second);
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  await treasury.resume();
});

test('an import books its own transition, not that of another command', async () => {
  const before = await live.minted('HRB');
  let isRefused = false;
  const refuse = (): TreasuryRefusal | undefined => {
    if (isRefused) return undefined;
    isRefused = true;
    return { code: 'rules-refuse', message: 'No.', data: '{}' };
  };
  const treasury = await live.open({ code: 'HRB', validityMs: SHORT_MS, refuse });
  // It gives up what was refused; then another command takes the place, and is cut off.
  const unlucky: Treasury = {
    ...treasury,
    resume: async () => {
      await treasury.resume();
      if (!isRefused) return undefined;
      const other = await live.open({ code: 'HRB', validityMs: LONG_MS, step: dropSubmitted });
      await expect(other.carryOut(await live.order(1000n))).rejects.toThrow(Crash);
      return await treasury.resume();
    },
  };
  const payer = createTreasuryPayer(() =>
    Promise.resolve({ treasury: unlucky, client: treasury.client } as unknown as FolderTreasury),
  );
  const row = { line: 2, payer: 'treasury', payee: 'ada', amount: 7n, currency: 'HRB' };
  const outcomes = await payer.pay([row], () => Promise.resolve());
  expect(outcomes.get(2)?.state).toBe('refused');
  expect((await live.minted('HRB')) - before).toBe(1000n);
});

function dropSubmitted(step: Step): void {
  if (step === 'submit') throw new Crash('lost on its way');
}

test('what nobody signed, or what is valid for too long, takes no place', async () => {
  const treasury = await live.open({ code: 'COP', validityMs: LONG_MS });
  const honest = await live.order(11n);
  await treasury.propose(honest, Date.now() + 600);
  await new Promise((resolve) => setTimeout(resolve, 700));
  await treasury.resume();
  const { chain, currency } = await openTreasury(live.folder, 'COP', PASSPHRASE);
  const head = await treasury.client.head(chain);
  const draft = (notAfter: number) =>
    draftForFolder(head, honest, { opened: { currency, decimals: 2 }, country: 'KE', notAfter });
  const place = join(live.folder, 'treasury-COP.place');
  const before = readFileSync(place);
  await expect(treasury.submit(draft(Date.now() + LATER_MS))).rejects.toThrow(/Nobody has signed/);
  const eternal = signedBy(draft(9e15), 0, live.signers[0]!, await context());
  await expect(treasury.submit(eternal)).rejects.toThrow(/valid for so long/);
  expect(readFileSync(place)).toEqual(before);

  // What a signer handed in is not taken for what this folder proposes.
  const foreign = signedBy(draft(Date.now() + 1_500), 0, live.signers[0]!, await context());
  expect(await treasury.submit(foreign)).toEqual({ signed: [0] });
  const own = await treasury.propose(honest, Date.now() + LATER_MS);
  expect(own[0]?.state).not.toEqual(foreign[0]?.state);
  const first = signedBy(own, 0, live.signers[0]!, await context());
  const both = signedBy(first, 1, live.signers[1]!, await context());
  expect(await treasury.submit(both)).toHaveProperty('transition');
  expect(await live.minted('COP')).toBe(11n);
});
