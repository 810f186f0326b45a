/** What goes over the socket of the bench: a kind, a length, and so many bytes; big-endian. */
export const TERMS = { currency: 'HRB', price: '0.01', perTicks: 1 } as const;

/** Payer: sequence 4, count 4, link 32. Payee: the count that is acknowledged. */
export const TICK = 0;
/** Payer: a handover; payee: its receipt. */
export const ACT = 1;

const HEAD = 5;
const LINK = 32;

export function encodeBytes(kind: number, body: Uint8Array): Uint8Array {
  const frame = new Uint8Array(HEAD + body.length);
  const view = new DataView(frame.buffer);
  view.setUint8(0, kind);
  view.setUint32(1, body.length);
  frame.set(body, HEAD);
  return frame;
}

interface SentTick {
  readonly sequence: number;
  readonly count: number;
  readonly link: Uint8Array;
}

export function encodeTick({ sequence, count, link }: SentTick): Uint8Array {
  const body = new Uint8Array(8 + LINK);
  const view = new DataView(body.buffer);
  view.setUint32(0, sequence);
  view.setUint32(4, count);
  body.set(link, 8);
  return encodeBytes(TICK, body);
}

export function tickOf(body: Uint8Array): SentTick {
  const view = new DataView(body.buffer, body.byteOffset);
  return { sequence: view.getUint32(0), count: view.getUint32(4), link: body.slice(8) };
}

export function encodeAck(count: number): Uint8Array {
  const body = new Uint8Array(4);
  new DataView(body.buffer).setUint32(0, count);
  return encodeBytes(TICK, body);
}

export function ackOf(body: Uint8Array): number {
  return new DataView(body.buffer, body.byteOffset).getUint32(0);
}

/** Cuts what arrives into frames. */
export function readFrames(
  take: (kind: number, body: Uint8Array) => void,
): (chunk: Uint8Array) => void {
  let rest: Uint8Array = new Uint8Array(0);
  return (chunk) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let at = 0;
    while (at + HEAD <= bytes.length) {
      const end = at + HEAD + view.getUint32(at + 1);
      if (end > bytes.length) break;
      take(view.getUint8(at), bytes.subarray(at + HEAD, end));
      at = end;
    }
    rest = bytes.slice(at);
  };
}
