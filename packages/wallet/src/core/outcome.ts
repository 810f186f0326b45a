/**
 * How every operation of a wallet answers: what it asked for, or why not. Failures are returned, never thrown.
 */

/** Anything that JSON can carry; what goes into {@link Failure.data}. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * What the caller can do about a failure; a command line maps it to its exit status.
 *
 * - `usage`: the request makes no sense as written (bad amount, unknown currency, wrong passphrase): exit 2.
 * - `refused`: the sovereign, or this wallet for it, said no: exit 3.
 * - `unreachable`: the sovereign did not answer; nothing is lost, ask again: exit 4.
 * - `busy`: another process holds the wallet, or its chain waits for an earlier transition to go stale: exit 4.
 * - `tampering`: something stored or answered is not what was signed: exit 5.
 */
export type FailureKind = 'usage' | 'refused' | 'unreachable' | 'busy' | 'tampering';

/** Why an operation did not happen. `code` is stable, kebab-case; `message` says what to do next. */
export interface Failure {
  readonly kind: FailureKind;
  readonly code: string;
  readonly message: string;
  readonly data: { readonly [key: string]: Json };
}

/** The answer of every operation of the wallet. */
export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** `value`, as an outcome. */
export function done<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** A failure, as an outcome. */
export function failed(
  kind: FailureKind,
  code: string,
  message: string,
  data: { readonly [key: string]: Json } = {},
): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure: { kind, code, message, data } };
}

/** One thing that `verify` found wrong: where (a record, a file and its byte range, a log size) and what. */
export interface Problem {
  readonly where: string;
  readonly what: string;
}
