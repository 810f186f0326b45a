import { type Kernel, createKernel } from '../chain/index.ts';
import { hash, isHash } from '../crypto/index.ts';
import { equalBytes } from '../encoding/index.ts';
import type { Meter } from '../hold/index.ts';
import { type Amount, isAmount } from '../money/index.ts';
import type { Act, Stream, Tick } from './types.ts';

/** How many links are hashed at a time. */
const PART = 1024;
/** Below this many links, calling the kernel costs more than it saves. */
const LONG = 4;
let kernel: Kernel | undefined;

/** A place on a hash chain of ticks; count 0 is the anchor itself. */
export interface TickPlace {
  readonly link: Uint8Array;
  readonly count: number;
}

/**
 * The hash chain that ticks beside `act` are of: the act's own, or without an act that of the meter `ticks`. An act takes
 * up what ticks gave before it, so beside an act without a stream no tick counts.
 */
export function tickStream(act: Act | null, meter: Meter): Stream | undefined {
  if (act !== null) return act.stream ?? undefined;
  if (meter.kind !== 'ticks') return undefined;
  const { units, perTicks, anchor, links } = meter;
  return { units, perTicks, anchor, links };
}

/** The place before the first tick of a stream. */
export function streamStart(stream: Stream): TickPlace {
  return { link: stream.anchor, count: 0 };
}

/** What `count` ticks are worth: ⌊count × units ÷ perTicks⌋; undefined when that is no amount. */
export function ticksWorth(stream: Stream, count: number): Amount | undefined {
  const worth = (BigInt(count) * stream.units) / BigInt(stream.perTicks);
  return isAmount(worth) ? worth : undefined;
}

export type TickFault = 'link-length' | 'count' | 'not-newer' | 'link';

/**
 * What keeps `tick` from being of the stream and after `known`; undefined when nothing does. Costs one hash for each tick
 * after `known`.
 */
export function tickFault(tick: Tick, known: TickPlace, stream: Stream): TickFault | undefined {
  if (tick.link.length !== 32) return 'link-length';
  if (!Number.isSafeInteger(tick.count) || tick.count < 1 || tick.count > stream.links)
    return 'count';
  if (tick.count <= known.count) return 'not-newer';
  return leadsTo(tick.link, tick.count - known.count, known.link) ? undefined : 'link';
}

export type TicksCheck =
  { ok: true; last: TickPlace } | { ok: false; at: number; fault: TickFault };

/**
 * Checks many ticks in a row: `links` are those after `known`, one by one, n × 32 bytes. `at`: the first that is none.
 */
export function checkTicks(links: Uint8Array, known: TickPlace, stream: Stream): TicksCheck {
  if (links.length === 0) return { ok: true, last: known };
  if (links.length % 32 !== 0) return { ok: false, at: 0, fault: 'link-length' };
  const more = links.length / 32;
  const left = stream.links - known.count;
  if (more > left) return { ok: false, at: Math.max(0, left), fault: 'count' };
  if (!isHash(known.link, 'tick', links.subarray(0, 32)))
    return { ok: false, at: 0, fault: 'link' };
  kernel ??= createKernel();
  const at = kernel.checkLinks(links);
  if (at >= 0) return { ok: false, at, fault: 'link' };
  return { ok: true, last: { link: links.subarray(links.length - 32), count: known.count + more } };
}

/** Whether `link` hashed `count` times is `end`. */
function leadsTo(link: Uint8Array, count: number, end: Uint8Array): boolean {
  let at = link;
  let left = count;
  if (left >= LONG) {
    kernel ??= createKernel();
    const part = new Uint8Array(Math.min(left, PART) * 32);
    for (; left > 0; left -= part.length / 32) {
      const links = left * 32 < part.length ? part.subarray(0, left * 32) : part;
      kernel.hashLinks(at, links);
      at = links.slice(links.length - 32);
      if (links !== part) return equalBytes(at, end);
    }
    return equalBytes(at, end);
  }
  for (; left > 0; left -= 1) at = hash('tick', at);
  return equalBytes(at, end);
}
