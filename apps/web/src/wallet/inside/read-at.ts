import { type Outcome, done, failed } from '@tallystick/wallet/browser';

const PATIENCE_MS = 15_000;

/** What a sovereign answers to anybody, in JSON. */
export async function readAt<T>(origin: string, path: string): Promise<Outcome<T>> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const answer = await fetch(origin + path, { signal, headers: { accept: 'application/json' } });
    if (answer.ok) return done((await answer.json()) as T);
    if (answer.status === 404) return failed('refused', 'unknown', `${path} is not there.`);
    return failed('unreachable', 'no-answer', `HTTP ${answer.status}`);
  } catch {
    return failed('unreachable', 'no-answer', 'The sovereign did not answer.');
  }
}
