import { bareCommitPerSecond, bareVerifyPerSecond } from './bare/bare.ts';
import { type Bench, median, rounded } from './figures.ts';
import { RULES } from './rules/rule-set.ts';
import { paymentRules } from './rules/payment-rules.ts';
import { enact, enactedFrom, lawmakers } from './traffic/enact.ts';
import { CODE, COUNTRY, discard, type Founded, found, openStage } from './traffic/stage.ts';
import type { Stage } from './traffic/stage.ts';

/**
 * Payments through HTTP: each its own transition with its own ML-DSA-44 signature, decided, durable
 * (`synchronous=FULL`), with a certificate, and counted when its payee has taken it. Signed beforehand by a process of
 * its own. The two sides of each ratio alternate in slices within one run, and the medians of the slices count.
 */

export const PAYERS = 4096;
export const PAYEES = 64;
interface Crowd {
  readonly payers: number;
  readonly payees: number;
}

const CROWD: Crowd = { payers: PAYERS, payees: PAYEES };
/** A few, for the ledger to have seen payments before the rest come. */
const FIRST: Crowd = { payers: 16, payees: 1 };
const ROUNDS = 5;
/** What each sovereign has seen before anything is measured, so that both run compiled code. */
const WARM = 40_000;
/** How each mode is sent; a take stands `lag` requests after what it takes. */
export const SLICES = {
  batched: { payments: 40_000, connections: 4, lag: 8 },
  single: { payments: 24_000, connections: 512, lag: 1024 },
} as const;
const BARE_MS = 3000;

export const run: Bench = async (report) => {
  await using stack = new AsyncDisposableStack();
  const plain = await openPlain(stack, report);
  const ruled = await openRuled(stack, report);
  await slice(plain, 'batched', WARM);
  await slice(plain, 'single', 5000);
  await slice(ruled, 'batched', WARM);
  return await measure(plain, ruled, report);
};

type Report = (line: string) => void;

/** A sovereign with the rulebook that all begin with. */
async function openPlain(stack: AsyncDisposableStack, report: Report): Promise<Stage> {
  const founded = stack.adopt(await found(), discard);
  const stage = stack.adopt(await openStage(founded, report), (opened) => opened.close());
  await settle(stage, founded);
  return stage;
}

/** The same under 5,000 rules. */
async function openRuled(stack: AsyncDisposableStack, report: Report): Promise<Stage> {
  const makers = lawmakers();
  const founded = stack.adopt(await found(undefined, makers.governance), discard);
  const stage = stack.adopt(await openStage(founded, report), (opened) => opened.close());
  report(`enacting ${RULES} rules`);
  const from = enactedFrom();
  const where = { ...founded, country: COUNTRY };
  await enact(stage.url, where, makers, paymentRules(CODE, from), from);
  // A ledger remembers payees from the first payment on that a rule asks for them, and of those who come later everything.
  await settle(stage, founded, FIRST);
  await slice(stage, 'batched', FIRST.payers);
  await settle(stage, founded);
  return stage;
}

/** Opens and funds the accounts. */
export async function settle(
  stage: Stage,
  founded: Founded,
  { payers, payees }: Crowd = CROWD,
): Promise<void> {
  const { sovereign, currency, treasurySeed } = founded;
  const options = { url: stage.url, sovereign, currency, country: COUNTRY, treasurySeed };
  const economy = { payers, payees, funds: 1_000_000n };
  await stage.client({ kind: 'found', options: { ...options, ...economy } });
}

export interface Slice {
  readonly perSecond: number;
  /** Microseconds of processor time per payment, in the sending process and in the sovereign's. */
  readonly clientCpuUs: number;
  readonly sovereignCpuUs: number;
  /** The same of its ring, which decides and signs in a process of its own. */
  readonly ringCpuUs: number;
}

/** One prepared run of one mode. */
export async function slice(
  stage: Stage,
  mode: 'batched' | 'single',
  payments: number,
): Promise<Slice> {
  const { lag, connections } = SLICES[mode];
  await stage.client({ kind: 'sign', mode, payments, lag });
  const before = [await stage.cpuSeconds(), await stage.ringCpuSeconds()] as const;
  const ran = await stage.client({ kind: 'run', connections });
  const after = [await stage.cpuSeconds(), await stage.ringCpuSeconds()] as const;
  if (ran === null) throw new Error('nothing ran');
  return {
    perSecond: payments / ran.seconds,
    clientCpuUs: (ran.clientCpuSeconds / payments) * 1e6,
    sovereignCpuUs: ((after[0] - before[0]) / payments) * 1e6,
    ringCpuUs: ((after[1] - before[1]) / payments) * 1e6,
  };
}

interface Measured {
  readonly bare: number[];
  readonly batched: Slice[];
  readonly single: Slice[];
  /** In batches, under the rules. */
  readonly ruled: Slice[];
  readonly commits: number[];
}

async function measure(
  plain: Stage,
  ruled: Stage,
  report: Report,
): Promise<Awaited<ReturnType<Bench>>> {
  const measured: Measured = { bare: [], batched: [], single: [], ruled: [], commits: [] };
  const { bare, batched, single, commits } = measured;
  const { payments } = SLICES.batched;
  for (let round = 1; round <= ROUNDS; round += 1) {
    const underRules = async () => measured.ruled.push(await slice(ruled, 'batched', payments));
    // By turns which of the two comes first.
    if (round % 2 === 0) await underRules();
    bare.push(await bareVerifyPerSecond(BARE_MS));
    batched.push(await slice(plain, 'batched', payments));
    if (round % 2 === 1) await underRules();
    bare.push(await bareVerifyPerSecond(BARE_MS));
    single.push(await slice(plain, 'single', SLICES.single.payments));
    commits.push(bareCommitPerSecond(1000));
    report(
      `round ${round} of ${ROUNDS}: bare ${rounded(bare.at(-2) ?? 0)} and ${rounded(bare.at(-1) ?? 0)}, ` +
        `batched ${rounded(batched.at(-1)?.perSecond ?? 0)}, single ${rounded(single.at(-1)?.perSecond ?? 0)}, ` +
        `under ${RULES} rules ${rounded(measured.ruled.at(-1)?.perSecond ?? 0)}`,
    );
  }
  return { name: 'payments', figures: figuresOf(measured), notes: NOTES };
}

function figuresOf({ bare, batched, single, ruled, commits }: Measured): Record<string, number> {
  const toBare = (slices: readonly Slice[], offset: number): number =>
    median(slices.map(({ perSecond }, i) => perSecond / (bare[2 * i + offset] as number)));
  const of = (slices: readonly Slice[], figure: keyof Slice): number =>
    rounded(median(slices.map((one) => one[figure])));
  const toPlain = (of: (one: Slice) => number): number =>
    rounded(median(ruled.map((one, i) => of(one) / of(batched[i] as Slice))));
  return {
    batchedPerSecond: of(batched, 'perSecond'),
    singlePerSecond: of(single, 'perSecond'),
    bareVerifyPerSecond: rounded(median(bare)),
    bareCommitPerSecond: rounded(median(commits)),
    batchedRatio: rounded(toBare(batched, 0)),
    singleRatio: rounded(toBare(single, 1)),
    batchedClientCpuUs: of(batched, 'clientCpuUs'),
    batchedSovereignCpuUs: of(batched, 'sovereignCpuUs'),
    batchedRingCpuUs: of(batched, 'ringCpuUs'),
    singleClientCpuUs: of(single, 'clientCpuUs'),
    singleSovereignCpuUs: of(single, 'sovereignCpuUs'),
    singleRingCpuUs: of(single, 'ringCpuUs'),
    rulebookBatchedPerSecond: of(ruled, 'perSecond'),
    rulebookBatchedSovereignCpuUs: of(ruled, 'sovereignCpuUs'),
    rulebookBatchedRingCpuUs: of(ruled, 'ringCpuUs'),
    rulebookRatio: toPlain(({ perSecond }) => perSecond),
    rulebookCpuRatio: toPlain(({ sovereignCpuUs, ringCpuUs }) => sovereignCpuUs + ringCpuUs),
  };
}

const NOTES: readonly string[] = [
  `Aims: batchedRatio 0.75, singleRatio 0.50, rulebookRatio 0.90. ${PAYERS} payers, ${PAYEES} payees, ${ROUNDS} rounds; ` +
    `batches of 256 over ${SLICES.batched.connections} connections, single payments over ${SLICES.single.connections}.`,
  'bareVerifyPerSecond: ML-DSA-44 on all cores and nothing else, measured directly before each slice.',
  `rulebook…: the same batches at a second sovereign under ${RULES} rules, which ask for sums, payments, payees and first payments; each round beside the first sovereign's, by turns which is measured first. rulebookCpuRatio: node and ring together, beside the same without rules.`,
];
