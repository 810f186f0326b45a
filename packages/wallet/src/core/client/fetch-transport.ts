import { gatherBounded } from '@tallystick/protocol';
import type { Transport, TransportRequest } from '../ports.ts';

/** An answer longer than this is not read to its end: 256 certificates of the largest kind fit. */
const MAX_ANSWER_BYTES = 33_554_432;
const TIMEOUT_MS = 15_000;
/** A stream is given up when nothing has come for this long: two of the sovereign's signs of life were lost. */
const SILENCE_MS = 40_000;

/** The transport over `fetch` to a sovereign's address, such as `https://bank.example`; Node and browsers have it. */
export function fetchTransport(
  url: string,
  fetcher: typeof fetch = fetch,
  silenceMs: number = SILENCE_MS,
): Transport {
  const base = url.replace(/\/+$/, '');
  const send = (request: TransportRequest, signal: AbortSignal): Promise<Response> =>
    fetcher(`${base}${request.path}`, {
      method: request.method,
      headers: request.headers,
      body: request.body === null ? null : new Uint8Array(request.body),
      redirect: 'error',
      credentials: 'omit',
      signal,
    });
  return {
    async request(request) {
      try {
        const response = await send(request, AbortSignal.timeout(TIMEOUT_MS));
        const content = await gatherBounded(piecesOf(response), MAX_ANSWER_BYTES);
        if (content === undefined) return { ok: false, reason: 'the answer is too long' };
        return {
          ok: true,
          status: response.status,
          headers: Object.fromEntries(response.headers),
          body: content,
        };
      } catch (error) {
        return { ok: false, reason: reasonOf(error, base) };
      }
    },
    async stream(request, signal) {
      const silence = silenceAfter(silenceMs);
      try {
        const response = await send(request, AbortSignal.any([signal, silence.signal]));
        silence.heard();
        const { status } = response;
        const headers = Object.fromEntries(response.headers);
        return { ok: true, status, headers, pieces: piecesUntil(response, silence) };
      } catch (error) {
        silence.over();
        return { ok: false, reason: reasonOf(error, base) };
      }
    },
  };
}

/** Aborts when it has heard nothing for `ms`. */
interface Silence {
  readonly signal: AbortSignal;
  heard(): void;
  over(): void;
}

function silenceAfter(ms: number): Silence {
  const silent = new AbortController();
  const start = (): ReturnType<typeof setTimeout> =>
    setTimeout(() => silent.abort(new Error(`nothing came for ${ms} ms`)), ms);
  let timer = start();
  const over = (): void => clearTimeout(timer);
  const heard = (): void => {
    over();
    timer = start();
  };
  return { signal: silent.signal, heard, over };
}

/** What comes until it ends in whatever way: a stream that breaks off tells no more than one that is finished. */
async function* piecesUntil(response: Response, silence: Silence): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of piecesOf(response)) {
      silence.heard();
      yield piece;
    }
  } catch {
    // The reader asks again.
  } finally {
    silence.over();
  }
}

/** By a reader, for not every browser iterates a body. */
async function* piecesOf({ body }: Response): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** What `fetch` hides in the cause tells more than `fetch failed`; a person is told the two that happen, in words. */
function reasonOf(error: unknown, base: string): string {
  if (!(error instanceof Error)) return String(error);
  if (!(error.cause instanceof Error)) return error.message;
  if ((error.cause as { code?: unknown }).code === 'ECONNREFUSED') {
    return `nobody answers at ${base}, so it may not be started`;
  }
  if (error.cause.message === 'bad port') return `no program asks at the port of ${base}`;
  return error.cause.message || error.message;
}
