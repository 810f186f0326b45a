/**
 * Parts of the node that work on any store and any clock: what the simulation drives, and what a node on another platform would.
 */
export { draftEpoch } from './founding/constitution.ts';
export { checkGap, requireNoGap } from './lifecycle/check-gap.ts';
export { type GuardedClock, guardClock } from './lifecycle/guard-clock.ts';
export { exportLog, logExportCodec } from './recovery/log-export.ts';
export { type BatchSource, recoverLog } from './recovery/recover-log.ts';
