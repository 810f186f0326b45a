import { expect, it } from 'vitest';
import type { MessageChannel } from './channel.ts';

/** Two ends that are connected. */
export interface Ends {
  readonly one: MessageChannel;
  readonly other: MessageChannel;
  /** Whatever the ends leave behind. */
  clean(): Promise<void>;
}

/** What every implementation of `MessageChannel` does. */
export function acceptChannel(open: () => Promise<Ends>): void {
  const connected = async (test: (ends: Ends) => Promise<void>): Promise<void> => {
    const ends = await open();
    try {
      await test(ends);
    } finally {
      await ends.one.close();
      await ends.other.close();
      await ends.clean();
    }
  };
  const bytes = (length: number, seed: number): Uint8Array =>
    Uint8Array.from({ length }, (_, i) => (i * 31 + seed) % 251);

  it('carries messages each way in order', () =>
    connected(async ({ one, other }) => {
      const asked = bytes(900, 1);
      expect(await one.send(asked)).toBe(true);
      expect(await other.receive()).toEqual(asked);
      const answers = [bytes(1, 2), bytes(2600, 3)];
      for (const answer of answers) {
        expect(await other.send(answer)).toBe(true);
        expect(await one.receive()).toEqual(answer);
      }
    }));

  it('carries the longest message', () =>
    connected(async ({ one, other }) => {
      const message = bytes(262_144, 4);
      const sent = one.send(message);
      expect(await other.receive()).toEqual(message);
      expect(await sent).toBe(true);
    }));

  it('gives nothing when told to wait no longer', () =>
    connected(async ({ one }) => {
      const stop = new AbortController();
      const waiting = one.receive(stop.signal);
      stop.abort();
      expect(await waiting).toBeNull();
      expect(await one.receive(stop.signal)).toBeNull();
    }));

  it('gives nothing any more when it was closed', () =>
    connected(async ({ one }) => {
      await one.close();
      expect(await one.receive()).toBeNull();
      expect(await one.send(bytes(3, 5))).toBe(false);
    }));
}
