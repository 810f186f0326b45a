import type { Hash } from '../crypto/index.ts';
import { isHandle } from '../identity/index.ts';
import { decodeAddress, encodeAddress } from './address.ts';

/** Whom to pay: an identity, or a handle that the sovereign resolves. */
export type Recipient =
  | { readonly kind: 'identity'; readonly identity: Hash }
  | { readonly kind: 'handle'; readonly handle: string };

/** What a `tally:` URI asks for. */
export interface PaymentRequest {
  readonly to: Recipient;
  /** In units of the currency, as `12.50`: the URI does not know how many decimals the currency has. */
  readonly amount?: string;
  /** The currency's code, such as `HRB`. */
  readonly currency?: string;
  /** At most 256 bytes of UTF-8. */
  readonly memo?: string;
  /** Where the payee's sovereign answers. */
  readonly sovereign?: string;
}

export type ParsedUri =
  | { readonly ok: true; readonly request: PaymentRequest }
  | { readonly ok: false; readonly reason: string };

const SCHEME = 'tally:';
export const MAX_MEMO_BYTES = 256;
/** Every part at its longest, percent-encoded, fits well below. */
const MAX_URI = 2048;
const MAX_SOVEREIGN = 256;

type Parameter = 'amount' | 'currency' | 'memo' | 'sovereign';
const FAULTS: Readonly<Record<Parameter, (value: string) => boolean>> = {
  amount: (value) => !/^\d{1,19}(?:\.\d{1,12})?$/.test(value),
  currency: (value) => !/^[A-Z0-9]{3,8}$/.test(value),
  memo: (value) => value === '' || !value.isWellFormed() || utf8Length(value) > MAX_MEMO_BYTES,
  sovereign: (value) => value.length > MAX_SOVEREIGN || !SOVEREIGN_URL.test(value),
};
const SOVEREIGN_URL =
  /^https?:\/\/(?:[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?(?:\/[\w.~%/-]*)?$/;
const NAMES = Object.keys(FAULTS) as Parameter[];

/**
 * Reads whom to pay as a person or a QR code gives it: an address, `@handle`, or a `tally:` URI. The payee and its
 * parameters are bounded, each parameter may stand once, and an unknown one is refused: it might change the meaning.
 */
export function parseUri(text: string): ParsedUri {
  if (text.length > MAX_URI) return refused(`longer than ${MAX_URI} characters`);
  const lower = text.slice(0, SCHEME.length).toLowerCase();
  const rest = lower === SCHEME ? text.slice(SCHEME.length) : text;
  const mark = rest.indexOf('?');
  const recipient = parseRecipient(mark < 0 ? rest : rest.slice(0, mark));
  if (recipient === undefined) return refused('neither an address nor a handle');
  if (mark >= 0 && lower !== SCHEME) return refused(`parameters without ${SCHEME}`);
  const found: Partial<Record<Parameter, string>> = {};
  for (const part of mark < 0 ? [] : rest.slice(mark + 1).split('&')) {
    const [name, value] = splitParameter(part);
    if (!isParameter(name)) return refused('unknown parameter');
    if (found[name] !== undefined) return refused(`${name} given twice`);
    if (value === undefined || FAULTS[name](value)) return refused(`malformed ${name}`);
    found[name] = value;
  }
  return { ok: true, request: { to: recipient, ...found } };
}

/** The URI of a request. `parseUri` reads it back. Throws `RangeError` when a part is malformed. */
export function formatUri(request: PaymentRequest): string {
  const { to } = request;
  if (to.kind === 'handle' && !isHandle(to.handle)) throw new RangeError('not a handle');
  const whom = to.kind === 'handle' ? `@${to.handle}` : encodeAddress(to.identity);
  const parts: string[] = [];
  for (const name of NAMES) {
    const value = request[name];
    if (value === undefined) continue;
    if (FAULTS[name](value)) throw new RangeError(`malformed ${name}`);
    parts.push(`${name}=${encodeURIComponent(value)}`);
  }
  return `${SCHEME}${whom}${parts.length === 0 ? '' : `?${parts.join('&')}`}`;
}

function parseRecipient(text: string): Recipient | undefined {
  if (text.startsWith('@')) {
    const handle = text.slice(1);
    return isHandle(handle) ? { kind: 'handle', handle } : undefined;
  }
  const identity = decodeAddress(text);
  return identity === undefined ? undefined : { kind: 'identity', identity };
}

function splitParameter(part: string): [name: string, value: string | undefined] {
  const equals = part.indexOf('=');
  if (equals < 0) return [part, undefined];
  try {
    return [part.slice(0, equals), decodeURIComponent(part.slice(equals + 1))];
  } catch {
    return [part.slice(0, equals), undefined];
  }
}

function isParameter(name: string): name is Parameter {
  return (NAMES as string[]).includes(name);
}

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}

function refused(reason: string): ParsedUri {
  return { ok: false, reason };
}
