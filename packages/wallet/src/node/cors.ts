import type { IncomingMessage } from 'node:http';
import { TICK_HEADER } from '../core/offline/stream/http/wire.ts';

/** Whose pages may ask a server with ticks: those of all origins, or of these. */
export type AskingPages = 'any' | readonly string[];

/** What an answer says to browsers. */
interface SaidToPages {
  /** A browser asked beforehand, and wants no more than these headers. */
  readonly isPreflight: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

const READABLE = { 'access-control-expose-headers': 'retry-after' };
const ASKABLE = {
  'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
  'access-control-allow-headers': `${TICK_HEADER}, content-type`,
  // Browsers keep it for two hours at most.
  'access-control-max-age': '7200',
};

/**
 * Lets pages of other origins ask and read answers (CORS). Never with credentials: a cookie of the server's is neither sent nor
 * believed, a tick is all that counts.
 */
export function saidToPages(
  pages: AskingPages,
  { method, headers }: Pick<IncomingMessage, 'method' | 'headers'>,
): SaidToPages {
  const { origin } = headers;
  const isPreflight =
    method === 'OPTIONS' &&
    origin !== undefined &&
    headers['access-control-request-method'] !== undefined;
  // An answer that depends on who asks is kept for them alone.
  const vary: Record<string, string> = pages === 'any' ? {} : { vary: 'origin' };
  const allowed = pages === 'any' ? '*' : pages.find((one) => one === origin);
  if (allowed === undefined) return { isPreflight, headers: vary };
  const readable = { ...vary, ...READABLE, 'access-control-allow-origin': allowed };
  return { isPreflight, headers: isPreflight ? { ...readable, ...ASKABLE } : readable };
}
