import type { ExitStatus } from '../exit-status.ts';

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** What a command says in the end: the same thing once for programs and once for people. */
export interface Answer {
  readonly json: Json;
  readonly text: string;
  /** What went wrong, for stderr. */
  readonly complaint?: string;
  /** Left out: done. */
  readonly status?: ExitStatus;
}
