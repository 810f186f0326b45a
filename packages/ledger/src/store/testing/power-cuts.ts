import { Disk, type DiskImage } from './disk-images.ts';
import type { DiskEvent } from './strace.ts';

/** A disk as a power cut could have left it. */
export interface PowerCut {
  /** After how many of the events. */
  readonly at: number;
  readonly image: DiskImage;
  /** The number that the process had printed last: what it had acknowledged. */
  readonly acknowledged: number;
}

/** How the power is cut: as often as `images` says, at moments that `seed` draws. */
export interface Cutting {
  /** The disk before the first event. */
  readonly before: DiskImage;
  readonly images: number;
  readonly seed: number;
}

/** One legal disk image for each of so many moments of what a process did, in their order. */
export function* powerCuts(
  events: readonly DiskEvent[],
  { before, images, seed }: Cutting,
): Generator<PowerCut> {
  const random = seeded(seed);
  const cuts = Array.from({ length: images }, () => random(events.length)).sort((a, b) => a - b);
  const disk = new Disk(before);
  let acknowledged = 0;
  let next = 0;
  for (const cut of cuts) {
    for (const event of events.slice(next, cut)) {
      disk.follow(event);
      if (event.kind === 'printed') acknowledged = Number(event.text);
    }
    next = cut;
    yield { at: cut, image: disk.cut(random), acknowledged };
  }
}

function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
