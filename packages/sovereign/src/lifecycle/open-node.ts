import { type Ledger, createMemoryImage } from '@tallystick/ledger';
import type { Decision } from '@tallystick/rules';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import type { Logger } from 'pino';
import { newBackupDesk } from '../recovery/backup-desk.ts';
import { type AlarmDesk, type AlarmDeskOptions, openAlarmDesk } from '../alarms/alarm-desk.ts';
import { openDesk } from '../desk/desk.ts';
import { openNotes } from '../desk/notes.ts';
import { newEventHub } from '../events/event-hub.ts';
import type { OpenedFolder } from '../folder/open-folder.ts';
import { newFoundersLink } from '../founding-door/founders-link.ts';
import { openGatesDesk } from '../gates/gates-desk.ts';
import { keepReports } from '../gates/kept-reports.ts';
import { runApart } from '../gates/run-apart.ts';
import type { Addresses } from '../http/addresses.ts';
import type { NodeStatus, SovereignNode } from '../node.ts';
import type { KeptLines } from '../observe/kept-lines.ts';
import { type Gauges, type Metrics, newMetrics } from '../observe/metrics.ts';
import { newPasskeyDesk } from '../passkeys/passkey-desk.ts';
import { openPasskeyStore } from '../passkeys/passkey-store.ts';
import { type VerifyPool, verifyPool } from '../pipeline/verify/verify-pool.ts';
import { openShadowDesk } from '../shadow/shadow-desk.ts';
import { newSessions } from '../sessions/sessions.ts';
import { type DelivererOptions, startDeliverer } from '../webhooks/deliver.ts';
import { newSecretBox } from '../webhooks/secret-box.ts';
import { type WebhookStore, openWebhookStore } from '../webhooks/webhook-store.ts';
import { openDeskKey } from '../folder/desk-key.ts';
import { type AppealFigures, keepAppealCounts } from '../reads/appeal-counts.ts';
import { requireOpen } from '../ring/open-ring.ts';
import type { Ring } from '../ring/keep-ring.ts';
import { type Core, openCore } from './core.ts';
import type { NodeClock } from './open-clock.ts';
import { type CoreKeeper, keepCore } from './keep-core.ts';
import { limitsOf } from './limits.ts';
import { openHealth } from './open-health.ts';
import type { StartSovereignOptions } from './options.ts';
import { runsWith } from './runs-with.ts';

export interface NodeParts {
  readonly options: StartSovereignOptions;
  readonly folder: OpenedFolder;
  readonly ring: Ring;
  readonly log: Logger;
  readonly addresses: Addresses;
  readonly clock: NodeClock;
  readonly lines: Pick<KeptLines, 'find'>;
  /** The build of the pages that it serves, where it serves any. */
  readonly release: string | null;
  /** Takes whatever has to be closed again. */
  readonly opened: AsyncDisposableStack;
}

/** What looks at proposals. */
function openDesks(
  { folder, ring, log, opened }: NodeParts,
  state: () => Ledger['state'],
): Pick<SovereignNode, 'gates' | 'shadow'> {
  const reports = keepReports(folder.paths.gates);
  const gates = openGatesDesk({ state, ring, reports, run: runApart, log });
  opened.defer(() => gates.close());
  const shadow = openShadowDesk({ state, ring, gates, clock: () => performance.now(), log });
  return { gates, shadow };
}

/** What tells of alarms and of appeals that wait. */
function openWatch(
  { log, opened }: NodeParts,
  given: Pick<AlarmDeskOptions, 'state' | 'desk' | 'now'> & {
    readonly webhooks: WebhookStore;
    readonly wake: () => void;
  },
): { readonly alarms: AlarmDesk; readonly appeals: AppealFigures } {
  const { webhooks, wake, ...watched } = given;
  const appeals = keepAppealCounts(watched.state, () => performance.now());
  const onRaised: AlarmDeskOptions['onRaised'] = (id, data, time) => {
    webhooks.tell({ id, type: 'alarm', time, data }, time);
    wake();
  };
  const alarms = openAlarmDesk({ ...watched, log, appeals, onRaised });
  opened.defer(() => alarms.close());
  return { alarms, appeals };
}

/** Who is let in, and with what. */
async function openAccess(
  { options, folder, addresses }: NodeParts,
  nowMs: number,
): Promise<Pick<SovereignNode, 'sessions' | 'passkeys' | 'foundersLink'>> {
  const store = await openPasskeyStore(folder.paths.passkeys);
  const passkeys = newPasskeyDesk(store, (origin) => addresses.isOwn(origin));
  const hasPasskey = (): boolean => store.all().length > 0;
  const foundersLink = newFoundersLink(options.founder, { foundedAt: nowMs, hasPasskey });
  return { sessions: newSessions(), passkeys, foundersLink };
}

/** Asked for when Prometheus asks, and not before all of it is open. */
function gaugesOf(
  { clock, ring }: NodeParts,
  of: {
    readonly core: () => Core;
    readonly pool: VerifyPool;
    readonly watch: () => ReturnType<typeof openWatch>;
  },
): Gauges {
  return {
    logSize: () => of.core().ledger.size,
    queued: () => of.core().pipeline.queued,
    verifying: () => of.pool.waiting,
    openHolds: () => of.core().ledger.state.holds.count,
    clockAheadMs: () => clock.aheadMs(),
    ringStarts: () => ring.starts,
    appealsOverdue: () => of.watch().appeals.counts().overdue,
    alarmsRaised: () => of.watch().alarms.told.filter(({ raisedAt }) => raisedAt !== null).length,
  };
}

/** What sends events to webhooks. */
function openDeliverer(
  { clock, log, opened }: NodeParts,
  store: WebhookStore,
  metrics: Metrics,
): ReturnType<typeof startDeliverer> {
  const now = (): number => clock.now();
  const onAttempt: DelivererOptions['onAttempt'] = (outcome) => metrics.deliveries.inc({ outcome });
  const deliverer = startDeliverer({ store, log, now, onAttempt });
  opened.defer(() => deliverer.close());
  return deliverer;
}

/** What checks signatures, and whether a part of it has ended. */
async function openWorkers({
  options,
  log,
  opened,
}: NodeParts): Promise<{ readonly pool: VerifyPool; readonly hasFailed: boolean }> {
  let hasFailed = false;
  const pool = await verifyPool({
    workers: options.verifyWorkers,
    onFailure(error) {
      hasFailed = true;
      log.fatal({ err: error }, 'a verify worker ended: start the node again');
    },
  });
  opened.defer(() => pool.close());
  return {
    pool,
    get hasFailed() {
      return hasFailed;
    },
  };
}

/** Opens everything behind the routes: desk, verify workers, ledger, webhooks. */
export async function openNode(
  parts: NodeParts,
): Promise<SovereignNode & { readonly stop: () => void }> {
  const { options, folder, ring, clock, log, opened } = parts;
  const choice = options.store ?? 'sqlite';
  const desk = openDesk(choice === 'memory' ? ':memory:' : folder.paths.desk);
  opened.defer(() => desk.close());
  const webhooks = openWebhookStore(
    desk,
    newSecretBox(await openDeskKey(folder.paths), nodeCrypto),
  );
  let stopping = false;
  const workers = await openWorkers(parts);
  const { pool } = workers;
  const hub = newEventHub();
  const now = (): number => clock.now();
  const metrics = newMetrics(
    gaugesOf(parts, { core: () => keeper.core, pool, watch: () => ({ alarms, appeals }) }),
    now,
  );
  const deliverer = openDeliverer(parts, webhooks, metrics);
  const state = (): Ledger['state'] => keeper.core.ledger.state;
  const wake = (): void => deliverer.wake();
  const { alarms, appeals } = openWatch(parts, { state, desk, now, webhooks, wake });
  const base = {
    folder,
    ring,
    image: createMemoryImage(),
    choice,
    keptLog: options.keptLog,
    verifyPool: pool,
    queue: limitsOf(options.limits).queue,
    hub,
    webhooks,
    metrics,
    log,
    now,
    onQueued: wake,
    onDecided(decisions: readonly Decision[]) {
      alarms.note(decisions);
      metrics.decided(decisions);
    },
    onOpened: ({ state }: Ledger) => clock.compareWith(state),
  };
  const access = await openAccess(parts, now());
  await requireOpen(ring);
  const keeper: CoreKeeper = await keepCore({
    open: (onFailure) => openCore({ ...base, onFailure }),
    log,
  });
  opened.defer(() => keeper.close());
  alarms.look(); // what was raised before is told again
  const status = (): NodeStatus => {
    if (stopping) return 'stopping';
    if (keeper.hasFailed || workers.hasFailed || ring.hasFailed) return 'failed';
    return clock.aheadMs() > 0 ? 'clock-ahead' : 'ready';
  };
  const failures = () => ({
    ledgerFailed: keeper.hasFailed,
    workersFailed: workers.hasFailed,
  });
  const core = (): Core => keeper.core;
  const backups = newBackupDesk({ folder, choice, now });
  return {
    folder,
    ring,
    ...openDesks(parts, state),
    alarms,
    appeals,
    get store() {
      return keeper.core.store;
    },
    get ledger() {
      return keeper.core.ledger;
    },
    get pipeline() {
      return keeper.core.pipeline;
    },
    get history() {
      return keeper.core.history;
    },
    verifyPool: pool,
    ...access,
    addresses: parts.addresses,
    notes: openNotes(desk),
    hub,
    webhooks,
    metrics,
    now,
    status,
    acceptClock: (time) => clock.accept(time),
    backups,
    lines: parts.lines,
    runsWith: runsWith(options, parts.release),
    health: await openHealth(parts, { core, metrics, alarms, appeals, backups, failures, status }),
    stop() {
      stopping = true;
    },
  };
}
