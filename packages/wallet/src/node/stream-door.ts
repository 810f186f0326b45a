import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import {
  MAX_MESSAGE_BYTES,
  fromHex,
  gatherBounded,
  networkOf,
  toBase64url,
} from '@tallystick/protocol';
import { type Json, type Outcome, done } from '../core/outcome.ts';
import {
  TICK_HEADER,
  demandJson,
  readTickHeader,
  tickJson,
} from '../core/offline/stream/http/wire.ts';
import type {
  IncomingStreams,
  ShownTick,
  StreamTerms,
} from '../core/offline/stream/stream-types.ts';
import type { Wallet } from '../core/wallet-types.ts';
import { type AskingPages, saidToPages } from './cors.ts';
import { OpeningPlaces } from './opening-places.ts';

/**
 * Acts that are read or checked at once: at most 16 MiB. Whoever needs longer than a second makes room for others; a first meeting
 * has some 40 kB.
 */
const PLACES = { inAll: 64, ofPeer: 4, graceMs: 1000 };
/** How long an act may take to arrive where nobody else waits. */
const BODY_MS = 10_000;
const DEFAULT_PATH = '/.tally/stream';

export interface StreamDoorOptions extends StreamTerms {
  /** Ticks that a request costs, 1 unless said; 0 for what is free. */
  readonly ticks?: number | ((request: IncomingMessage) => number);
  /** Where streams are opened; `/.tally/stream` unless said. */
  readonly path?: string;
  /**
   * Who sends a request, so that no one of them takes all places for opening streams: behind a proxy, whom it names. The address of
   * the connection unless said, of IPv6 its first 64 bits.
   */
  readonly peer?: (request: IncomingMessage) => string;
  /** Pages of which other origins may ask, as wallets in browsers do, and read what is answered; none unless said. */
  readonly pages?: AskingPages;
}

/** A server's door at which ticks are taken. */
export interface StreamDoor {
  /** The same handler, for requests that have paid; 402 with an offer for all others. */
  protect(handler: RequestListener): RequestListener;
  /** Stores every tick that was taken. */
  close(): Promise<Outcome<null>>;
}

/**
 * A door for servers of `node:http`, and of frameworks that are built on it (fastify: `serverFactory: (handler) =>
 * createServer(door.protect(handler))`). A request is handled once its ticks are the wallet's, so a hostile client gets nothing
 * that it has not paid, but for `mostUnstored` ticks of each stream when this process is killed.
 */
export async function openStreamDoor(
  wallet: Wallet,
  options: StreamDoorOptions,
): Promise<Outcome<StreamDoor>> {
  const streams = await wallet.streams().receive(options);
  if (!streams.ok) return streams;
  const door = new Door(streams.value, options);
  return done({
    protect: (handler) => (request, response) => {
      door.handle(request, response, handler).catch((error: unknown) => {
        response.destroy(error instanceof Error ? error : undefined);
      });
    },
    close: () => streams.value.store(),
  });
}

class Door {
  readonly #streams: IncomingStreams;
  readonly #ticksOf: (request: IncomingMessage) => number;
  readonly #path: string;
  readonly #peerOf: (request: IncomingMessage) => string;
  readonly #pages: AskingPages | undefined;
  readonly #places = new OpeningPlaces(PLACES, () => performance.now());

  constructor(streams: IncomingStreams, options: StreamDoorOptions) {
    const { ticks = 1, path = DEFAULT_PATH, peer = addressOf } = options;
    this.#streams = streams;
    this.#ticksOf = typeof ticks === 'function' ? ticks : () => ticks;
    this.#path = path;
    this.#peerOf = peer;
    this.#pages = options.pages;
  }

  async handle(
    request: IncomingMessage,
    response: ServerResponse,
    handler: RequestListener,
  ): Promise<void> {
    if (this.#pages !== undefined) {
      const { isPreflight, headers } = saidToPages(this.#pages, request);
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      if (isPreflight) {
        response.writeHead(204).end();
        return;
      }
    }
    const [path] = (request.url ?? '').split('?', 1);
    if (path === this.#path) {
      await this.#open(request, response);
      return;
    }
    const ticks = this.#ticksOf(request);
    const refusal = ticks === 0 ? undefined : await this.#take(request, ticks);
    if (refusal === undefined) handler(request, response);
    // A stream that was paid for anew would be refused by the same full disk.
    else if (refusal.isOurs)
      answer(response, 503, { code: refusal.code, message: refusal.message });
    else await this.#demand(response, ticks, refusal);
  }

  /** What keeps a request from being paid. Size and form come first, then counts, then hashes. */
  async #take(request: IncomingMessage, ticks: number): Promise<Refusal | undefined> {
    const header = request.headers[TICK_HEADER];
    if (header === undefined) {
      return refused('payment-required', 'This costs ticks: open a stream.');
    }
    const shown = typeof header === 'string' ? readTickHeader(header) : undefined;
    if (shown === undefined) {
      return refused('bad-tick', 'This is no tick.');
    }
    if (shown.ticks < ticks) {
      return refused('too-few-ticks', `This costs ${ticks} ticks, and ${shown.ticks} were shown.`);
    }
    const taken = await this.#streams.receive(shown);
    if (taken.ok) return undefined;
    const { kind, code, message, data } = taken.failure;
    return { code, message, last: readLast(data['last']), isOurs: kind !== 'refused' };
  }

  async #demand(
    response: ServerResponse,
    ticks: number,
    { code, message, last }: Refusal,
  ): Promise<void> {
    const offer = await this.#streams.offer();
    if (!offer.ok) {
      answer(response, 503, { code: offer.failure.code, message: offer.failure.message });
      return;
    }
    const demand = { code, offer: offer.value, ticks, open: this.#path, last };
    response.writeHead(402, JSON_HEADERS).end(demandJson(demand, message));
  }

  async #open(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST') {
      end(response, 405, { code: 'method', message: 'Streams are opened with POST.' });
      return;
    }
    if (Number(request.headers['content-length'] ?? 0) > MAX_MESSAGE_BYTES) {
      end(response, 413, TOO_LONG);
      return;
    }
    const cutOff = (): void => {
      if (!response.headersSent)
        end(response, 408, { code: 'too-slow', message: 'The act did not arrive in time.' });
    };
    const place = this.#places.enter(this.#peerOf(request), cutOff);
    if (place === undefined) {
      response.setHeader('retry-after', '1');
      end(response, 503, { code: 'busy', message: 'Too many streams are being opened.' });
      return;
    }
    const late = setTimeout(cutOff, BODY_MS);
    try {
      const body = await gatherBounded(request as AsyncIterable<Uint8Array>, MAX_MESSAGE_BYTES);
      clearTimeout(late);
      place.arrived();
      if (response.writableEnded) return;
      if (body === undefined) end(response, 413, TOO_LONG);
      else await this.#accept(response, body);
    } finally {
      clearTimeout(late);
      place.leave();
    }
  }

  async #accept(response: ServerResponse, body: Uint8Array): Promise<void> {
    const accepted = await this.#streams.accept(body);
    if (!accepted.ok) {
      const { kind, code, message } = accepted.failure;
      answer(response, kind === 'refused' ? 400 : 503, { code, message });
      return;
    }
    const { status, message } = accepted.value;
    const encoded = toBase64url(message);
    if (accepted.value.status === 'not-accepted') {
      const { code, words } = accepted.value;
      answer(response, 409, { status, code, words, message: encoded });
      return;
    }
    answer(response, 200, { status, message: encoded, last: tickJson(accepted.value.last) });
  }
}

interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly last: Pick<ShownTick, 'count' | 'link'> | null;
  /** Whether it is for something at this end, of which the payer's next payment changes nothing. */
  readonly isOurs: boolean;
}

function refused(code: string, message: string): Refusal {
  return { code, message, last: null, isOurs: false };
}

const JSON_HEADERS = { 'content-type': 'application/json', 'cache-control': 'no-store' };

const TOO_LONG = { code: 'too-long', message: 'No act is so long.' };

function addressOf({ socket }: IncomingMessage): string {
  return networkOf(socket.remoteAddress);
}

/** Answers, and closes the connection: what else is on its way is not waited for. */
function end(response: ServerResponse, status: number, body: Json): void {
  response.setHeader('connection', 'close');
  answer(response, status, body);
}

function answer(response: ServerResponse, status: number, body: Json): void {
  response.writeHead(status, JSON_HEADERS).end(JSON.stringify(body));
}

function readLast(data: Json | undefined): Refusal['last'] {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return null;
  const { count, link } = data as { readonly [name: string]: Json };
  const read = typeof link === 'string' ? fromHex(link, 32) : undefined;
  return typeof count === 'number' && read !== undefined ? { count, link: read } : null;
}
