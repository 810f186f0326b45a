import type { Hash } from '../crypto/index.ts';
import { MAX_CLIENT_DATA_BYTES } from '../governance/statements.ts';
import { toBase64url } from '../identifier/index.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The origin of client data (W3C Web Authentication §5.8.1) of that type over this challenge, asked
 * for by a page itself, not by one embedded in another; undefined for anything else, never throws.
 */
export function originOf(
  clientData: Uint8Array,
  type: 'webauthn.create' | 'webauthn.get',
  challenge: Hash,
): string | undefined {
  const parsed = parseObject(clientData);
  if (parsed?.type !== type || typeof parsed.origin !== 'string') return undefined;
  const { challenge: given, origin, crossOrigin } = parsed;
  if (crossOrigin !== undefined && crossOrigin !== false) return undefined;
  return given === toBase64url(challenge) ? origin : undefined;
}

interface ClientData {
  readonly type?: unknown;
  readonly challenge?: unknown;
  readonly origin?: unknown;
  readonly crossOrigin?: unknown;
}

/** A JSON object; of two members with one name the last counts (ECMA-262 §25.5.1). */
function parseObject(bytes: Uint8Array): ClientData | undefined {
  if (bytes.length > MAX_CLIENT_DATA_BYTES) return undefined;
  try {
    const parsed: unknown = JSON.parse(utf8.decode(bytes));
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}
