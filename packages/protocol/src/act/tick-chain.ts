import { type Kernel, SparseIndex, createKernel } from '../chain/index.ts';
import type { Hash } from '../crypto/index.ts';
import { MAX_LINKS } from '../hold/index.ts';
import type { Tick } from './types.ts';

/** Links from one kept link to the next: of 65,536 links 256 are kept. */
const EVERY = 256;
let kernel: Kernel | undefined;

/** A payer's hash chain: all that is stored of it is its seed. */
export interface TickChain {
  readonly anchor: Hash;
  readonly links: number;
  /** How many links are kept in memory at once. */
  readonly kept: number;
  /** Tick `count`, 1 to `links`; in rising order each costs one hash. */
  tick(count: number): Tick;
}

/** The chain of `links` ticks that ends in H_tick applied `links` times to `seed` (32 secret random bytes). */
export function createTickChain(seed: Uint8Array, links: number): TickChain {
  if (seed.length !== 32) throw new RangeError(`seed of ${seed.length} bytes, not 32`);
  if (!Number.isSafeInteger(links) || links < 1 || links > MAX_LINKS) {
    throw new RangeError(`not a number of links: ${links}`);
  }
  kernel ??= createKernel();
  // Place p is the seed hashed p times: place `links` is the anchor, tick n is place links − n.
  const index = new SparseIndex<Hash>(EVERY);
  let at: Hash = seed.slice();
  index.offer(0, at);
  const part = new Uint8Array(EVERY * 32);
  let place = 0;
  while (place < links) {
    const step = part.subarray(0, Math.min(EVERY, links - place) * 32);
    kernel.hashLinks(at, step);
    at = step.slice(step.length - 32);
    place += step.length / 32;
    index.offer(place, at);
  }
  const anchor = at;
  let segmentStart = -1;
  const segment = new Uint8Array((EVERY - 1) * 32);
  return {
    anchor,
    links,
    kept: index.size + EVERY,
    tick(count) {
      if (!Number.isSafeInteger(count) || count < 1 || count > links) {
        throw new RangeError(`no tick ${count} of ${links}`);
      }
      const wanted = links - count;
      const start = index.startFor(wanted);
      if (start === undefined) throw new Error('no link was kept');
      if (wanted === start.sequence) return { link: start.value.slice(), count };
      if (start.sequence !== segmentStart) {
        (kernel as Kernel).hashLinks(start.value, segment);
        segmentStart = start.sequence;
      }
      const from = (wanted - start.sequence - 1) * 32;
      return { link: segment.slice(from, from + 32), count };
    },
  };
}
