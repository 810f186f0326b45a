import type { Problem } from '@tallystick/wallet';

/** What an audit found. */
export interface LedgerAudit {
  readonly problems: readonly Problem[];
  /** Entries of the log. */
  readonly entries: number;
  /** The root of its tree, hexadecimal. */
  readonly root: string;
  /** `ledger`: every transition was admitted again and everything compared. `public log`: what everybody can check. */
  readonly scope: 'ledger' | 'public log';
  readonly name: string;
}

export type AuditProgress = (done: number, of: number) => void;
