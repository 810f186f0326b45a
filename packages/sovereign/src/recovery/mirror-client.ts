import {
  type Hash,
  type KeyPair,
  OPERATOR_CHAIN,
  decode,
  fromBase64url,
  gatherBounded,
  sessionHash,
  signingContext,
  toBase64url,
  toHex,
} from '@tallystick/protocol';
import type { FoundingPorts } from '../founding/options.ts';
import { type LogExport, MAX_EXPORT_ANSWER, logExportCodec } from './log-export.ts';

/** From the request to the last byte of its answer: what only drips is given up too. */
const TIMEOUT_MS = 30_000;
/** A challenge or a token in JSON. */
const MAX_SESSION_ANSWER = 4096;

/** A copy of the log elsewhere that answers as a node does, to whoever has the operator's key. */
export interface MirrorClient {
  /** The batches from an entry on. Throws when the mirror cannot be reached, or answers something else. */
  read(from: number): Promise<LogExport>;
}

/** Opens a session with the operator's key. Nothing that a mirror says is believed before it has been verified. */
export async function openMirror(
  url: string,
  sovereign: Hash,
  operator: KeyPair,
  ports: FoundingPorts,
  timeoutMs: number = TIMEOUT_MS,
): Promise<MirrorClient> {
  const base = url.replace(/\/+$/, '');
  const post = (path: string, body: Record<string, string>): Promise<Record<string, unknown>> =>
    postJson(base, path, body, timeoutMs);
  const chain = toHex(OPERATOR_CHAIN);
  const asked = await post('/v1/sessions/challenge', { chain });
  const challenge = fromBase64url(String(asked['challenge']), 32);
  if (challenge?.length !== 32) throw new Error(`${base} gave no challenge`);
  const context = signingContext('session', sovereign);
  const { origin: address } = new URL(base);
  const message = sessionHash({ chain: OPERATOR_CHAIN, challenge, address });
  const signature = toBase64url(ports.crypto.sign(operator, message, context));
  const answer = { chain, challenge: toBase64url(challenge), address, signature };
  const { token } = await post('/v1/sessions', answer);
  return {
    async read(from) {
      const headers = { authorization: `Bearer ${String(token)}` };
      const request = { headers, signal: AbortSignal.timeout(timeoutMs) };
      const body = await ask(
        base,
        `/v1/operator/log/entries?from=${from}`,
        request,
        MAX_EXPORT_ANSWER,
      );
      const decoded = decode(logExportCodec, body, MAX_EXPORT_ANSWER);
      if (!decoded.ok) throw new Error(`${base} answered no log: ${decoded.reason}`);
      return decoded.value;
    },
  };
}

async function postJson(
  base: string,
  path: string,
  body: Record<string, string>,
  timeoutMs: number,
): Promise<Record<string, unknown>> {
  const headers = { 'content-type': 'application/json' };
  const signal = AbortSignal.timeout(timeoutMs);
  const request = { method: 'POST', headers, body: JSON.stringify(body), signal };
  const answer = await ask(base, path, request, MAX_SESSION_ANSWER);
  const parsed: unknown = JSON.parse(new TextDecoder().decode(answer));
  if (typeof parsed !== 'object' || parsed === null) throw new Error(`${base}${path}: no object`);
  return parsed as Record<string, unknown>;
}

async function ask(
  base: string,
  path: string,
  request: RequestInit,
  most: number,
): Promise<Uint8Array> {
  const response = await fetch(base + path, { ...request, redirect: 'error' });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`${base}${path} answered ${response.status}`);
  }
  const body = await gatherBounded(response.body ?? [], most);
  if (body === undefined) throw new Error(`${base}${path} answered more than ${most} bytes`);
  return body;
}
