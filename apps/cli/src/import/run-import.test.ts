import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { formatAmount } from '@tallystick/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generator } from '../testing/payments-csv.ts';
import { markFile } from './file-mark.ts';
import { type Journal, openJournal } from './journal.ts';
import type { Parties } from './parties.ts';
import type { RowOutcome, RowOutcomes } from './pay-rows.ts';
import type { RowPayment } from './row.ts';
import { runImport } from './run-import.ts';
import type { ImportReport } from './tally-rows.ts';

const CURRENCIES = new Map([['HRB', 2]]);
const FUNDS = 9_000n;
const SEEDS = 40;
const ROWS = 30;
const PARTIES = 4;

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'tally-run-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

/** Stands still after so many steps, as a process that was killed does: what comes afterwards leaves no trace. */
class Fuse {
  #left: number;
  constructor(steps: number) {
    this.#left = steps;
  }
  step(): void {
    this.#left -= 1;
    if (this.#left < 0) throw new Error('killed');
  }
  get isBurnt(): boolean {
    return this.#left < 0;
  }
}

interface Sent {
  readonly rows: readonly RowPayment[];
  readonly references: readonly string[];
}

/**
 * The ledger and the parties' wallets, as far as an import sees them. What a party paid is on its wallet's disk before it
 * is sent, and at the payee's hand only once the payee collects.
 */
class Town {
  readonly balances: Map<string, bigint>;
  readonly #due = new Map<string, bigint>();
  readonly #signed = new Map<string, Sent>();
  readonly finals = new Map<string, Map<string, string>>();

  constructor(payer: string) {
    this.balances = new Map([[payer, FUNDS]]);
  }

  sign(party: string, sent: Sent): void {
    this.#signed.set(party, sent);
  }

  /** What was signed is admitted as a whole, or not at all. */
  send(party: string): boolean {
    const sent = this.#signed.get(party);
    if (sent === undefined) return true;
    this.#signed.delete(party);
    const total = sent.rows.reduce((sum, { amount }) => sum + amount, 0n);
    const has = this.balances.get(party) ?? 0n;
    if (has < total) return false;
    this.balances.set(party, has - total);
    for (const [at, { payee, amount, line }] of sent.rows.entries()) {
      this.#due.set(payee, (this.#due.get(payee) ?? 0n) + amount);
      const known = this.finals.get(party) ?? new Map<string, string>();
      const reference = sent.references[at] ?? '';
      if (known.has(reference)) throw new Error(`row ${line} was paid twice`);
      this.finals.set(party, known.set(reference, `transition of ${line}`));
    }
    return true;
  }

  collect(party: string): void {
    this.balances.set(party, (this.balances.get(party) ?? 0n) + (this.#due.get(party) ?? 0n));
    this.#due.delete(party);
  }
}

/** The parties of one run, which ends when its fuse has burnt. */
function partiesOf(town: Town, fuse: Fuse): Parties {
  const opening = new Map<string, bigint>();
  const resolve = (party: string): void => {
    town.send(party);
    town.collect(party);
  };
  return {
    ready(party) {
      if (!opening.has(party)) {
        fuse.step();
        resolve(party);
        opening.set(party, town.balances.get(party) ?? 0n);
      }
      return Promise.resolve('own');
    },
    opening: (party) => opening.get(party) ?? 0n,
    pay(party, rows, references) {
      fuse.step();
      return payAll(town, fuse, party, { rows, references });
    },
    collect(party) {
      fuse.step();
      resolve(party);
      return Promise.resolve();
    },
    finals(party) {
      fuse.step();
      resolve(party);
      return Promise.resolve(town.finals.get(party) ?? new Map());
    },
    close: () => Promise.resolve(),
  };
}

async function payAll(
  town: Town,
  fuse: Fuse,
  party: string,
  { rows, references }: Sent,
): Promise<RowOutcomes> {
  const known = town.finals.get(party);
  const open = rows.flatMap((row, at) => {
    const reference = references[at] ?? '';
    return known?.has(reference) === true ? [] : [{ row, reference }];
  });
  town.collect(party);
  town.sign(party, {
    rows: open.map(({ row }) => row),
    references: open.map(({ reference }) => reference),
  });
  // Others sign meanwhile: a kill leaves several who have signed and not sent.
  await turn();
  fuse.step();
  const isPaid = town.send(party);
  await turn();
  fuse.step();
  return new Map(
    rows.map(({ line }): [number, RowOutcome] => [
      line,
      isPaid
        ? { state: 'paid', transition: `transition of ${line}` }
        : { state: 'refused', code: 'not-paid', message: 'The schedule let it be sent.' },
    ]),
  );
}

function fused(journal: Journal, fuse: Fuse): Journal {
  return {
    ...journal,
    async record(rows) {
      fuse.step();
      await journal.record(rows);
      fuse.step();
    },
  };
}

/** One run of the command; undefined where it was killed. */
async function run(file: string, town: Town, steps: number): Promise<ImportReport | undefined> {
  const path = join(dir, file);
  const journal = openJournal(`${path}.journal`, await markFile(path, file));
  const fuse = new Fuse(steps);
  try {
    return await runImport({
      path,
      journal: fused(journal, fuse),
      parties: partiesOf(town, fuse),
      currencies: CURRENCIES,
      treasury: undefined,
      epoch: 0,
      isAdmitted: () => Promise.resolve(false),
      progress: () => undefined,
      collecting: () => undefined,
    });
  } catch (error) {
    if (!fuse.isBurnt) throw error;
    return undefined;
  } finally {
    journal.close();
  }
}

interface Expected {
  readonly text: string;
  readonly refused: ReadonlySet<number>;
  readonly balances: ReadonlyMap<string, bigint>;
}

/**
 * Parties who have so little that whether a row can be paid hangs on the rows just before it, with what one row after the
 * other leads to.
 */
function poorTown(seed: number): Expected {
  const random = generator(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const balances = new Map([['agency', FUNDS]]);
  const refused = new Set<number>();
  const lines: string[] = [];
  for (let line = 1; line <= ROWS; line += 1) {
    const payer = line <= PARTIES ? 'agency' : `p${below(PARTIES)}`;
    const another = (Number(payer.slice(1)) + 1 + below(PARTIES - 1)) % PARTIES;
    const payee = `p${line <= PARTIES ? line - 1 : another}`;
    const amount = BigInt(100 + below(900));
    lines.push(`${line},${payer},${payee},${formatAmount(amount, 2)},HRB`);
    const has = balances.get(payer) ?? 0n;
    if (has < amount) {
      refused.add(line);
      continue;
    }
    balances.set(payer, has - amount);
    balances.set(payee, (balances.get(payee) ?? 0n) + amount);
  }
  return { text: lines.join('\n'), refused, balances };
}

function expectSequential({ rows, refused }: ImportReport, town: Town, expected: Expected): void {
  expect(new Set(refused.map(({ line }) => line))).toEqual(expected.refused);
  expect(rows).toBe(ROWS);
  expect(town.balances).toEqual(expected.balances);
}

test('killed after any step, and again while it goes on, it pays what one row after the other would', async () => {
  let kills = 0;
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const file = `seed-${seed}.csv`;
    const expected = poorTown(seed);
    writeFileSync(join(dir, file), expected.text);
    const town = new Town('agency');
    const random = generator(seed);
    let report: ImportReport | undefined;
    while (report === undefined) {
      report = await run(file, town, PARTIES + Math.floor(random() * 60));
      if (report === undefined) kills += 1;
    }
    expectSequential(report, town, expected);
  }
  expect(kills).toBeGreaterThan(SEEDS);
});
