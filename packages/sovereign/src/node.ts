import type { Ledger, Store } from '@tallystick/ledger';
import type { AlarmDesk } from './alarms/alarm-desk.ts';
import type { Notes } from './desk/notes.ts';
import type { EventHub } from './events/event-hub.ts';
import type { GatesDesk } from './gates/gates-desk.ts';
import type { OpenedFolder } from './folder/open-folder.ts';
import type { FoundersLink } from './founding-door/founders-link.ts';
import type { Addresses } from './http/addresses.ts';
import type { NodeHealth } from './observe/health.ts';
import type { KeptLines } from './observe/kept-lines.ts';
import type { Metrics } from './observe/metrics.ts';
import type { PasskeyDesk } from './passkeys/passkey-desk.ts';
import type { Pipeline } from './pipeline/pipeline.ts';
import type { VerifyPool } from './pipeline/verify/verify-pool.ts';
import type { Ring } from './ring/keep-ring.ts';
import type { AppealFigures } from './reads/appeal-counts.ts';
import type { ChainHistory } from './reads/chain-history.ts';
import type { BackupDesk } from './recovery/backup-desk.ts';
import type { RunsWith } from './lifecycle/runs-with.ts';
import type { ShadowDesk } from './shadow/shadow-desk.ts';
import type { Sessions } from './sessions/sessions.ts';
import type { WebhookStore } from './webhooks/webhook-store.ts';

/**
 * - `ready`: it admits transitions. `stopping`: it finishes what it has accepted.
 * - `failed`: the disk, a worker or the ring failed; it answers reads, and has to be started again.
 * - `clock-ahead`: the machine's clock has leapt; it answers reads, and goes on when the clock is right.
 */
export type NodeStatus = 'ready' | 'stopping' | 'failed' | 'clock-ahead';

/** Everything that the routes work with. */
export interface SovereignNode {
  readonly folder: OpenedFolder;
  readonly ring: Pick<Ring, 'decoysPerMillion' | 'offices' | 'say'>;
  /** Looks at proposals. */
  readonly gates: GatesDesk;
  readonly shadow: ShadowDesk;
  readonly alarms: Pick<AlarmDesk, 'told'>;
  readonly appeals: AppealFigures;
  readonly store: Store;
  readonly ledger: Ledger;
  readonly pipeline: Pipeline;
  readonly verifyPool: VerifyPool;
  readonly history: ChainHistory;
  readonly sessions: Sessions;
  readonly foundersLink: FoundersLink;
  readonly passkeys: PasskeyDesk;
  readonly addresses: Addresses;
  readonly notes: Notes;
  readonly hub: EventHub;
  readonly webhooks: WebhookStore;
  readonly metrics: Metrics;
  readonly now: () => number;
  readonly status: () => NodeStatus;
  /** Believes the machine's clock where it says this time, give or take ten minutes; false where it does not. */
  readonly acceptClock: (time: number) => boolean;
  readonly backups: BackupDesk;
  /** What there is to worry about. */
  readonly health: () => NodeHealth;
  /** The newest lines of the log. */
  readonly lines: Pick<KeptLines, 'find'>;
  readonly runsWith: RunsWith;
}
