import { fork } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Bench, median, rounded } from './figures.ts';
import type { Built } from './growth/build.ts';
import { SLICES, slice } from './payments.ts';
import { COUNTRY, discard, type Founded, found, openStage, type Stage } from './traffic/stage.ts';

/**
 * The same payments with 10,000, 100,000 and 1,000,000 accounts: throughput in batches, memory above a node without
 * accounts, bytes on disk per payment, start-up. Payers are spread evenly over all accounts. The accounts are admitted
 * by the real ledger into the real store, but for their opening signatures, which nobody checks: making and checking a
 * million of them would take longer than the bench and tell nothing.
 */

const SIZES = [10_000, 100_000, 1_000_000] as const;
const MOST_PAYERS = 32_768;
const PAYEES = 64;
const PAYMENTS = 32_640;
const ROUNDS = 3;

interface Measured {
  readonly perSecond: number;
  readonly residentBytes: number;
  readonly startSeconds: number;
  readonly diskBytesPerPayment: number;
}

export const run: Bench = async (report) => {
  const empty = await residentOfEmpty(report);
  const measured = new Map<number, Measured>();
  for (const accounts of SIZES) {
    const founded = await found();
    try {
      measured.set(accounts, await measure(founded, accounts, report));
    } finally {
      discard(founded);
    }
  }
  const of = (accounts: number): Measured => measured.get(accounts) as Measured;
  const bytesPerAccount = (accounts: number): number =>
    rounded((of(accounts).residentBytes - empty) / accounts);
  return {
    name: 'growth',
    figures: {
      batchedPerSecond10k: rounded(of(10_000).perSecond),
      batchedPerSecond100k: rounded(of(100_000).perSecond),
      batchedPerSecond1M: rounded(of(1_000_000).perSecond),
      throughputRatio1M: rounded(of(1_000_000).perSecond / of(10_000).perSecond),
      bytesPerAccount100k: bytesPerAccount(100_000),
      bytesPerAccount1M: bytesPerAccount(1_000_000),
      residentBytesEmpty: empty,
      residentBytes1M: of(1_000_000).residentBytes,
      diskBytesPerPayment: rounded(of(1_000_000).diskBytesPerPayment),
      startSeconds10k: rounded(of(10_000).startSeconds),
      startSeconds1M: rounded(of(1_000_000).startSeconds),
    },
    notes: [
      'Aims: throughputRatio1M 0.80, bytesPerAccount1M 300, startSeconds1M 2. Resident memory is read after a ' +
        'garbage collection, directly after the start, before any payment.',
      `Up to ${MOST_PAYERS} payers spread over all accounts, ${PAYEES} payees, median of ${ROUNDS} slices.`,
    ],
  };
};

async function residentOfEmpty(report: (line: string) => void): Promise<number> {
  const founded = await found();
  const stage = await openStage(founded, report);
  const residentBytes = await stage.residentBytes();
  await stage.close();
  discard(founded);
  return residentBytes;
}

async function measure(
  founded: Founded,
  accounts: number,
  report: (line: string) => void,
): Promise<Measured> {
  const payers = Math.min(MOST_PAYERS, Math.floor(accounts * 0.8));
  const known = await build(founded, accounts, payers + PAYEES, report);
  const stage = await openStage(founded, report);
  try {
    const residentBytes = await stage.residentBytes();
    const { sovereign, currency, treasurySeed } = founded;
    const options = { url: stage.url, sovereign, currency, country: COUNTRY, treasurySeed };
    const economy = { payers, payees: PAYEES, funds: 1_000_000n, known };
    await stage.client({ kind: 'found', options: { ...options, ...economy } });
    const { rates, diskBytes } = await pay(stage, founded);
    const { startSeconds } = stage;
    report(`${accounts} accounts: ${rounded(median(rates))} payments a second`);
    return {
      perSecond: median(rates),
      residentBytes,
      startSeconds,
      diskBytesPerPayment: diskBytes / (ROUNDS * PAYMENTS),
    };
  } finally {
    await stage.close();
  }
}

async function pay(
  stage: Stage,
  founded: Founded,
): Promise<{ rates: number[]; diskBytes: number }> {
  await slice(stage, 'batched', SLICES.batched.lag * 255);
  const before = folderBytes(founded.folder);
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    rates.push((await slice(stage, 'batched', PAYMENTS)).perSecond);
  }
  return { rates, diskBytes: folderBytes(founded.folder) - before };
}

/** Admits the accounts in a process of its own; answers the seeds of those that will pay and be paid. */
async function build(
  founded: Founded,
  accounts: number,
  active: number,
  report: (line: string) => void,
): Promise<Built> {
  const builder = fork(new URL('./growth/build.ts', import.meta.url), [], {
    serialization: 'advanced',
  });
  builder.send({ ...founded, country: COUNTRY, accounts, active });
  for (;;) {
    const [message] = (await once(builder, 'message')) as [Built | string];
    if (typeof message !== 'string') {
      await once(builder, 'exit');
      return message;
    }
    report(message);
  }
}

/** Bytes of the ledger's files: what a payment costs on disk. */
function folderBytes(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}
