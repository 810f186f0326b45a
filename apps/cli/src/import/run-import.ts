import { type Bell, createBell } from './bell.ts';
import type { Currencies } from './check-row.ts';
import type { Journal, RowRecord } from './journal.ts';
import { createLimit } from './limit.ts';
import type { Parties } from './parties.ts';
import type { RowOutcomes } from './pay-rows.ts';
import { type Payers, createPayers } from './payers.ts';
import { TREASURY } from './places.ts';
import { type RowQueue, createRowQueue } from './row-queue.ts';
import { type Progress, checkedRows, readProgress } from './row-source.ts';
import { type RowPayment, type RowProblem, isProblem } from './row.ts';
import { type Schedule, createSchedule } from './schedule.ts';
import { type ImportReport, type RowTally, createRowTally } from './tally-rows.ts';
import type { TreasuryPayer } from './treasury-payer.ts';

/** What an import works with. */
export interface ImportPorts {
  readonly path: string;
  readonly journal: Journal;
  readonly parties: Parties;
  readonly currencies: Currencies;
  readonly treasury: TreasuryPayer | undefined;
  /** The number of the sovereign's newest epoch. */
  readonly epoch: number;
  /** Whether the log has a transition, by the sovereign's own word. */
  isAdmitted(transition: string): Promise<boolean>;
  /** Told whenever rows were settled. */
  progress(settled: number, paid: number): void;
  /** Told while the payees collect, at the end. */
  collecting(done: number, all: number): void;
}

/** Rows between the first unsettled one and the newest one in play. */
const WINDOW = 2_048;
const COLLECTING = 8;

/**
 * Pays the rows of a file with the outcome that one row after the other would have, each exactly once, whatever happened to
 * former runs. Throws where the sovereign does not answer; the same import goes on later.
 */
export async function runImport(ports: ImportPorts): Promise<ImportReport> {
  const { path, journal, parties, currencies } = ports;
  await followEpoch(ports);
  await resolveUnknown(ports);
  const former = await readProgress(path, currencies, journal);
  const tally = createRowTally(journal, currencies);
  const schedule = createSchedule((party, currency) => {
    const opening = parties.opening(party, currency);
    const moved = former.moved.get(`${party}/${currency}`) ?? 0n;
    return opening === 'unlimited' ? opening : opening - moved;
  });
  const bell = createBell();
  const settle = (outcomes: RowOutcomes): void => {
    for (const [line, { state }] of outcomes) schedule.settle(line, state);
    tally.settle(outcomes);
    ports.progress(tally.settled, tally.paid);
  };
  const payers = createPayers((payer, rows) => payBatch(ports, payer, rows), settle, bell);
  const isOpen = (line: number): boolean =>
    line >= former.firstOpen && journal.row(line)?.state !== 'refused';
  const queue = createRowQueue(checkedRows(path, currencies), parties, isOpen, bell);
  try {
    await settleAll({ ports, former, tally, schedule, payers, queue, bell });
  } finally {
    await payers.stop();
  }
  await collectEverywhere(ports, tally.payees);
  return tally.report();
}

interface Work {
  readonly ports: ImportPorts;
  readonly former: Progress;
  readonly tally: RowTally;
  readonly schedule: Schedule;
  readonly payers: Payers;
  readonly queue: RowQueue;
  readonly bell: Bell;
}

async function settleAll(work: Work): Promise<void> {
  const { ports, tally, schedule, payers, queue, bell } = work;
  const refuse = async (problem: RowProblem): Promise<void> => {
    const { code, message } = problem;
    await ports.journal.record(new Map([[problem.line, { state: 'refused', code, message }]]));
    tally.refuse(problem);
  };
  for (;;) {
    const refusals = await admitRows(work);
    for (const { payment, send } of schedule.decide()) {
      if (send) payers.enqueue(payment);
      else refusals.push(insufficient(payment));
    }
    await Promise.all(refusals.map(refuse));
    if (refusals.length > 0) ports.progress(tally.settled, tally.paid);
    if (queue.isEmpty && schedule.open === 0) return;
    // A refusal may have made room for more rows, with nobody at work to ring the bell.
    if (refusals.length > 0) continue;
    await bell.heard();
    payers.check();
  }
}

/** Lets rows in up to the window's width; gives those that can never be paid. */
async function admitRows({ ports, former, tally, schedule, queue }: Work): Promise<RowProblem[]> {
  const refusals: RowProblem[] = [];
  while (schedule.open < WINDOW) {
    const row = await queue.next();
    if (row === undefined) break;
    const record = ports.journal.row(row.line);
    tally.enter(row, record);
    if (record?.state === 'refused') continue;
    if (isProblem(row)) refusals.push(row);
    else if (row.line >= former.firstOpen) {
      schedule.add(row, record?.state === 'paid' ? 'paid' : undefined);
    }
  }
  return refusals;
}

function insufficient({ line, payer, currency }: RowPayment): RowProblem {
  return {
    line,
    code: 'insufficient-balance',
    message: `@${payer} has not enough ${currency} at this place of the file.`,
  };
}

/** Sends rows of one payer, with the journal written before and after. */
async function payBatch(
  { journal, parties, treasury }: ImportPorts,
  payer: string,
  rows: readonly RowPayment[],
): Promise<RowOutcomes> {
  const sending = (lines: readonly number[], transition: string | null): Promise<void> => {
    const record: RowRecord = { state: 'sending', payer, transition };
    return journal.record(new Map(lines.map((line) => [line, record])));
  };
  let outcomes: RowOutcomes;
  if (payer === TREASURY && treasury !== undefined) {
    outcomes = await treasury.pay(rows, sending);
  } else {
    const lines = rows.map(({ line }) => line);
    await sending(lines, null);
    const references = lines.map((line) => journal.reference(line));
    outcomes = await parties.pay(payer, rows, references);
  }
  await journal.record(outcomes);
  return outcomes;
}

/** What was paid in an epoch that is over is known only when it is asked for again. */
async function followEpoch({ path, journal, currencies, epoch }: ImportPorts): Promise<void> {
  if (journal.epoch() === epoch) return;
  const payers = new Map<number, string>();
  for await (const row of checkedRows(path, currencies)) {
    if (!isProblem(row)) payers.set(row.line, row.payer);
  }
  journal.startEpoch(epoch, payers);
}

/**
 * Finds out what became of the rows that a former run was sending when it ended, or that an epoch may have given up. That
 * can send what was only signed, to payees who are among these payers: what a party has to begin with is read afterwards.
 */
async function resolveUnknown(ports: ImportPorts): Promise<void> {
  const { journal, parties, treasury, currencies } = ports;
  for (const [payer, rows] of journal.unresolved()) {
    const found = new Map<number, RowRecord | null>(rows.map(({ line }) => [line, null]));
    if (payer === TREASURY && treasury !== undefined) {
      for (const { line, transition } of rows) {
        if (transition === null) continue;
        if (await treasury.isAdmitted(transition, [...currencies.keys()])) {
          found.set(line, { state: 'paid', transition });
        }
      }
    } else {
      const finals = await parties.finals(payer);
      for (const { line, transition: known } of rows) {
        if (finals !== 'elsewhere') {
          const transition = finals.get(journal.reference(line));
          if (transition !== undefined) found.set(line, { state: 'paid', transition });
        } else if (known !== null && (await ports.isAdmitted(known))) {
          // Its wallet is gone, so nobody here can pay it again.
          found.set(line, { state: 'paid', transition: known });
        }
      }
    }
    await journal.record(found);
  }
}

/** The payees take what they were paid: what nobody takes would go back to the payer in the end. */
async function collectEverywhere(ports: ImportPorts, payees: ReadonlySet<string>): Promise<void> {
  const { journal, parties } = ports;
  if (journal.isCollected()) return;
  const limit = createLimit(COLLECTING);
  let done = 0;
  const collect = async (payee: string): Promise<void> => {
    if ((await parties.ready(payee)) === 'own') await parties.collect(payee);
    done += 1;
    ports.collecting(done, payees.size);
  };
  await Promise.all([...payees].map((payee) => limit(() => collect(payee))));
  journal.setCollected();
}
