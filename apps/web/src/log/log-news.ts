import type { VerifiedLog } from '@tallystick/wallet/log';

/** What the worker tells while it verifies, and at its end. */
export type LogNews =
  | { readonly kind: 'progress'; readonly done: number; readonly of: number }
  | { readonly kind: 'found'; readonly found: VerifiedLog; readonly ms: number }
  | { readonly kind: 'unreachable' };
