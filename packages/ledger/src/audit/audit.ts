import {
  type Constitution,
  type VotingCrypto,
  type Epoch,
  type Hash,
  type StateRoot,
} from '@tallystick/protocol';
import type { Rulebook } from '@tallystick/rules';
import { setImmediate } from 'node:timers/promises';
import type { Verify } from '../admit/check-signatures.ts';
import { recount } from '../state/recount.ts';
import type { Damage, Store, StoredCheckpoint, StoredEntry } from '../store/index.ts';
import { checkRecords } from './check-records.ts';
import { Findings } from './findings.ts';
import { namedRoots } from './named-roots.ts';
import { AuditPass } from './pass.ts';

/**
 * The log that is audited: a store's, a mirror's, a kept one. Reading may throw: that is a finding.
 */
export interface AuditedLog {
  readonly size: number;
  entry(index: number): StoredEntry | undefined;
  /** The checkpoint of the batch that holds an entry. */
  checkpointFor(index: number): StoredCheckpoint | undefined;
}

/** What a store says besides its log. */
export type AuditedStore = Pick<Store, 'indexOf' | 'scan' | 'tile'>;

export interface AuditInput {
  readonly constitution: Constitution;
  /** Every epoch that the log's headers name. */
  readonly epochs: readonly Epoch[];
  readonly log: AuditedLog;
  /** Without one, only the log is audited. */
  readonly store: AuditedStore | null;
  readonly crypto: VotingCrypto;
  /** Where the constitution has no governance. */
  readonly rulebook: Rulebook;
  /** How signatures of transitions are verified; by default with `crypto`. */
  readonly verify?: Verify;
  /**
   * A folder for what is too much for memory, some 3 kB an account; without one it is in memory.
   */
  readonly scratch?: string;
  /** Called now and then with the entries done so far. */
  readonly progress?: (entries: number, of: number) => void;
}

export interface AuditReport {
  readonly ok: boolean;
  /** The first difference first; at most a hundred. */
  readonly problems: readonly Damage[];
  /** Entries of the log. */
  readonly entries: number;
  /** The root of its tree. */
  readonly root: Hash;
}

/** Entries between two turns of the event loop. */
const SLICE = 256;

/**
 * Rebuilds everything from the log alone, and compares: leaf by leaf the effects, at every batch
 * the tree's root with its checkpoint and the signature on it, the state roots that headers name,
 * and what a store keeps beside the log: tiles, the index of ids, every record. Takes memory for
 * one state and its records, and about one signature's verification per entry.
 */
export async function audit(input: AuditInput): Promise<AuditReport> {
  const findings = new Findings();
  const roots: ReadonlyMap<number, StateRoot> = namedRoots(input.log);
  const pass = new AuditPass(input, roots, findings);
  try {
    return await auditWith(input, pass, findings);
  } finally {
    pass.close();
  }
}

async function auditWith(
  { log, store, progress }: AuditInput,
  pass: AuditPass,
  findings: Findings,
): Promise<AuditReport> {
  for (let index = 0; index < log.size; index += 1) {
    pass.entry(index);
    if (index % SLICE !== SLICE - 1) continue;
    progress?.(index + 1, log.size);
    await setImmediate();
  }
  progress?.(log.size, log.size);
  pass.end();
  if (pass.rebuilt !== undefined) {
    const { state, records } = pass.rebuilt;
    for (const { currency, what, counted, expected } of recount(state)) {
      findings.add(log.size, `currency ${currency}`, `${what}: ${counted}, not ${expected}`);
    }
    if (store !== null) checkRecords(store, records, findings);
  }
  const problems = findings.inOrder();
  return { ok: problems.length === 0, problems, entries: log.size, root: pass.root };
}
