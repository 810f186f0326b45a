/**
 * The ledger: a deterministic state machine that admits transitions, the log that commits to what it admitted, and
 * the storage engines that keep both.
 */
export * from './store/index.ts';
