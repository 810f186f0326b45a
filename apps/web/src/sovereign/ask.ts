/** Asking the sovereign that served this page, without an account. */

/** Why there is no answer. `offline`: nobody was reached. */
export type AskFailure =
  | { readonly kind: 'offline' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'busy'; readonly retryAfterS: number }
  | { readonly kind: 'refused'; readonly detail: string };

export type Asked<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: AskFailure };

const PATIENCE_MS = 15_000;
const USUAL_PAUSE_S = 5;

/** The JSON at a path. Never rejects. */
export function ask<T>(path: string): Promise<Asked<T>> {
  return askFor(path, 'application/json', async (answer) => (await answer.json()) as T);
}

/** The text at a path. Never rejects. */
export function askText(path: string): Promise<Asked<string>> {
  return askFor(path, 'text/plain', (answer) => answer.text());
}

async function askFor<T>(
  path: string,
  accept: string,
  read: (answer: Response) => Promise<T>,
): Promise<Asked<T>> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const answer = await fetch(path, { signal, headers: { accept } });
    if (answer.ok) return { ok: true, value: await read(answer) };
    return { ok: false, failure: await failureOf(answer) };
  } catch {
    return { ok: false, failure: { kind: 'offline' } };
  }
}

async function failureOf(answer: Response): Promise<AskFailure> {
  if (answer.status === 404) return { kind: 'missing' };
  if (answer.status === 429 || answer.status === 503) {
    const retryAfterS = Number(answer.headers.get('retry-after') ?? USUAL_PAUSE_S);
    return { kind: 'busy', retryAfterS };
  }
  const { detail } = (await answer.json()) as { detail?: string };
  return { kind: 'refused', detail: detail ?? `HTTP ${answer.status}` };
}
