import { type TreasuryRefusal } from '@tallystick/sovereign';
import {
  type Certificate,
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
  gatherBounded,
  sessionHash,
  signingContext,
  submitRequestCodec,
  submitResponseCodec,
  toBase64url,
  toHex,
  type Unclaimed,
  type TreasuryHead,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { type Stop, unreachable, usage } from '../stop.ts';

/** Whom a treasury can pay. */
interface PayableIdentity {
  readonly identity: Hash;
  readonly handle: string | null;
  readonly country: string;
}

/** The sovereign's HTTP API as its operator uses it. Every method ends the command when nobody answers. */
export interface OperatorClient {
  head(chain: Hash): Promise<TreasuryHead>;
  /** By `@handle` or address; undefined when there is none. */
  identity(who: string): Promise<PayableIdentity | undefined>;
  /** Undefined when the sovereign says that it has not admitted this id; any other answer ends the command. Not verified. */
  certificate(id: Hash): Promise<Certificate | undefined>;
  /** At most 256 of a treasury's holds that it may take back, oldest first, and whether there are more. Not verified. */
  returnables(chain: Hash): Promise<{ holds: readonly Unclaimed[]; isAll: boolean }>;
  /** The token of a session of the operator's. It is worth as much as its key, for a quarter of an hour. */
  session(): Promise<string>;
  /** Says that the machine's clock is right, which says `time` (ms since 1970-01-01 UTC); gives the node's time then. */
  acceptClock(time: number): Promise<number>;
  /** The newest checkpoint of the log, a signed note. Not verified. */
  checkpoint(): Promise<Uint8Array>;
  /** The certificate, not verified, or the refusal. */
  submit(transition: Transition): Promise<Certificate | TreasuryRefusal>;
}

/** From the request to the last byte of its answer: what only drips is given up too. */
const TIMEOUT_MS = 30_000;
/** Certificates and checkpoints take some kilobytes, the longest answers to one transition a tenth of this. */
const MAX_ANSWER_BYTES = 1 << 20;
/** Each hold of a list comes with the whole transition that put it: 65,536 bytes at most, in base64url. */
const MAX_LIST_BYTES = 1 << 25;

export function operatorClient(
  url: string,
  sovereign: Hash,
  key: KeyPair,
  timeoutMs: number = TIMEOUT_MS,
): OperatorClient {
  let token: string | undefined;

  async function ask(path: string, init: RequestInit, maxBytes?: number): Promise<Answer> {
    const signal = AbortSignal.timeout(timeoutMs);
    return await request(url, path, { ...init, signal }, maxBytes);
  }

  async function json(
    path: string,
    sent?: Readonly<Record<string, string | number>>,
    bearer?: string,
    maxBytes?: number,
  ): Promise<Readonly<Record<string, unknown>>> {
    const headers: Record<string, string> = {};
    if (sent !== undefined) headers['content-type'] = 'application/json';
    if (bearer !== undefined) headers['authorization'] = `Bearer ${bearer}`;
    const init = sent === undefined ? {} : { method: 'POST', body: JSON.stringify(sent) };
    return body(url, path, await ask(path, { ...init, headers }, maxBytes));
  }

  async function login(): Promise<string> {
    const chain = toHex(OPERATOR_CHAIN);
    const asked = await json('/v1/sessions/challenge', { chain });
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
    return text(await json('/v1/sessions', answer), 'token');
  }

  return {
    session: login,
    async head(chain) {
      token ??= await login();
      const found = await json(`/v1/chains/${toHex(chain)}`, undefined, token);
      const state = fromBase64url(text(found, 'state'), 256);
      if (state === undefined) throw badAnswer(url, 'the state is not base64url');
      const balances = found['balances'] as readonly { amount: string }[];
      return { state, balance: BigInt(balances[0]?.amount ?? '0') };
    },
    async identity(who) {
      const path = `/v1/identities/${encodeURIComponent(who)}`;
      const answer = await ask(path, {});
      if (answer.status === 404) return undefined;
      const found = body(url, path, answer);
      const identity = fromHex(text(found, 'identity'), 32);
      const [record] = found['countries'] as readonly { country: string }[];
      if (identity === undefined) throw badAnswer(url, 'the identity is not in hexadecimal');
      if (record === undefined) throw usage(`${who} has no country record, so nobody can pay it.`);
      return { identity, handle: found['handle'] as string | null, country: record.country };
    },
    async certificate(id) {
      const path = `/v1/certificates/${toHex(id)}`;
      const answer = await ask(path, {});
      if (answer.status === 404 && problemCode(answer) === UNKNOWN) return undefined;
      const bytes = fromBase64url(text(body(url, path, answer), 'certificate'), MAX_ANSWER_BYTES);
      const decoded = decode(certificateCodec, bytes ?? new Uint8Array());
      if (!decoded.ok) throw badAnswer(url, `the certificate is malformed: ${decoded.reason}`);
      return decoded.value;
    },
    async returnables(chain) {
      token ??= await login();
      const path = `/v1/returnables?chain=${toHex(chain)}&limit=256`;
      const found = await json(path, undefined, token, MAX_LIST_BYTES);
      return { holds: unclaimedIn(url, found), isAll: found['next'] === null };
    },
    async acceptClock(time) {
      token ??= await login();
      return Number((await json('/v1/operator/clock', { time }, token))['time']);
    },
    async checkpoint() {
      const answer = await ask('/checkpoint', {});
      if (!isGood(answer)) body(url, '/checkpoint', answer);
      return answer.bytes;
    },
    async submit(transition) {
      const answer = await ask('/v1/transitions', {
        method: 'POST',
        headers: { 'content-type': 'application/cbor' },
        body: new Uint8Array(encode(submitRequestCodec, [transition])),
      });
      if (!isGood(answer)) body(url, '/v1/transitions', answer);
      const decoded = decode(submitResponseCodec, answer.bytes);
      if (!decoded.ok) throw badAnswer(url, decoded.reason);
      return toResult(url, decoded.value);
    },
  };
}

function unclaimedIn(url: string, found: Readonly<Record<string, unknown>>): readonly Unclaimed[] {
  const listed = found['returnables'] as readonly { hold: string; amount: string }[];
  return listed.map(({ hold, amount }) => {
    const id = fromHex(hold, 32);
    if (id === undefined) throw badAnswer(url, 'a hold is not in hexadecimal');
    return { hold: id, amount: BigInt(amount) };
  });
}

/** problems.md: the sovereign's own word that it has not admitted an id; a 404 of something before it is none. */
const UNKNOWN = 'unknown-transition';
/** refusals.md: the ledger stopped half-way, and does not know itself what became of the transition. */
const UNAVAILABLE = 'unavailable';

function toResult(url: string, response: SubmitResponse): Certificate | TreasuryRefusal {
  const result: SubmitResult | undefined = response.results[0];
  if (result?.kind === 'refused') {
    const { code, message, data } = result;
    if (code === UNAVAILABLE) throw unreachable(message, code);
    return { code, message, data };
  }
  const certificate = certificateOf(response, 0);
  if (certificate === undefined) throw badAnswer(url, 'no result');
  return certificate;
}

interface Answer {
  readonly status: number;
  readonly bytes: Uint8Array;
}

function isGood({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}

/** A whole answer, of whatever status; ends the command where none comes. */
async function request(
  url: string,
  path: string,
  init: RequestInit,
  maxBytes: number = MAX_ANSWER_BYTES,
): Promise<Answer> {
  try {
    const response = await fetch(`${url}${path}`, { ...init, redirect: 'error' });
    const bytes = await gatherBounded(response.body ?? [], maxBytes);
    if (bytes !== undefined) return { status: response.status, bytes };
  } catch (error) {
    const cause = (error as Error).cause;
    const reason = cause instanceof Error && cause.message !== '' ? cause.message : String(error);
    throw unreachable(`Nobody answers at ${url}: ${reason}.`);
  }
  throw badAnswer(url, 'it says more than any sovereign would');
}

/** The JSON of a good answer; a problem document (RFC 9457) ends the command. */
function body(url: string, path: string, answer: Answer): Readonly<Record<string, unknown>> {
  const parsed = parse(answer);
  if (parsed === undefined) throw badAnswer(url, 'not JSON');
  if (isGood(answer)) return parsed;
  const code = problemCode(answer) ?? 'bad-answer';
  const said = `${url}${path} was answered with ${answer.status}: ${String(parsed['detail'])}`;
  throw unreachable(said, code);
}

function problemCode(answer: Answer): string | undefined {
  const code = parse(answer)?.['code'];
  return typeof code === 'string' ? code : undefined;
}

function parse({ bytes }: Answer): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : undefined;
  } catch {
    return undefined;
  }
}

function text(found: Readonly<Record<string, unknown>>, field: string): string {
  const value = found[field];
  return typeof value === 'string' ? value : '';
}

function badAnswer(url: string, reason: string): Stop {
  return unreachable(`What answers at ${url} is no sovereign: ${reason}.`, 'bad-answer');
}
