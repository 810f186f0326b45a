import type { NodeStatus } from '../node.ts';

/** What there is to worry about, in figures: words for them are the console's. Times in ms since 1970. */
export interface NodeHealth {
  readonly status: NodeStatus;
  readonly now: number;
  readonly startedAt: number;
  /** The ledger has stopped, as on a full disk, and is opened again until that works. */
  readonly ledgerFailed: boolean;
  /** What checks signatures has ended: the node has to be started again. */
  readonly workersFailed: boolean;
  readonly ring: {
    /** None could be opened when it was tried last. */
    readonly failed: boolean;
    readonly starts: number;
    /** When one was started in the place of another, last. */
    readonly restartedAt: number | null;
  };
  readonly clockAheadMs: number;
  /** Of the newest header; an idle ledger logs one each `heartbeatMs`. */
  readonly headerAt: number | null;
  readonly heartbeatMs: number;
  readonly queue: { readonly waiting: number; readonly most: number };
  readonly alarmsRaised: number;
  readonly appealsOverdue: number;
  /** Holds whose writer has signed two histories. */
  readonly forks: number;
  readonly lastBackupAt: number | null;
  readonly hasKeptLog: boolean;
  readonly forgets: boolean;
  /** Where the folder lies, and where the kept log does; null as long as nobody has looked. */
  readonly disks: readonly DiskRoom[];
}

export interface DiskRoom {
  readonly of: 'folder' | 'kept-log';
  readonly freeBytes: number;
  readonly totalBytes: number;
}
