import {
  collectingJobs,
  type CryptoProvider,
  decodeStatement,
  equalBytes,
  type ForkFault,
  type Key,
  type SayOperation,
  type SignatureJob,
  type Statement,
  STATEMENT_KINDS,
  verifyForkProof,
} from '@tallystick/protocol';
import { type Refusal, refuse } from '../refusal/refusal.ts';
import type { Change } from '../state/change.ts';
import { writerKey } from '../state/hold-terms.ts';
import type { LedgerState } from '../state/state.ts';
import { WorkingHolds } from './take/working-holds.ts';

export const NO_JOBS: readonly SignatureJob[] = [];

type ForkStatement = Extract<Statement, { kind: 'fork-proof' }>;

/** Why a fork proof shows nothing about a hold. */
type ForkProofFault = ForkFault | 'unknown-hold' | 'no-writer' | 'other-hold';

export type ForkProven =
  | { readonly ok: true; readonly changes: readonly Change[]; readonly jobs: SignatureJob[] }
  | Refusal;

/**
 * Two histories of one open hold, signed by its writer. Everything but the signatures, which are
 * listed. A hold that is marked stays marked: the proof may be shown again, for all to read.
 */
export function checkForkProof(
  state: LedgerState,
  { hold, proof }: ForkStatement,
  crypto: CryptoProvider,
): ForkProven {
  const bad = (fault: ForkProofFault): Refusal => refuse('bad-fork-proof', { fault });
  const holds = new WorkingHolds(state);
  const working = holds.find(hold);
  if (working === undefined) return bad('unknown-hold');
  const key: Key | undefined = writerKey(state, working.terms);
  if (key === undefined) return bad('no-writer');
  const jobs: SignatureJob[] = [];
  const signer = { key, kind: 'act', sovereign: state.sovereign } as const;
  const check = verifyForkProof(proof, signer, collectingJobs(crypto, jobs));
  if (!check.ok) return bad(check.reason);
  if (!equalBytes(check.chain, hold)) return bad('other-hold');
  working.forked = true;
  return { ok: true, changes: holds.changes(), jobs };
}

/** The signatures of a fork proof, where the state knows whose they have to be. */
export function forkProofJobs(
  state: LedgerState,
  { statement, body }: SayOperation,
  crypto: CryptoProvider,
): readonly SignatureJob[] {
  if (statement !== STATEMENT_KINDS['fork-proof']) return NO_JOBS;
  const decoded = decodeStatement(statement, body);
  if (!decoded.ok || decoded.value.kind !== 'fork-proof') return NO_JOBS;
  const checked = checkForkProof(state, decoded.value, crypto);
  return checked.ok ? checked.jobs : NO_JOBS;
}
