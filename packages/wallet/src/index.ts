/**
 * What every wallet does, wherever it runs: keys, its own chain, payments, and the checks of what a sovereign answers.
 * Deterministic given its ports; those of Node and of browsers are in `./node` and `./browser`.
 */
export { fetchTransport } from './core/client/fetch-transport.ts';
export { createWallet } from './core/lifecycle/create-wallet.ts';
export { joinDevice, prepareDevice } from './core/lifecycle/enrol-device.ts';
export { requestedKey } from './core/identity/enrol.ts';
export { openWallet } from './core/lifecycle/open-wallet.ts';
export type * from './core/decisions/decisions-types.ts';
export type * from './core/governance/governance-types.ts';
export type * from './core/holds/holds-types.ts';
export type * from './core/offline/offline-types.ts';
export type * from './core/offline/set-aside-types.ts';
export type * from './core/offline/stream/stream-types.ts';
export {
  type Failure,
  type FailureKind,
  type Json,
  type Outcome,
  type Problem,
  done,
  failed,
} from './core/outcome.ts';
export type * from './core/ports.ts';
export { StorageDamage } from './core/storage/damage.ts';
export { timeText } from './core/time-text.ts';
export { type MemoryDisk, memoryStorage } from './core/storage/memory-storage.ts';
export { type Checked, checkCertificate, checkCheckpoint } from './core/trust/checkpoints.ts';
export { type AskedTrust, askTrust } from './core/rulebook/ask-trust.ts';
export { proveChanges } from './core/rulebook/prove-changes.ts';
export type { ShownEvidence } from './core/rulebook/proven-content.ts';
export { currenciesAt } from './core/trust/changes.ts';
export { type Trust, foundedTrust } from './core/trust/constitution.ts';
export {
  type ProvenStatement,
  type ShownEntry,
  type StatementProof,
  proveStatement,
} from './core/verify/prove-statement.ts';
export { changeUnlock, createKeyring, openKeyring, readWays } from './core/vault/keyring.ts';
export type * from './core/vault/keyring-types.ts';
export type * from './core/wallet-types.ts';
