import {
  type Hash,
  type KeyPair,
  OPERATOR_CHAIN,
  type SubmitResponse,
  type SubmitResult,
  type Transition,
  certificateCodec,
  certificateOf,
  decode,
  encode,
  fromBase64url,
  fromHex,
  sessionHash,
  signingContext,
  submitRequestCodec,
  submitResponseCodec,
  toBase64url,
  toHex,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import type { Json } from '../output/answer.ts';
import { type Stop, unreachable, usage } from '../stop.ts';

/** The head of a treasury's chain as the sovereign stores it. */
interface TreasuryHead {
  /** 176 bytes. */
  readonly state: Uint8Array;
  readonly balance: bigint;
}

/** Whom a treasury can pay. */
export interface PayableIdentity {
  readonly identity: Hash;
  readonly handle: string | null;
  readonly country: string;
}

/** What the sovereign admitted, and its proof. */
export interface AdmittedTransition {
  readonly id: string;
  readonly index: number;
  /** Canonical bytes, protocol.md section 6. */
  readonly certificate: Uint8Array;
  readonly checkpoint: Uint8Array;
  readonly treeSize: number;
}

export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly data: Json;
}

/** The sovereign's HTTP API as its operator uses it. Every method ends the command when nobody answers. */
export interface OperatorClient {
  head(chain: Hash): Promise<TreasuryHead>;
  /** By `@handle` or address; undefined when there is none. */
  identity(who: string): Promise<PayableIdentity | undefined>;
  isAdmitted(id: Hash): Promise<boolean>;
  submit(transition: Transition): Promise<AdmittedTransition | Refusal>;
}

const TIMEOUT_MS = 30_000;

export function operatorClient(url: string, sovereign: Hash, key: KeyPair): OperatorClient {
  let token: string | undefined;

  async function login(): Promise<string> {
    const chain = toHex(OPERATOR_CHAIN);
    const asked = await json(url, '/v1/sessions/challenge', { chain });
    const challenge = fromBase64url(text(asked, 'challenge'), 64) ?? new Uint8Array();
    if (challenge.length !== 32) throw badAnswer(url, 'it gave no challenge');
    const { origin: address } = new URL(url);
    const message = sessionHash({ chain: OPERATOR_CHAIN, challenge, address });
    const signature = nodeCrypto.sign(key, message, signingContext('session', sovereign));
    const answer = {
      chain,
      challenge: toBase64url(challenge),
      address,
      signature: toBase64url(signature),
    };
    return text(await json(url, '/v1/sessions', answer), 'token');
  }

  return {
    async head(chain) {
      token ??= await login();
      const found = await json(url, `/v1/chains/${toHex(chain)}`, undefined, token);
      const state = fromBase64url(text(found, 'state'), 256);
      if (state === undefined) throw badAnswer(url, 'the state is not base64url');
      const balances = found['balances'] as readonly { amount: string }[];
      return { state, balance: BigInt(balances[0]?.amount ?? '0') };
    },
    async identity(who) {
      const path = `/v1/identities/${encodeURIComponent(who)}`;
      const response = await request(url, path, {});
      if (response.status === 404) return undefined;
      const found = await body(url, path, response);
      const identity = fromHex(text(found, 'identity'), 32);
      const [record] = found['countries'] as readonly { country: string }[];
      if (identity === undefined) throw badAnswer(url, 'the identity is not in hexadecimal');
      if (record === undefined) throw usage(`${who} has no country record, so nobody can pay it.`);
      return { identity, handle: found['handle'] as string | null, country: record.country };
    },
    async isAdmitted(id) {
      const path = `/v1/certificates/${toHex(id)}`;
      const response = await request(url, path, {});
      if (response.status === 404) return false;
      await body(url, path, response);
      return true;
    },
    async submit(transition) {
      const response = await request(url, '/v1/transitions', {
        method: 'POST',
        headers: { 'content-type': 'application/cbor' },
        body: new Uint8Array(encode(submitRequestCodec, [transition])),
      });
      if (!response.ok) await body(url, '/v1/transitions', response);
      const bytes = new Uint8Array(await response.arrayBuffer());
      const decoded = decode(submitResponseCodec, bytes);
      if (!decoded.ok) throw badAnswer(url, decoded.reason);
      return toResult(url, decoded.value);
    },
  };
}

/** refusals.md: the ledger stopped half-way, and does not know itself what became of the transition. */
const UNAVAILABLE = 'unavailable';

function toResult(url: string, response: SubmitResponse): AdmittedTransition | Refusal {
  const result: SubmitResult | undefined = response.results[0];
  const certificate = certificateOf(response, 0);
  if (result?.kind === 'refused') {
    const { code, message, data } = result;
    if (code === UNAVAILABLE) throw unreachable(message, code);
    return { code, message, data: JSON.parse(data) as Json };
  }
  if (certificate === undefined) throw badAnswer(url, 'no result');
  const { transition, index, treeSize, checkpoint } = certificate;
  return {
    id: toHex(transition),
    index,
    treeSize,
    certificate: encode(certificateCodec, certificate),
    checkpoint,
  };
}

async function json(
  url: string,
  path: string,
  sent?: Readonly<Record<string, string>>,
  token?: string,
): Promise<Readonly<Record<string, unknown>>> {
  const headers: Record<string, string> = {};
  if (sent !== undefined) headers['content-type'] = 'application/json';
  if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
  const init = sent === undefined ? {} : { method: 'POST', body: JSON.stringify(sent) };
  return await body(url, path, await request(url, path, { ...init, headers }));
}

async function request(url: string, path: string, init: RequestInit): Promise<Response> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    return await fetch(`${url}${path}`, { ...init, redirect: 'error', signal });
  } catch (error) {
    const cause = (error as Error).cause;
    const reason = cause instanceof Error && cause.message !== '' ? cause.message : String(error);
    throw unreachable(`Nobody answers at ${url}: ${reason}.`);
  }
}

/** The JSON of a good answer; a problem document (RFC 9457) ends the command. */
async function body(
  url: string,
  path: string,
  response: Response,
): Promise<Readonly<Record<string, unknown>>> {
  const parsed: unknown = await response.json().catch(() => undefined);
  if (typeof parsed !== 'object' || parsed === null) throw badAnswer(url, 'not JSON');
  if (response.ok) return parsed as Record<string, unknown>;
  const { code, detail } = parsed as { code?: unknown; detail?: unknown };
  throw unreachable(
    `${url}${path} was answered with ${response.status}: ${String(detail)}`,
    typeof code === 'string' ? code : 'bad-answer',
  );
}

function text(found: Readonly<Record<string, unknown>>, field: string): string {
  const value = found[field];
  return typeof value === 'string' ? value : '';
}

function badAnswer(url: string, reason: string): Stop {
  return unreachable(`What answers at ${url} is no sovereign: ${reason}.`, 'bad-answer');
}
