import { type Answer, type Ledger, type Pending, type Refusal, refuse } from '@tallystick/ledger';
import { type Item, newQueue } from './queue.ts';
import type { ReceiptedAnswer, Receipts } from './receipts.ts';
import type { VerifyPool } from './verify/verify-pool.ts';

/**
 * The way from a request to its answers (DESIGN section 6): precheck → signatures on all cores → admission in order, one
 * durable batch at a time → answers. What arrives first is admitted first, so a run of one chain stays in order, and one
 * transition's fate is no other's.
 */
export interface Pipeline {
  /**
   * Takes the transitions of one request. Resolves with their answers, in order. Undefined when the queue has no room, or
   * the pipeline takes no more: then nothing has happened.
   */
  submit(items: readonly Uint8Array[]): Promise<readonly ReceiptedAnswer[]> | undefined;
  /** Transitions between their precheck and their answer. */
  readonly queued: number;
  /** Takes no more, and resolves when everything that it took has its answer. */
  finish(): Promise<void>;
}

export interface PipelineOptions {
  readonly ledger: Ledger;
  readonly verifyPool: VerifyPool;
  readonly receipts: Receipts;
  /** Transitions that may wait. */
  readonly limit: number;
  /** A batch is about to be admitted: the last look at the state before it. */
  readonly onStart: (batch: readonly Pending[]) => void;
  /** A batch is durable, signed and answered, or the ledger has failed; ms from its start. */
  readonly onBatch: (batch: readonly Pending[], answers: readonly Answer[], ms: number) => void;
}

/** FINDINGS, "Speed": a batch starts when the last has finished and so many are ready … */
const ENOUGH = 64;
/** … or when some have waited for so long, in milliseconds. */
const PATIENCE_MS = 5;
/** One batch is one transaction: longer ones only make the others wait. */
const MAX_BATCH = 1024;

export function newPipeline(options: PipelineOptions): Pipeline {
  const { ledger, verifyPool, limit } = options;
  const batches = newBatches(options);
  let finishing = false;

  function take(bytes: Uint8Array, answer: (answer: ReceiptedAnswer) => void): void {
    const prechecked = ledger.precheck(bytes);
    if ('refusal' in prechecked) {
      answer(prechecked.refusal);
      return;
    }
    if ('known' in prechecked) {
      const certificate = ledger.certificate(prechecked.id);
      answer(certificate === undefined ? refuse('unavailable', {}) : { ok: true, certificate });
      return;
    }
    const { pending, jobs } = prechecked;
    const item: Item = { pending, answer, left: jobs.length, isGood: true };
    batches.add(item);
    for (const job of jobs) verifyPool.submit(job, (verified) => batches.checked(item, verified));
  }

  return {
    submit(items) {
      if (finishing || batches.waiting + items.length > limit) return undefined;
      const { promise, resolve } = Promise.withResolvers<readonly ReceiptedAnswer[]>();
      const answers: ReceiptedAnswer[] = Array.from({ length: items.length });
      let left = items.length;
      for (let i = 0; i < items.length; i += 1) {
        take(items[i] as Uint8Array, (answer) => {
          answers[i] = answer;
          left -= 1;
          if (left === 0) resolve(answers);
        });
      }
      return promise;
    },
    get queued() {
      return batches.waiting;
    },
    async finish() {
      finishing = true;
      await batches.empty();
    },
  };
}

interface Batches {
  readonly waiting: number;
  add(item: Item): void;
  checked(item: Item, verified: boolean): void;
  /** Resolves when nothing waits. */
  empty(): Promise<void>;
}

/** Forms batches of what has been checked, and has one admitted after the other. */
function newBatches({ ledger, receipts, onStart, onBatch }: PipelineOptions): Batches {
  const queue = newQueue();
  let isPumping = false;
  let admitting = 0;
  /** Refused, and waiting for their receipts. */
  let signing = 0;
  let readySince: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  let onEmpty: (() => void) | undefined;

  /** Once for all answers that the verify pool delivers in one go. */
  function pumpSoon(): void {
    if (isPumping) return;
    isPumping = true;
    queueMicrotask(pump);
  }

  function pump(): void {
    isPumping = false;
    if (admitting > 0) return;
    const { ready } = queue;
    if (ready === 0) {
      if (isEmpty()) onEmpty?.();
      return;
    }
    readySince ??= performance.now();
    const waited = performance.now() - readySince;
    // When nothing is being checked, nothing is worth waiting for.
    if (ready >= ENOUGH || ready === queue.length || waited >= PATIENCE_MS) start();
    else timer ??= setTimeout(pumpSoon, PATIENCE_MS - waited);
  }

  function start(): void {
    clearTimeout(timer);
    timer = readySince = undefined;
    const batch = queue.take(MAX_BATCH).filter((item) => {
      if (!item.isGood) item.answer(ledger.reject(item.pending));
      return item.isGood;
    });
    if (batch.length > 0) void admit(batch);
    else pumpSoon();
  }

  async function admit(batch: readonly Item[]): Promise<void> {
    const startedAt = performance.now();
    admitting = batch.length;
    const pending = batch.map((item) => item.pending);
    onStart(pending);
    const answers = await ledger.admitBatch(pending);
    for (let i = 0; i < batch.length; i += 1) tell(batch[i] as Item, answers[i] as Answer);
    admitting = 0;
    onBatch(pending, answers, performance.now() - startedAt);
    pumpSoon();
  }

  function tell(item: Item, answer: Answer): void {
    if (answer.ok || answer.objected === undefined) item.answer(answer);
    else void tellWithReceipt(item, answer);
  }

  /** Nothing else waits for a receipt: the next batch is admitted meanwhile. */
  async function tellWithReceipt(item: Item, refusal: Refusal): Promise<void> {
    signing += 1;
    item.answer(await receipts.add(item.pending, refusal));
    signing -= 1;
    pumpSoon();
  }

  function isEmpty(): boolean {
    return queue.length + admitting + signing === 0;
  }

  return {
    get waiting() {
      return queue.length + admitting + signing;
    },
    add(item) {
      queue.push(item);
      if (item.left === 0) pumpSoon(); // it came before, and its signatures have been checked
    },
    checked(item, verified) {
      item.isGood &&= verified;
      item.left -= 1;
      if (item.left === 0) pumpSoon();
    },
    async empty() {
      if (isEmpty()) return;
      await new Promise<void>((resolve) => {
        onEmpty = resolve;
      });
    },
  };
}
