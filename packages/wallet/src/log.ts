/** Verifying a sovereign's log without an account: for a command line, and for a visitor's browser. */
export {
  type ShownLog,
  type VerifiedLog,
  verifyPublicLog,
} from './core/verify/verify-public-log.ts';
export type { Problem } from './core/outcome.ts';
