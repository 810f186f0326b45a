/** Asking the sovereign that served this page, without an account. */

/** Why there is no answer. `offline`: nobody was reached. */
export type AskFailure =
  | { readonly kind: 'offline' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'busy'; readonly retryAfterS: number }
  /** The session is over. */
  | { readonly kind: 'session' }
  | {
      readonly kind: 'refused';
      readonly detail: string;
      /** Which fields are wrong, where the sovereign says so. */
      readonly faults?: readonly { readonly field: string; readonly fault: string }[];
    };

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

/** What is asked with the token of a session: by default to read; with a body, in JSON, to have something done. */
export interface Request {
  readonly token: string;
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly body?: object;
  /** Whether a person has touched the page since it last asked: what it asks by itself keeps no session open. */
  readonly isUse?: boolean;
}

/** What a path answers to the holder of a token, in JSON; null where it answers nothing. Never rejects. */
export function askAs<T>(
  path: string,
  { token, method = 'GET', body, isUse = false }: Request,
): Promise<Asked<T>> {
  const headers: Record<string, string> = {
    authorization: `Bearer ${token}`,
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(isUse && { 'tallystick-used': 'yes' }),
  };
  const sent =
    body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
  const read = async (answer: Response): Promise<T> =>
    (answer.status === 204 ? null : await answer.json()) as T;
  return askFor(path, 'application/json', read, sent);
}

async function askFor<T>(
  path: string,
  accept: string,
  read: (answer: Response) => Promise<T>,
  { headers, ...sent }: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> } = {},
): Promise<Asked<T>> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const answer = await fetch(path, { ...sent, signal, headers: { accept, ...headers } });
    if (answer.ok) return { ok: true, value: await read(answer) };
    return { ok: false, failure: await failureOf(answer) };
  } catch {
    return { ok: false, failure: { kind: 'offline' } };
  }
}

async function failureOf(answer: Response): Promise<AskFailure> {
  if (answer.status === 401) return { kind: 'session' };
  if (answer.status === 404) return { kind: 'missing' };
  if (answer.status === 429 || answer.status === 503) {
    const retryAfterS = Number(answer.headers.get('retry-after') ?? USUAL_PAUSE_S);
    return { kind: 'busy', retryAfterS };
  }
  const { detail, faults } = (await answer.json()) as Partial<
    Extract<AskFailure, { kind: 'refused' }>
  >;
  const told = faults === undefined ? {} : { faults };
  return { kind: 'refused', detail: detail ?? `HTTP ${answer.status}`, ...told };
}
