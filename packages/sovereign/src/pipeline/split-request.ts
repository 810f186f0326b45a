import { MAX_REQUEST_TRANSITIONS, MAX_TRANSITION_BYTES } from '@tallystick/protocol';

/**
 * The items of a request `[1..256 transition]` (protocol.md section 7), as views of it, without looking into them: what is
 * wrong inside one is that one's refusal, and does not touch the others. What stops the splitting itself is a fault of the
 * whole request.
 */
export type Split =
  | { readonly ok: true; readonly items: readonly Uint8Array[] }
  | { readonly ok: false; readonly reason: string };

/** CBOR (RFC 8949 §3): major types, and the first additional information that is not a value itself. */
const BYTES = 2;
const TEXT = 3;
const ARRAY = 4;
const NULL = 0xf6;
const ONE_BYTE = 24;
const FOUR_BYTES = 26;
/** A transition is an array of bytes and of an array of arrays. */
const MAX_DEPTH = 4;

export function splitRequest(body: Uint8Array): Split {
  const head = readHead(body, 0);
  if (head === undefined || head.major !== ARRAY) return fault('the body is no CBOR array');
  if (head.value < 1 || head.value > MAX_REQUEST_TRANSITIONS) {
    return fault(`a request has 1 to ${MAX_REQUEST_TRANSITIONS} transitions, not ${head.value}`);
  }
  const items: Uint8Array[] = [];
  let at = head.end;
  for (let i = 0; i < head.value; i += 1) {
    const end = skip(body, at, MAX_DEPTH);
    if (end === undefined) return fault(`item ${i} is no CBOR of the kind that is used here`);
    if (end - at > MAX_TRANSITION_BYTES) {
      return fault(`item ${i} is longer than ${MAX_TRANSITION_BYTES} bytes`);
    }
    items.push(body.subarray(at, end));
    at = end;
  }
  if (at !== body.length) return fault('bytes after the end');
  return { ok: true, items };
}

function fault(reason: string): Split {
  return { ok: false, reason };
}

interface Head {
  readonly major: number;
  readonly value: number;
  readonly end: number;
}

/** The head of one item; undefined when it is cut off, of indefinite length, or above 2^32 − 1 where it counts something. */
function readHead(body: Uint8Array, at: number): Head | undefined {
  const first = body[at];
  if (first === undefined) return undefined;
  const major = first >> 5;
  const info = first & 31;
  if (info < ONE_BYTE) return { major, value: info, end: at + 1 };
  if (info > FOUR_BYTES + 1) return undefined;
  const end = at + 1 + (1 << (info - ONE_BYTE));
  if (end > body.length) return undefined;
  let value = 0;
  for (let i = at + 1; i < end; i += 1) value = value * 256 + (body[i] as number);
  return { major, value, end };
}

/** Where the item at `at` ends; undefined when it is none that the protocol uses. */
function skip(body: Uint8Array, at: number, depth: number): number | undefined {
  if (body[at] === NULL) return at + 1;
  const head = readHead(body, at);
  if (head === undefined) return undefined;
  const { major, value, end } = head;
  if (major === 0) return end;
  if (major === BYTES || major === TEXT) {
    return value <= body.length - end ? end + value : undefined;
  }
  if (major !== ARRAY || depth === 0 || value > body.length - end) return undefined;
  let next: number | undefined = end;
  for (let i = 0; i < value && next !== undefined; i += 1) next = skip(body, next, depth - 1);
  return next;
}
