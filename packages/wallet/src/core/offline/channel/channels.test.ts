import { describe, expect, it } from 'vitest';
import { acceptChannel } from './channel.acceptance.ts';
import { type FramePort, frameChannel } from './frame-channel.ts';
import { Inbox, MAX_UNREAD } from './inbox.ts';
import { memoryChannels } from './memory-channel.ts';
import { type ByteStreams, streamChannel } from './stream-channel.ts';

const nothing = (): Promise<void> => Promise.resolve();

/** Two streams whose bytes arrive in pieces of odd sizes. */
function streamPair(): [ByteStreams, ByteStreams] {
  const inboxes = [new Inbox(), new Inbox()] as const;
  let isOpen = true;
  const side = (own: Inbox, other: Inbox): ByteStreams => ({
    incoming: pieces(own),
    async write(data) {
      for (let at = 0; isOpen && at < data.length; at += 4093) {
        await other.put(data.slice(at, at + 4093));
      }
      return isOpen;
    },
    close() {
      isOpen = false;
      for (const inbox of inboxes) inbox.end();
      return Promise.resolve();
    },
  });
  return [side(inboxes[0], inboxes[1]), side(inboxes[1], inboxes[0])];
}

async function* pieces(inbox: Inbox): AsyncGenerator<Uint8Array> {
  for (let piece = await inbox.take(); piece !== null; piece = await inbox.take()) yield piece;
}

/** Two screens that face two cameras, which miss every fifth frame. */
function framePorts(): [FramePort, FramePort] {
  const text = new TextDecoder();
  const inboxes = [new Inbox(), new Inbox()] as const;
  let isOpen = true;
  const side = (own: Inbox, other: Inbox): FramePort => {
    let shown = 0;
    return {
      show(code) {
        shown += 1;
        if (isOpen && shown % 5 !== 0) void other.put(new TextEncoder().encode(code));
        return Promise.resolve(isOpen);
      },
      async scan(signal) {
        const seen = await own.take(signal);
        return seen === null ? null : text.decode(seen);
      },
      close() {
        isOpen = false;
        for (const inbox of inboxes) inbox.end();
        return Promise.resolve();
      },
    };
  };
  return [side(inboxes[0], inboxes[1]), side(inboxes[1], inboxes[0])];
}

describe('a channel in memory', () => {
  acceptChannel(() => {
    const [one, other] = memoryChannels();
    return Promise.resolve({ one, other, clean: nothing });
  });
});

describe('a channel over byte streams', () => {
  acceptChannel(() => {
    const [one, other] = streamPair().map(streamChannel);
    if (one === undefined || other === undefined) throw new Error('no ends');
    return Promise.resolve({ one, other, clean: nothing });
  });

  it('ends at a message that is longer than any may be', async () => {
    const [raw, streams] = streamPair();
    const channel = streamChannel(streams);
    await raw.write(Uint8Array.of(0, 0, 0, 1, 7, 0, 4, 0, 1));
    expect(await channel.receive()).toEqual(Uint8Array.of(7));
    expect(await channel.receive()).toBeNull();
  });
});

describe('messages that nobody reads', () => {
  it('wait at the sender, who goes on when they are read', async () => {
    for (const [one, other] of [memoryChannels(), streamPair().map(streamChannel)]) {
      if (one === undefined || other === undefined) throw new Error('no ends');
      let sent = 0;
      const sending = (async () => {
        for (let number = 0; number < 100; number += 1) {
          await one.send(new Uint8Array(200_000).fill(number));
          sent += 1;
        }
      })();
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(sent).toBeLessThan(2 * MAX_UNREAD);
      for (let number = 0; number < 100; number += 1) {
        expect((await other.receive())?.[0]).toBe(number);
      }
      await sending;
      await one.close();
    }
  });

  it('let go of the sender when the channel is closed', async () => {
    const [one, other] = memoryChannels();
    const sends = Array.from({ length: 40 }, () => one.send(Uint8Array.of(1)));
    await other.close();
    expect(await Promise.all(sends)).toContain(false);
  });
});

describe('a channel of QR codes', () => {
  acceptChannel(() => {
    const [one, other] = framePorts().map((port) => frameChannel(port, 1200));
    if (one === undefined || other === undefined) throw new Error('no ends');
    return Promise.resolve({ one, other, clean: nothing });
  });
});
