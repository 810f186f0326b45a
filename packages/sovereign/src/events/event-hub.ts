import { type Hash, toHex } from '@tallystick/protocol';
import { type NodeEvent, isAfter, parseEventId } from './node-event.ts';

/** Events that one identity's channel remembers for a reader that comes back. */
const REMEMBERED = 256;
/** Events that wait for one slow reader; then its stream ends, and it comes back with `Last-Event-ID`. */
const MAX_WAITING = 1024;
/** How long a channel without a reader goes on remembering, and how many channels there are at most. */
const LINGER_MS = 300_000;
const MAX_CHANNELS = 8192;

/** One reader's events, in order, until it is closed. */
export interface EventStream {
  /** The next events; an empty list when the stream has ended. Resolves when there are some. */
  next(): Promise<readonly NodeEvent[]>;
  close(): void;
}

/**
 * Whoever reads its events has a channel, which lives on for a while after its last reader has gone. For everybody else
 * nothing is derived or kept: they ask for their receivables when they come.
 */
export interface EventHub {
  /** Whether anybody reads anything. */
  readonly isIdle: boolean;
  /** Whether this identity's events are read, or remembered. */
  wants(identity: Hash): boolean;
  publish(events: readonly NodeEvent[]): void;
  /** Events of one identity from entry `size` of the log on. */
  subscribe(identity: Hash, size: number, nowMs: number): EventStream;
  /**
   * What came after the event `lastEventId`, oldest first. Undefined when that is further back than is remembered, or no
   * event's id: then the reader asks for its receivables again.
   */
  since(identity: Hash, lastEventId: string): readonly NodeEvent[] | undefined;
  /** Ends all streams. */
  close(): void;
}

interface Channel {
  readonly readers: Set<Reader>;
  remembered: NodeEvent[];
  /** Every event of an entry from here on is remembered. */
  from: number;
  idleSince: number;
}

interface Reader {
  waiting: NodeEvent[];
  wake: (() => void) | undefined;
  ended: boolean;
}

export function newEventHub(): EventHub {
  const channels = new Map<string, Channel>();

  function channelOf(identity: Hash, size: number, nowMs: number): Channel {
    const name = toHex(identity);
    const found = channels.get(name);
    if (found !== undefined) return found;
    for (const [other, { readers, idleSince }] of channels) {
      const isOver = nowMs - idleSince > LINGER_MS || channels.size >= MAX_CHANNELS;
      if (readers.size === 0 && isOver) channels.delete(other);
    }
    const channel: Channel = { readers: new Set(), remembered: [], from: size, idleSince: nowMs };
    channels.set(name, channel);
    return channel;
  }

  return {
    get isIdle() {
      return channels.size === 0;
    },
    wants: (identity) => channels.has(toHex(identity)),
    publish(events) {
      for (const event of events) {
        const channel = channels.get(toHex(event.identity));
        if (channel === undefined) continue;
        remember(channel, event);
        for (const reader of channel.readers) hand(reader, event);
      }
    },
    subscribe(identity, size, nowMs) {
      const channel = channelOf(identity, size, nowMs);
      const reader: Reader = { waiting: [], wake: undefined, ended: false };
      channel.readers.add(reader);
      return {
        next: () => nextEvents(reader),
        close() {
          end(reader);
          if (channel.readers.delete(reader)) channel.idleSince = Date.now();
        },
      };
    },
    since(identity, lastEventId) {
      const channel = channels.get(toHex(identity));
      const mark = parseEventId(lastEventId);
      if (channel === undefined || mark === undefined) return undefined;
      if (mark.index < channel.from - 1) return undefined;
      return channel.remembered.filter((event) => isAfter(event.id, mark));
    },
    close() {
      for (const { readers } of channels.values()) for (const reader of readers) end(reader);
      channels.clear();
    },
  };
}

function remember(channel: Channel, event: NodeEvent): void {
  channel.remembered.push(event);
  if (channel.remembered.length <= 2 * REMEMBERED) return;
  channel.from = (channel.remembered[REMEMBERED - 1]?.index ?? 0) + 1;
  channel.remembered = channel.remembered.slice(REMEMBERED);
}

function hand(reader: Reader, event: NodeEvent): void {
  reader.waiting.push(event);
  if (reader.waiting.length > MAX_WAITING) end(reader);
  else reader.wake?.();
}

async function nextEvents(reader: Reader): Promise<readonly NodeEvent[]> {
  if (reader.waiting.length === 0 && !reader.ended) {
    await new Promise<void>((resolve) => {
      reader.wake = resolve;
    });
    reader.wake = undefined;
  }
  if (reader.ended) return [];
  const events = reader.waiting;
  reader.waiting = [];
  return events;
}

function end(reader: Reader): void {
  reader.ended = true;
  reader.wake?.();
}
