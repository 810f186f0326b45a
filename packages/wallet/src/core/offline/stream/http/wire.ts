/** What goes over HTTP, as in docs/integrators/streams.md: one header with each request, and JSON where payment is asked for. */
import {
  MAX_MESSAGE_BYTES,
  type Tick,
  fromBase64url,
  fromHex,
  toBase64url,
  toHex,
} from '@tallystick/protocol';
import type { ShownTick, StreamOffer } from '../stream-types.ts';

export const TICK_HEADER = 'tally-tick';
/** Hold 64 · sequence and counts at most 16 and 5 digits · link 43, and the points between them. */
const MOST_HEADER_CHARACTERS = 140;
const TICK =
  /^([0-9a-f]{64})\.([1-9][0-9]{0,15})\.([1-9][0-9]{0,4})\.([1-9][0-9]{0,4})\.([A-Za-z0-9_-]{43})$/;

/** What a server asks for when it answers 402. */
export interface Demand {
  /** Why: `payment-required`, or why what was shown does not do. */
  readonly code: string;
  readonly offer: StreamOffer;
  /** Ticks that this request costs. */
  readonly ticks: number;
  /** Where a stream is opened: a path of the same server. */
  readonly open: string;
  /** The last tick that the server has, where the code is about that. */
  readonly last: Tick | null;
}

/** What a server answers to an act of a stream. */
export interface Opened {
  readonly isAccepted: boolean;
  readonly code: string;
  /** For the payer's wallet. */
  readonly message: Uint8Array;
  readonly last: Tick | null;
}

export function tickHeader({ hold, sequence, count, ticks, link }: ShownTick): string {
  return `${hold}.${sequence}.${count}.${ticks}.${toBase64url(link)}`;
}

/** Undefined for whatever is no tick; nothing is hashed to find out. */
export function readTickHeader(text: string): ShownTick | undefined {
  if (text.length > MOST_HEADER_CHARACTERS) return undefined;
  const [, hold = '', sequence, count, ticks, encoded = ''] = TICK.exec(text) ?? [];
  const link = fromBase64url(encoded, 32);
  if (link?.length !== 32) return undefined;
  return { hold, sequence: Number(sequence), count: Number(count), ticks: Number(ticks), link };
}

/** A tick in JSON. */
export function tickJson(tick: Tick | null): { count: number; link: string } | null {
  return tick === null ? null : { count: tick.count, link: toHex(tick.link) };
}

export function demandJson({ code, offer, ticks, open, last }: Demand, message: string): string {
  const { request, ...terms } = offer;
  const asked = { ...terms, ticks, open, request: toBase64url(request) };
  return JSON.stringify({ code, message, offer: asked, last: tickJson(last) });
}

/** What a stranger answered with 402; undefined when it is no demand. */
export function readDemand(text: string): Demand | undefined {
  const { code, offer, last } = readObject(text);
  if (typeof code !== 'string' || typeof offer !== 'object' || offer === null) return undefined;
  const asked = offer as Record<string, unknown>;
  const request = bytesOf(asked['request']);
  const [perTicks, ticks, until] = [asked['perTicks'], asked['ticks'], asked['until']];
  const texts = ['sovereign', 'currency', 'price', 'to', 'open'].map((name) => asked[name]);
  if (!texts.every((one) => typeof one === 'string') || request === undefined) return undefined;
  if (!isCount(perTicks) || !isCount(ticks) || !isCount(until)) return undefined;
  const [sovereign = '', currency = '', price = '', to = '', open = ''] = texts;
  const terms = { sovereign, currency, price, perTicks, to, request, until };
  return { code, offer: terms, ticks, open, last: readTick(last) };
}

/** What a stranger answered to an act; undefined when it is no answer. */
export function readOpened(text: string): Opened | undefined {
  const { status, code = '', message: encoded, last } = readObject(text);
  const message = bytesOf(encoded);
  if (message === undefined || typeof code !== 'string') return undefined;
  return { isAccepted: status === 'accepted', code, message, last: readTick(last) };
}

function readTick(json: unknown): Tick | null {
  if (typeof json !== 'object' || json === null) return null;
  const { count, link } = json as Record<string, unknown>;
  const read = typeof link === 'string' ? fromHex(link, 32) : undefined;
  return isCount(count) && read !== undefined ? { count, link: read } : null;
}

function readObject(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function bytesOf(text: unknown): Uint8Array | undefined {
  return typeof text === 'string' ? fromBase64url(text, MAX_MESSAGE_BYTES) : undefined;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1;
}
