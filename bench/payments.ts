import { bareCommitPerSecond, bareVerifyPerSecond } from './bare/bare.ts';
import { type Bench, median, rounded } from './figures.ts';
import { COUNTRY, discard, found, openStage, type Stage } from './traffic/stage.ts';

/**
 * Payments through HTTP: each its own transition with its own ML-DSA-44 signature, decided, durable
 * (`synchronous=FULL`), with a certificate, and counted when its payee has taken it. Signed beforehand by a process of
 * its own. The two sides of each ratio alternate in slices within one run, and the medians of the slices count.
 */

export const PAYERS = 4096;
export const PAYEES = 64;
const ROUNDS = 3;
/** How each mode is sent; a take stands `lag` requests after what it takes. */
export const SLICES = {
  batched: { payments: 40_000, connections: 4, lag: 8 },
  single: { payments: 24_000, connections: 512, lag: 1024 },
} as const;
const BARE_MS = 3000;

export const run: Bench = async (report) => {
  const founded = await found();
  const stage = await openStage(founded, report);
  try {
    await settle(stage, founded);
    await slice(stage, 'batched', 10_000);
    await slice(stage, 'single', 5000);
    return await measure(stage, report);
  } finally {
    await stage.close();
    discard(founded);
  }
};

/** Opens and funds the accounts. */
export async function settle(
  stage: Stage,
  founded: Awaited<ReturnType<typeof found>>,
): Promise<void> {
  const { sovereign, currency, treasurySeed } = founded;
  const options = { url: stage.url, sovereign, currency, country: COUNTRY, treasurySeed };
  const economy = { payers: PAYERS, payees: PAYEES, funds: 1_000_000n };
  await stage.client({ kind: 'found', options: { ...options, ...economy } });
}

export interface Slice {
  readonly perSecond: number;
  /** Microseconds of processor time per payment, in the sending process and in the sovereign's. */
  readonly clientCpuUs: number;
  readonly sovereignCpuUs: number;
}

/** One prepared run of one mode. */
export async function slice(
  stage: Stage,
  mode: 'batched' | 'single',
  payments: number,
): Promise<Slice> {
  const { lag, connections } = SLICES[mode];
  await stage.client({ kind: 'sign', mode, payments, lag });
  const before = await stage.cpuSeconds();
  const ran = await stage.client({ kind: 'run', connections });
  const after = await stage.cpuSeconds();
  if (ran === null) throw new Error('nothing ran');
  return {
    perSecond: payments / ran.seconds,
    clientCpuUs: (ran.clientCpuSeconds / payments) * 1e6,
    sovereignCpuUs: ((after - before) / payments) * 1e6,
  };
}

async function measure(
  stage: Stage,
  report: (line: string) => void,
): Promise<Awaited<ReturnType<Bench>>> {
  const bare: number[] = [];
  const batched: Slice[] = [];
  const single: Slice[] = [];
  const commits: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    bare.push(await bareVerifyPerSecond(BARE_MS));
    batched.push(await slice(stage, 'batched', SLICES.batched.payments));
    bare.push(await bareVerifyPerSecond(BARE_MS));
    single.push(await slice(stage, 'single', SLICES.single.payments));
    commits.push(bareCommitPerSecond(1000));
    report(
      `round ${round} of ${ROUNDS}: bare ${rounded(bare.at(-2) ?? 0)} and ${rounded(bare.at(-1) ?? 0)}, ` +
        `batched ${rounded(batched.at(-1)?.perSecond ?? 0)}, single ${rounded(single.at(-1)?.perSecond ?? 0)}`,
    );
  }
  const ratio = (slices: readonly Slice[], offset: number): number =>
    median(slices.map(({ perSecond }, i) => perSecond / (bare[2 * i + offset] as number)));
  const of = (slices: readonly Slice[], figure: keyof Slice): number =>
    rounded(median(slices.map((one) => one[figure])));
  return {
    name: 'payments',
    figures: {
      batchedPerSecond: of(batched, 'perSecond'),
      singlePerSecond: of(single, 'perSecond'),
      bareVerifyPerSecond: rounded(median(bare)),
      bareCommitPerSecond: rounded(median(commits)),
      batchedRatio: rounded(ratio(batched, 0)),
      singleRatio: rounded(ratio(single, 1)),
      batchedClientCpuUs: of(batched, 'clientCpuUs'),
      batchedSovereignCpuUs: of(batched, 'sovereignCpuUs'),
      singleClientCpuUs: of(single, 'clientCpuUs'),
      singleSovereignCpuUs: of(single, 'sovereignCpuUs'),
    },
    notes: [
      `Aims: batchedRatio 0.75, singleRatio 0.50. ${PAYERS} payers, ${PAYEES} payees, ${ROUNDS} rounds; ` +
        `batches of 256 over ${SLICES.batched.connections} connections, single payments over ${SLICES.single.connections}.`,
      'bareVerifyPerSecond: ML-DSA-44 on all cores and nothing else, measured directly before each slice.',
    ],
  };
}
