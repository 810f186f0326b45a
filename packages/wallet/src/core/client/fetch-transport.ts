import type { Transport } from '../ports.ts';

/** An answer longer than this is not read to its end: 256 certificates of the largest kind fit. */
const MAX_ANSWER_BYTES = 33_554_432;
const TIMEOUT_MS = 15_000;

/** The transport over `fetch` to a sovereign's address, such as `https://bank.example`; Node and browsers have it. */
export function fetchTransport(url: string, fetcher: typeof fetch = fetch): Transport {
  const base = url.replace(/\/+$/, '');
  return {
    async request({ method, path, headers, body }) {
      try {
        const response = await fetcher(`${base}${path}`, {
          method,
          headers,
          body: body === null ? null : new Uint8Array(body),
          redirect: 'error',
          credentials: 'omit',
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        const content = await readBounded(response);
        if (content === undefined) return { ok: false, reason: 'the answer is too long' };
        return {
          ok: true,
          status: response.status,
          headers: Object.fromEntries(response.headers),
          body: content,
        };
      } catch (error) {
        return { ok: false, reason: reasonOf(error) };
      }
    },
  };
}

async function readBounded(response: Response): Promise<Uint8Array | undefined> {
  if (response.body === null) return new Uint8Array(0);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > MAX_ANSWER_BYTES) return undefined;
    chunks.push(chunk);
  }
  const content = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    content.set(chunk, at);
    at += chunk.length;
  }
  return content;
}

/** What `fetch` hides in the cause (`connect ECONNREFUSED …`) tells a person more than `fetch failed`. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || error.message : error.message;
}
