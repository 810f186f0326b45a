import type { TransportAnswer } from '@tallystick/wallet';

/** What JSON can carry. */
export type Body = Record<string, unknown>;

/** What a body says that somebody may have bent on the way. */
export function readJson(body: Uint8Array | null): Readonly<Record<string, string>> {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(body ?? undefined));
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, string>) : {};
  } catch {
    return {};
  }
}

export function json(body: Body): TransportAnswer {
  return answer(200, new TextEncoder().encode(JSON.stringify(body)));
}

/** An answer that is no success, with a code of http-api.md. */
export function problem(status: number, code: string): TransportAnswer {
  return answer(status, new TextEncoder().encode(JSON.stringify({ code, detail: code })));
}

export function answer(status: number, body: Uint8Array): TransportAnswer {
  return { ok: true, status, headers: {}, body };
}

export function bytesOr404(bytes: Uint8Array | undefined): TransportAnswer {
  return bytes === undefined ? problem(404, 'not-found') : answer(200, bytes);
}
