import { type Failure, type FailureKind, type Json, type Outcome, done } from './outcome.ts';
import { StorageDamage, StorageFault } from './storage/damage.ts';

/** Ends an operation of the wallet from deep inside it; {@link guard} turns it into the failure it carries. */
export class Stop extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(`${failure.code}: ${failure.message}`);
    this.name = 'Stop';
    this.failure = failure;
  }
}

export function stop(
  kind: FailureKind,
  code: string,
  message: string,
  data: { readonly [key: string]: Json } = {},
): never {
  throw new Stop({ kind, code, message, data });
}

/** The value, or the end of the operation with its failure. */
export function need<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Stop(outcome.failure);
}

/** Runs one operation of the wallet: what went wrong is returned; only a programmer's error is thrown. */
export async function guard<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return done(await work());
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    return { ok: false, failure };
  }
}

function failureOf(error: unknown): Failure | undefined {
  if (error instanceof Stop) return error.failure;
  if (error instanceof StorageDamage) {
    const problems = error.problems.map(({ where, what }) => ({ where, what }));
    const message = 'Something that this wallet stored is not what was written.';
    return { kind: 'tampering', code: 'storage-damaged', message, data: { problems } };
  }
  if (error instanceof StorageFault) {
    const message = `The storage failed (${error.message}). Open the wallet again: it goes on from what is stored.`;
    return { kind: 'unreachable', code: 'storage-failed', message, data: {} };
  }
  return undefined;
}

/** As {@link guard}, for what needs no waiting. */
export function guardNow<T>(work: () => T): Outcome<T> {
  try {
    return done(work());
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    return { ok: false, failure };
  }
}
