import { base64urlnopad } from '@scure/base';
import type { Hash } from '../crypto/index.ts';
import { MAX_CLIENT_DATA_BYTES } from '../governance/statements.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Whether client data (W3C Web Authentication §5.8.1) is of an assertion over this challenge that
 * was asked for by a page itself, not by one embedded in another; never throws.
 */
export function isClientDataOf(clientData: Uint8Array, challenge: Hash): boolean {
  const parsed = parseObject(clientData);
  if (parsed === undefined) return false;
  const { type, challenge: given, origin, crossOrigin } = parsed;
  if (type !== 'webauthn.get' || typeof origin !== 'string') return false;
  if (crossOrigin !== undefined && crossOrigin !== false) return false;
  return given === base64urlnopad.encode(challenge);
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
