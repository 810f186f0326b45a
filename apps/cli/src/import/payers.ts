import type { Bell } from './bell.ts';
import type { RowOutcomes } from './pay-rows.ts';
import type { RowPayment } from './row.ts';

/** Pays rows of one payer, in order; at most as many as fit one transition. */
export type PayBatch = (payer: string, rows: readonly RowPayment[]) => Promise<RowOutcomes>;

/** Many payers at work side by side, each on its own rows in their order. */
export interface Payers {
  enqueue(row: RowPayment): void;
  /** Throws when a payer could not go on. */
  check(): void;
  /** Starts no more work, and resolves when nobody is at work. */
  stop(): Promise<void>;
}

/** protocol.md section 4: holds of one put. */
const BATCH = 256;
const WORKERS = 16;

/** `tell` hears of every batch, and then the bell rings. */
export function createPayers(
  pay: PayBatch,
  tell: (outcomes: RowOutcomes) => void,
  bell: Bell,
): Payers {
  const queues = new Map<string, RowPayment[]>();
  const atWork = new Map<string, Promise<void>>();
  let stopped = false;
  let failure: { readonly error: unknown } | undefined;

  function start(): void {
    for (const [payer, queue] of queues) {
      if (atWork.size >= WORKERS || stopped || failure !== undefined) return;
      if (atWork.has(payer)) continue;
      const batch = queue.splice(0, BATCH);
      if (queue.length === 0) queues.delete(payer);
      atWork.set(payer, work(payer, batch));
    }
  }

  async function work(payer: string, batch: readonly RowPayment[]): Promise<void> {
    try {
      tell(await pay(payer, batch));
    } catch (error) {
      failure ??= { error };
    } finally {
      atWork.delete(payer);
      start();
      bell.ring();
    }
  }

  return {
    enqueue(row) {
      const queue = queues.get(row.payer);
      if (queue === undefined) queues.set(row.payer, [row]);
      else queue.push(row);
      // Rows that are decided together should leave together.
      queueMicrotask(start);
    },
    check() {
      if (failure !== undefined) throw failure.error;
    },
    async stop() {
      stopped = true;
      await Promise.all(atWork.values());
    },
  };
}
