/**
 * What every wallet does, wherever it runs: keys, its own chain, payments, and the checks of what a sovereign answers.
 * The storage ports are in `./node` and `./browser`.
 */
export * from './core/outcome.ts';
export type * from './core/ports.ts';
export type * from './core/wallet-types.ts';
