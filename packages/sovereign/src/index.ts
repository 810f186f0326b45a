/**
 * One sovereign's node: it takes transitions over HTTP, gives certificates and evidence back, and is operated, backed
 * up, restored and audited by the people who own it.
 */
export type {
  CreateSovereignOptions,
  CurrencyOptions,
  FolderProblemCode,
  FoundingPorts,
  ParameterOptions,
  SovereignFolder,
} from './founding/options.ts';
export { type WrittenBackup, backupSovereign } from './recovery/backup-sovereign.ts';
export { watchCorridors } from './ring/watch-corridors.ts';
export type { Corridor } from './ring/inside/watched.ts';
export { checkDesk } from './desk/check-desk.ts';
export { DEFAULT_GOVERNANCE } from './founding/governance/default-governance.ts';
export type { GovernanceOptions } from './founding/governance/options.ts';
export { readGovernance } from './founding/governance/read-governance.ts';
export { stateGovernance } from './founding/governance/state-governance.ts';
export { foundWhole } from './founding-door/found-whole.ts';
export { openFoundingDoor } from './founding-door/open-when-asked.ts';
export type { FoundingDoor, FoundingDoorOptions } from './founding-door/options.ts';
export { createSovereign } from './founding/create-sovereign.ts';
export { nodePorts } from './founding/node-ports.ts';
export { SovereignProblem } from './founding/options.ts';
export {
  type OpenedTreasury,
  openOperator,
  openTreasury,
  readSovereign,
} from './folder/holders.ts';
export { createTreasuryKey } from './folder/treasury-key.ts';
export { createSignerKey, openSignerKey } from './folder/key-file.ts';
export { replaceDurably } from './folder/replace-durably.ts';
export {
  type CertifiedHead,
  type DraftPurpose,
  type PendingDrafts,
  type TreasuryPlaceFile,
  type TreasuryRefusal,
  openTreasuryPlace,
} from './treasury/place.ts';
export { folderPaths } from './folder/paths.ts';
export { type FolderLock, tryLock } from './folder/folder-lock.ts';
export { type OpenedEpoch, type OpenedFolder, openFolder } from './folder/open-folder.ts';
export type {
  DeclareEpochOptions,
  DeclaredEpoch,
  Limits,
  LogSource,
  RestoreSovereignOptions,
  RestoredSovereign,
  ResumeOptions,
  Resumed,
  RunningSovereign,
  StartSovereignOptions,
  StoreChoice,
  WalletCertificate,
} from './lifecycle/options.ts';
export { collectRarely } from './lifecycle/collect-rarely.ts';
export { startSovereign } from './lifecycle/start-when-asked.ts';
export { declareEpoch } from './recovery/declare-epoch.ts';
export { restoreSovereign } from './recovery/restore-sovereign.ts';
export { type RestoredMark, backupDigest, restoredFrom } from './recovery/restored-mark.ts';
export { resumeRestored } from './recovery/resume-restored.ts';
