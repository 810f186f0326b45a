import { type Hash, toBase64url, toHex } from '@tallystick/protocol';
import type { Clock, Transport, TransportRequest, TransportStream } from '../ports.ts';
import { type Answer, exchange, retryAfterMs } from './exchange.ts';
import type { Holding } from '../records/chain-record.ts';
import { JsonReader } from './json.ts';
import { expectOk } from './public-client.ts';

/** The head of a chain, as the sovereign stores it. */
export interface StoredHead {
  readonly sequence: number;
  readonly id: Hash;
  /** Of a device's chain. */
  readonly balances: readonly Holding[];
}

/** One admitted transition of an own chain. */
export interface StoredTransition {
  readonly sequence: number;
  readonly transition: Uint8Array;
  readonly certificate: Uint8Array;
}

/** A hold that can be taken, or taken back, by this identity. */
export interface OpenHold {
  readonly hold: Hash;
  /** What can still be taken. */
  readonly amount: bigint;
  /** The number of the claim to name; null for a return to the owner. */
  readonly claim: number | null;
  readonly from: { readonly identity: Hash; readonly handle: string | null };
  /** The transition that put it. */
  readonly put: Hash;
  /** The canonical bytes of the hold. */
  readonly entry: Uint8Array;
  /** The opened transition that put it, where all of it concerns this identity. */
  readonly transition: Uint8Array | null;
}

export interface Page {
  readonly holds: readonly OpenHold[];
  readonly next: string | null;
}

/** Which list of open holds: payable to this identity · owned by it · owned by it with every window over. */
export type HoldList = 'receivables' | 'outstanding' | 'returnables';

/** The part of a sovereign's HTTP API (http-api.md) that shows an identity its own data. */
export interface OwnClient {
  /** Null when the sovereign does not know the chain. */
  head(chain: Hash): Promise<StoredHead | null>;
  /** Ascending from sequence `from`, at most 256. */
  transitions(chain: Hash, from: number): Promise<readonly StoredTransition[]>;
  holds(list: HoldList, after: string | null): Promise<Page>;
  /** The witnesses that takings of an own hold have shown, which the transition `put` put; null where there is no taking. */
  witnesses(hold: Hash, put: Hash): Promise<readonly Uint8Array[] | null>;
  /** The memo of a hold that the transition `put` put. False when the sovereign does not take it (yet). */
  putNote(hash: Hash, put: Hash, sealed: Uint8Array): Promise<boolean>;
  note(hash: Hash): Promise<Uint8Array | null>;
  /** Asks an idle ledger to log a header whose time, in whole seconds, is above `after`, once that time has come. */
  heartbeat(after: number): Promise<void>;
  /** What the sovereign answers to a JSON body that this identity sends. */
  post(path: string, body: Readonly<Record<string, string | number>>): Promise<JsonReader>;
  /** The stream of the identity's events, after the event `lastId` where one is named. */
  events(lastId: string | null, signal: AbortSignal): Promise<EventPieces>;
}

/** A stream that was opened; or, where none could be had, how long the sovereign asks to wait. */
interface EventPieces {
  readonly pieces: AsyncIterable<Uint8Array> | null;
  readonly retryMs: number;
}

/** Who reads: a device's chain, and its signature over the session's challenge and the sovereign's address. */
export interface Reader {
  readonly chain: Hash;
  /** The origin of the sovereign's address as this wallet knows it. */
  readonly address: string;
  sign(challenge: Uint8Array): Promise<Uint8Array>;
}

const PAGE = 256;
/** Witnesses that takings of one hold are believed to have shown, and pages of them: a million transitions of its payees. */
const MAX_SHOWN = 4096;
const MAX_PAGES = 4096;

export function ownClient(transport: Transport, clock: Clock, reader: Reader): OwnClient {
  const session = new Session(transport, clock, reader);
  const get = (path: string): Promise<Answer> =>
    session.request({ method: 'GET', path, headers: {}, body: null });
  const post: OwnClient['post'] = async (path, given) => {
    const body = new TextEncoder().encode(JSON.stringify(given));
    const headers = { 'content-type': 'application/json' };
    const answer = await session.request({ method: 'POST', path, headers, body });
    return JsonReader.parse(expectOk(answer, path), path);
  };
  return {
    async head(chain) {
      const path = `/v1/chains/${toHex(chain)}`;
      const answer = await get(path);
      if (answer.status === 404) return null;
      const body = JsonReader.parse(expectOk(answer, path), path);
      return {
        sequence: body.field('sequence').count(),
        id: body.field('id').hash(),
        balances: body
          .field('balances')
          .list()
          .map((item) => ({
            currency: item.field('currency').hash(),
            amount: item.field('amount').amount(),
          })),
      };
    },
    async transitions(chain, from) {
      const path = `/v1/chains/${toHex(chain)}/transitions?from=${from}&limit=${PAGE}`;
      const body = JsonReader.parse(expectOk(await get(path), path), path);
      return body
        .field('transitions')
        .list()
        .map((item) => ({
          sequence: item.field('sequence').count(),
          transition: item.field('transition').bytes(),
          certificate: item.field('certificate').bytes(),
        }));
    },
    async holds(list, after) {
      const cursor = after === null ? '' : `&after=${encodeURIComponent(after)}`;
      const path = `/v1/${list}?limit=${PAGE}${cursor}`;
      const body = JsonReader.parse(expectOk(await get(path), path), path);
      const next = body.field('next').nullable((item) => item.token());
      return { holds: body.field(list).list().map(readHold), next };
    },
    async witnesses(hold, put) {
      const shown: Uint8Array[] = [];
      let isTaken = false;
      let after: string | null = null;
      for (let page = 0; page < MAX_PAGES && shown.length < MAX_SHOWN; page += 1) {
        const cursor: string = after === null ? '' : `&after=${after}`;
        const path = `/v1/holds/${toHex(hold)}/takings?put=${toHex(put)}${cursor}`;
        const body = JsonReader.parse(expectOk(await get(path), path), path);
        for (const taking of body.field('takings').list()) {
          isTaken = true;
          shown.push(
            ...taking
              .field('witnesses')
              .list()
              .map((witness) => witness.bytes()),
          );
        }
        after = body.field('next').nullable((next) => toHex(next.hash()));
        if (after === null) break;
      }
      return isTaken ? shown : null;
    },
    async putNote(hash, put, sealed) {
      const path = `/v1/notes/${toHex(hash)}?put=${toHex(put)}`;
      const headers = { 'content-type': 'application/octet-stream' };
      const answer = await session.request({ method: 'PUT', path, headers, body: sealed });
      return answer.status >= 200 && answer.status < 300;
    },
    async note(hash) {
      const path = `/v1/notes/${toHex(hash)}`;
      const answer = await get(path);
      return answer.status === 404 ? null : expectOk(answer, path);
    },
    async heartbeat(after) {
      await post('/v1/heartbeats', { after });
    },
    post,
    async events(lastId, signal) {
      const headers = lastId === null ? {} : { 'last-event-id': lastId };
      const answer = await session.stream(
        { method: 'GET', path: '/v1/events', headers, body: null },
        signal,
      );
      if (!answer.ok) return { pieces: null, retryMs: 0 };
      if (answer.status === 200) return { pieces: answer.pieces, retryMs: 0 };
      await hangUp(answer);
      return { pieces: null, retryMs: retryAfterMs(answer.headers['retry-after']) };
    },
  };
}

function readHold(item: JsonReader): OpenHold {
  const from = item.field('from');
  return {
    hold: item.field('hold').hash(),
    amount: item.field('amount').amount(),
    claim: item.field('claim').nullable((claim) => claim.count()),
    from: {
      identity: from.field('identity').hash(),
      handle: from.field('handle').nullable((handle) => handle.handle()),
    },
    put: item.field('put').hash(),
    entry: item.field('entry').bytes(),
    transition: item.field('transition').nullable((transition) => transition.bytes()),
  };
}

/** Leaves a stream after its first piece: one that was never begun would not be ended by leaving it. */
async function hangUp({ pieces }: { readonly pieces: AsyncIterable<Uint8Array> }): Promise<void> {
  const reading = pieces[Symbol.asyncIterator]();
  await reading.next();
  await reading.return?.();
}

/** A token is asked for when it is needed, and once more when the sovereign has forgotten it. */
class Session {
  readonly #transport: Transport;
  readonly #clock: Clock;
  readonly #reader: Reader;
  #token: string | null = null;
  #opening: Promise<string> | null = null;

  constructor(transport: Transport, clock: Clock, reader: Reader) {
    this.#transport = transport;
    this.#clock = clock;
    this.#reader = reader;
  }

  async request(request: TransportRequest): Promise<Answer> {
    const known = this.#token;
    const answer = await this.#send(request, known ?? (await this.#open(null)));
    if (answer.status !== 401 || known === null) return answer;
    return this.#send(request, await this.#open(known));
  }

  async stream(request: TransportRequest, signal: AbortSignal): Promise<TransportStream> {
    const transport = this.#transport;
    if (transport.stream === undefined) return { ok: false, reason: 'there are no streams' };
    const { headers } = request;
    const withToken = (token: string): TransportRequest => ({
      ...request,
      headers: { ...headers, accept: 'text/event-stream', authorization: `Bearer ${token}` },
    });
    const known = this.#token;
    const answer = await transport.stream(withToken(known ?? (await this.#open(null))), signal);
    if (!answer.ok || answer.status !== 401 || known === null) return answer;
    await hangUp(answer);
    return transport.stream(withToken(await this.#open(known)), signal);
  }

  /** A token that is not the `stale` one; whoever asks while one is on its way gets the same. */
  async #open(stale: string | null): Promise<string> {
    if (this.#token !== null && this.#token !== stale) return this.#token;
    this.#opening ??= this.#login().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  #send(request: TransportRequest, token: string): Promise<Answer> {
    const headers = {
      accept: 'application/json, application/octet-stream',
      ...request.headers,
      authorization: `Bearer ${token}`,
    };
    return exchange(this.#transport, this.#clock, { ...request, headers });
  }

  async #login(): Promise<string> {
    const chain = toHex(this.#reader.chain);
    const asked = await this.#post('/v1/sessions/challenge', { chain });
    const challenge = asked.field('challenge').challenge();
    const signature = toBase64url(await this.#reader.sign(challenge));
    const { address } = this.#reader;
    const answer = { chain, challenge: toBase64url(challenge), address, signature };
    this.#token = (await this.#post('/v1/sessions', answer)).field('token').token();
    return this.#token;
  }

  async #post(path: string, body: Record<string, string>): Promise<JsonReader> {
    const answer = await exchange(this.#transport, this.#clock, {
      method: 'POST',
      path,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: new TextEncoder().encode(JSON.stringify(body)),
    });
    return JsonReader.parse(expectOk(answer, path), path);
  }
}
