import {
  type Hash,
  type KeyPair,
  OPERATOR_CHAIN,
  decode,
  fromBase64url,
  sessionHash,
  signingContext,
  toBase64url,
  toHex,
} from '@tallystick/protocol';
import type { FoundingPorts } from '../founding/options.ts';
import { type LogExport, MAX_EXPORT_ANSWER, logExportCodec } from './log-export.ts';

const TIMEOUT_MS = 30_000;

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
): Promise<MirrorClient> {
  const base = url.replace(/\/+$/, '');
  const chain = toHex(OPERATOR_CHAIN);
  const asked = await postJson(base, '/v1/sessions/challenge', { chain });
  const challenge = fromBase64url(String(asked['challenge']), 32);
  if (challenge?.length !== 32) throw new Error(`${base} gave no challenge`);
  const context = signingContext('session', sovereign);
  const { origin: address } = new URL(base);
  const message = sessionHash({ chain: OPERATOR_CHAIN, challenge, address });
  const signature = toBase64url(ports.crypto.sign(operator, message, context));
  const answer = { chain, challenge: toBase64url(challenge), address, signature };
  const { token } = await postJson(base, '/v1/sessions', answer);
  return {
    async read(from) {
      const response = await ask(base, `/v1/operator/log/entries?from=${from}`, {
        headers: { authorization: `Bearer ${String(token)}` },
      });
      const body = new Uint8Array(await response.arrayBuffer());
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
): Promise<Record<string, unknown>> {
  const headers = { 'content-type': 'application/json' };
  const response = await ask(base, path, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await response.json()) as Record<string, unknown>;
}

async function ask(base: string, path: string, request: RequestInit): Promise<Response> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(base + path, { ...request, signal, redirect: 'error' });
  if (!response.ok) throw new Error(`${base}${path} answered ${response.status}`);
  return response;
}
