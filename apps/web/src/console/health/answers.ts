/** What the sovereign answers its operator about itself (docs/integrators/http-api.md): times in ms since 1970, sizes in bytes. */

export interface Health {
  readonly status: 'ready' | 'stopping' | 'failed' | 'clock-ahead';
  readonly now: number;
  readonly startedAt: number;
  readonly ledgerFailed: boolean;
  readonly workersFailed: boolean;
  readonly ring: {
    readonly failed: boolean;
    readonly starts: number;
    readonly restartedAt: number | null;
  };
  readonly clockAheadMs: number;
  readonly headerAt: number | null;
  readonly heartbeatMs: number;
  readonly queue: { readonly waiting: number; readonly most: number };
  readonly alarmsRaised: number;
  readonly appealsOverdue: number;
  readonly forks: number;
  readonly lastBackupAt: number | null;
  readonly hasKeptLog: boolean;
  readonly forgets: boolean;
  readonly disks: readonly {
    readonly of: 'folder' | 'kept-log';
    readonly freeBytes: number;
    readonly totalBytes: number;
  }[];
}

export interface Sample {
  readonly time: number;
  readonly spanMs: number;
  readonly admitted: number;
  readonly refused: number;
  readonly stopped: number | null;
  readonly requests: number;
  readonly medianMs: number | null;
  readonly p99Ms: number | null;
  readonly queued: number;
  readonly residentBytes: number;
  readonly lateMs: number;
}

interface Often {
  readonly hour: number;
  readonly day: number;
}

export interface Stops {
  readonly at: number;
  readonly decided: Often;
  readonly stopped: Often;
  readonly rules: readonly (Often & { readonly rule: string; readonly refused: number })[];
  readonly codes: readonly (Often & { readonly code: string })[];
}
