import { trace } from '@opentelemetry/api';
import {
  type Answer,
  type DecisionRing,
  type Ledger,
  type MemoryImage,
  type Pending,
  type Refusal,
  type Store,
  openLedger,
  openMemoryStore,
  openSqliteStore,
} from '@tallystick/ledger';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { type Decision, noObjection } from '@tallystick/rules';
import type { Logger } from 'pino';
import type { OpenedFolder } from '../folder/open-folder.ts';
import { type Announcer, newAnnouncer } from '../events/announcer.ts';
import type { EventHub } from '../events/event-hub.ts';
import type { Metrics } from '../observe/metrics.ts';
import { type Pipeline, newPipeline } from '../pipeline/pipeline.ts';
import { newReceipts } from '../pipeline/receipts.ts';
import { checkpointSigner } from '../pipeline/sign-checkpoint.ts';
import type { VerifyPool } from '../pipeline/verify/verify-pool.ts';
import type { Ring } from '../ring/keep-ring.ts';
import { currentRulebook } from '../reads/rulebook.ts';
import { type ChainHistory, newChainHistory } from '../reads/chain-history.ts';
import type { WebhookStore } from '../webhooks/webhook-store.ts';
import type { StoreChoice } from './options.ts';

/** The part of a node that a failed disk takes down, and that opens again from the store. */
export interface Core {
  readonly store: Store;
  readonly ledger: Ledger;
  readonly pipeline: Pipeline;
  readonly history: ChainHistory;
  readonly announcer: Announcer;
  /** Finishes what was taken, then closes the store. */
  close(): Promise<void>;
}

export interface CoreOptions {
  readonly folder: OpenedFolder;
  /** Decides and signs. */
  readonly ring: Ring;
  /** What a memory store holds, to be opened again after a failure. */
  readonly image: MemoryImage;
  readonly choice: StoreChoice;
  readonly keptLog: string | undefined;
  readonly verifyPool: VerifyPool;
  readonly queue: number;
  readonly hub: EventHub;
  readonly webhooks: WebhookStore;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly now: () => number;
  readonly onQueued: () => void;
  /** The ring has decided about so many holds, of each once, whatever becomes of them. */
  readonly onDecided: (decisions: readonly Decision[]) => void;
  readonly onFailure: (error: Error) => void;
  /** The ledger is open, and nothing is logged yet; what is thrown closes it again. */
  readonly onOpened: (ledger: Ledger) => void;
}

/** Opens the store and the ledger in it; checkpoints that a crash left unsigned are signed. */
export async function openCore(options: CoreOptions): Promise<Core> {
  const { folder, now } = options;
  const { epoch } = folder.current;
  const store = await openStore(options);
  try {
    const { ring } = options;
    const signCheckpoint = checkpointSigner(epoch, nodeCrypto, (checkpoint) =>
      ring.sign(checkpoint),
    );
    const onFault = (error: unknown): void =>
      options.log.error({ err: error }, 'a transition could not be prechecked: run an audit');
    const ports = {
      store,
      crypto: nodeCrypto,
      rulebook: noObjection,
      ring: heard(ring, options.onDecided),
      now,
      signCheckpoint,
      onFault,
    };
    const ledger = await openLedger(folder.constitution, epoch, ports);
    options.onOpened(ledger);
    await ledger.heartbeat(); // says that it is open from now on, and closes a gap
    const core = assemble(options, store, ledger);
    core.announcer.catchUp();
    return core;
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** A ring to whose decisions somebody else listens, as far as admission went by them. */
function heard(ring: DecisionRing, taken: CoreOptions['onDecided']): DecisionRing {
  return { decide: async (question) => await ring.decide(question), taken };
}

function assemble(options: CoreOptions, store: Store, ledger: Ledger): Core {
  const { hub, webhooks, now, onQueued, log } = options;
  const announcer = newAnnouncer({ ledger, store, hub, webhooks, now, onQueued });
  const pipeline = newPipeline({
    ledger,
    verifyPool: options.verifyPool,
    receipts: newReceipts({
      ring: options.ring,
      epoch: options.folder.current.epoch.number,
      rulebook: () => currentRulebook({ ledger }),
      now: () => performance.now(),
    }),
    limit: options.queue,
    onStart: (batch) => announcer.before(batch),
    onBatch(batch, answers, ms) {
      count(options.metrics, answers, ms);
      if (ledger.failure !== undefined) options.onFailure(ledger.failure);
      else announce(announcer, batch, answers, log);
    },
  });
  return {
    store,
    ledger,
    pipeline,
    history: newChainHistory(store),
    announcer,
    async close() {
      await pipeline.finish();
      await ledger.close();
      await store.close();
    },
  };
}

/** What is admitted is admitted, whether it can be told or not. */
function announce(
  announcer: Announcer,
  batch: readonly Pending[],
  answers: readonly Answer[],
  log: Logger,
): void {
  try {
    announcer.after(batch, answers);
  } catch (error) {
    log.error({ err: error }, 'a batch could not be announced');
  }
}

const TRACER = trace.getTracer('tallystick');

function count(metrics: Metrics, answers: readonly Answer[], ms: number): void {
  const end = Date.now();
  const attributes = { 'tallystick.transitions': answers.length };
  TRACER.startSpan('admit', { startTime: end - ms, attributes }).end(end);
  let admitted = 0;
  for (const answer of answers) {
    if (answer.ok) admitted += 1;
    else countRefusal(metrics, answer.code);
  }
  metrics.admitted.inc(admitted);
  metrics.samples.admitted(admitted);
  metrics.batchSize.observe(answers.length);
  metrics.batchSeconds.observe(ms / 1000);
}

/** What rules objected to is counted as they decide it (`onDecided`): not where nobody explains it. */
function countRefusal(metrics: Metrics, code: Refusal['code']): void {
  metrics.refused.inc({ code });
  if (code === 'rules-refuse' || code === 'rules-hold') return;
  metrics.samples.refused();
  metrics.stops.refused(code);
}

async function openStore(options: CoreOptions): Promise<Store> {
  if (options.choice === 'memory') return openMemoryStore(options.image);
  const { keptLog } = options;
  return openSqliteStore(options.folder.paths.ledger, keptLog === undefined ? {} : { keptLog });
}
