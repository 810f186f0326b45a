import type { TransportAnswer } from '../core/ports.ts';

export type Body = Record<string, unknown>;

export function json(body: Body): TransportAnswer {
  return answer(200, new TextEncoder().encode(JSON.stringify(body)));
}

export function bytesOr404(bytes: Uint8Array | undefined): TransportAnswer {
  return bytes === undefined ? problem(404, 'not-found') : answer(200, bytes);
}

export function problem(status: number, code: string): TransportAnswer {
  return answer(status, new TextEncoder().encode(JSON.stringify({ code, detail: code })));
}

export function answer(status: number, body: Uint8Array): TransportAnswer {
  return { ok: true, status, headers: {}, body };
}
