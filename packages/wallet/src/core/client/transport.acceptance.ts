/** What every {@link Transport} owes a wallet; each one's test calls this with a way to a server of its own. */
import { describe, expect, it } from 'vitest';
import type { Transport, TransportRequest } from '../ports.ts';

/** A server that a test scripts: answers by path, as named below. */
export interface Place {
  /** The way to the server. */
  readonly transport: Transport;
  /** A way to where nothing answers. */
  readonly nowhere: Transport;
  /** Streams that are open on the server's side now. */
  open(): number;
}

/** What the server of a {@link Place} does: `/echo` sends the method, a header and the body back with status 418. */
export const PATHS = {
  echo: '/echo',
  /** Sends `one`, then `two` 50 ms later, then ends. */
  two: '/two',
  /** Sends `one`, then breaks the connection off. */
  broken: '/broken',
  /** Sends `one`, and nothing after it. */
  silent: '/silent',
  /** Sends a piece every 20 ms. */
  lively: '/lively',
} as const;

/** Registers the suite. The transport gives up a stream after `silenceMs` of silence, of 100 to 1,000 ms. */
export function acceptTransport(name: string, silenceMs: number, place: () => Place): void {
  const get = (path: string): TransportRequest => ({
    method: 'GET',
    path,
    headers: {},
    body: null,
  });
  const forEver = new AbortController().signal;

  async function pieces(
    path: string,
    signal: AbortSignal,
    most = Infinity,
    onPiece?: () => void,
  ): Promise<string> {
    const answer = await place().transport.stream?.(get(path), signal);
    if (answer?.ok !== true) return 'no answer';
    let text = '';
    let count = 0;
    for await (const piece of answer.pieces) {
      text += new TextDecoder().decode(piece);
      count += 1;
      onPiece?.();
      if (count >= most) break;
    }
    return text;
  }

  async function closed(): Promise<void> {
    for (let i = 0; i < 100 && place().open() > 0; i += 1) {
      await new Promise((resolve) => {
        setTimeout(resolve, 10);
      });
    }
    expect(place().open()).toBe(0);
  }

  describe(`transport: ${name}`, () => {
    it('brings a request there and the whole answer back', async () => {
      const headers = { 'x-tally': 'yes' };
      const body = new TextEncoder().encode('body');
      const request = { method: 'POST', path: PATHS.echo, headers, body } as const;
      const answer = await place().transport.request(request);
      if (!answer.ok) throw new Error(answer.reason);
      expect([answer.status, new TextDecoder().decode(answer.body)]).toEqual([
        418,
        'POST yes body',
      ]);
      expect(answer.headers['x-tally']).toBe('back');
    });

    it('says that nothing came back, and never rejects', async () => {
      const { nowhere } = place();
      expect(await nowhere.request(get('/'))).toMatchObject({ ok: false });
      expect(await nowhere.stream?.(get('/'), forEver)).toMatchObject({ ok: false });
      expect(await place().transport.request(get(PATHS.broken))).toMatchObject({ ok: false });
      expect(await place().transport.stream?.(get(PATHS.two), AbortSignal.abort())).toMatchObject({
        ok: false,
      });
    });

    it('gives the pieces of a stream as they come, whatever way it ends', async () => {
      expect(await pieces(PATHS.two, forEver)).toBe('onetwo');
      expect(await pieces(PATHS.two, forEver, 1)).toBe('one');
      expect(await pieces(PATHS.broken, forEver)).toBe('one');
      await closed();
    });

    it('hangs up when it is told to, and when nothing comes any more', async () => {
      const stop = new AbortController();
      expect(await pieces(PATHS.silent, stop.signal, Infinity, () => stop.abort())).toBe('one');
      const start = performance.now();
      expect(await pieces(PATHS.silent, forEver)).toBe('one');
      expect(performance.now() - start).toBeGreaterThan(silenceMs * 0.9);
      await closed();
    });

    it('stays as long as something comes', async () => {
      const enough = Math.ceil((2 * silenceMs) / 20);
      expect(await pieces(PATHS.lively, forEver, enough)).toMatch(/^\.+$/);
      await closed();
    });
  });
}
