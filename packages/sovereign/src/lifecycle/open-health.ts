import { readForks } from '@tallystick/ledger';
import type { NodeStatus } from '../node.ts';
import type { NodeHealth } from '../observe/health.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { BackupDesk } from '../recovery/backup-desk.ts';
import { lastBackup } from '../recovery/last-backup.ts';
import type { AlarmDesk } from '../alarms/alarm-desk.ts';
import type { AppealFigures } from '../reads/appeal-counts.ts';
import type { Core } from './core.ts';
import { limitsOf } from './limits.ts';
import type { NodeParts } from './open-node.ts';
import { watchNode } from './watch-node.ts';

/** What of a node can be worried about. */
interface Looked {
  readonly core: () => Core;
  readonly metrics: Metrics;
  readonly alarms: Pick<AlarmDesk, 'told'>;
  readonly appeals: AppealFigures;
  readonly backups: Pick<BackupDesk, 'madeAt'>;
  readonly failures: () => { readonly ledgerFailed: boolean; readonly workersFailed: boolean };
  readonly status: () => NodeStatus;
}

function latest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

/** Watches a node from now on. What it answers costs no scan and no disk: it was looked at before. */
export async function openHealth(parts: NodeParts, of: Looked): Promise<() => NodeHealth> {
  const { options, folder, ring, clock, opened } = parts;
  const now = (): number => clock.now();
  const watch = watchNode({
    metrics: of.metrics,
    now,
    queued: () => of.core().pipeline.queued,
    ringStarts: () => ring.starts,
    lastBackupAt: () => lastBackup(folder.paths),
    folder: folder.paths.root,
    keptLog: options.keptLog,
  });
  opened.defer(() => watch.close());
  await watch.look();
  const startedAt = now();
  const most = limitsOf(options.limits).queue;
  return () => {
    const { state } = of.core().ledger;
    const { ringRestartedAt: restartedAt, disks, lastBackupAt } = watch;
    return {
      status: of.status(),
      now: now(),
      startedAt,
      ...of.failures(),
      ring: { failed: ring.hasFailed, starts: ring.starts, restartedAt },
      clockAheadMs: Math.round(clock.aheadMs()),
      headerAt: state.header?.time ?? null,
      heartbeatMs: folder.constitution.parameters.heartbeatMs,
      queue: { waiting: of.core().pipeline.queued, most },
      alarmsRaised: of.alarms.told.filter(({ raisedAt }) => raisedAt !== null).length,
      appealsOverdue: of.appeals.counts().overdue,
      forks: readForks(state).length,
      // The file is looked at once a minute: what was made here is known at once.
      lastBackupAt: latest(of.backups.madeAt, lastBackupAt),
      hasKeptLog: options.keptLog !== undefined,
      forgets: options.store === 'memory',
      disks,
    };
  };
}
