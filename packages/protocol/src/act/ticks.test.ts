import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hash } from '../crypto/index.ts';
import { concat } from '../encoding/index.ts';
import {
  type Stream,
  type Tick,
  checkTicks,
  createTickChain,
  streamStart,
  tickFault,
  tickStream,
  ticksWorth,
} from './index.ts';

const seed = new Uint8Array(32).fill(5);
const LINKS = 2000;
const chain = createTickChain(seed, LINKS);
const stream: Stream = { units: 3n, perTicks: 7, anchor: chain.anchor, links: LINKS };
const start = streamStart(stream);

/** The plain reference: the seed hashed `times` times. */
function hashed(times: number): Uint8Array {
  let link: Uint8Array = seed;
  for (let n = 0; n < times; n += 1) link = hash('tick', link);
  return link;
}

function links(from: number, to: number): Uint8Array {
  return concat(...Array.from({ length: to - from + 1 }, (_, i) => chain.tick(from + i).link));
}

describe('a chain of ticks', () => {
  it('is the seed hashed again and again, read in any order', () => {
    expect(chain.anchor).toEqual(hashed(LINKS));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: LINKS }), (count) => {
        expect(chain.tick(count)).toEqual({ link: hashed(LINKS - count), count });
      }),
      { numRuns: 50 },
    );
    expect(chain.tick(LINKS).link).toEqual(seed);
  });

  it('of the greatest length keeps few of its links', () => {
    const long = createTickChain(seed, 65_536);
    expect(long.kept).toBeLessThanOrEqual(600);
    const known = streamStart({ ...stream, anchor: long.anchor, links: 65_536 });
    const whole = { ...stream, anchor: long.anchor, links: 65_536 };
    expect(tickFault(long.tick(65_536), known, whole)).toBeUndefined();
    expect(tickFault(long.tick(1), known, whole)).toBeUndefined();
  });

  it.each([1, 2, 255, 256, 257])('of %d links is whole', (count) => {
    const short = createTickChain(seed, count);
    const of = { ...stream, anchor: short.anchor, links: count };
    for (let n = 1; n <= count; n += 1) {
      expect(tickFault(short.tick(n), streamStart(of), of)).toBeUndefined();
    }
    expect(() => short.tick(count + 1)).toThrow(RangeError);
    expect(() => short.tick(0)).toThrow(RangeError);
  });
});

describe('a tick', () => {
  it('is verified from the anchor and from any earlier tick, and nothing else is', () => {
    const count = fc.integer({ min: 1, max: LINKS });
    fc.assert(
      fc.property(count, count, (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        expect(tickFault(chain.tick(high), start, stream)).toBeUndefined();
        const fault = tickFault(chain.tick(high), chain.tick(low), stream);
        expect(fault).toBe(low === high ? 'not-newer' : undefined);
        const claimed: Tick = { link: chain.tick(low).link, count: high };
        expect(tickFault(claimed, start, stream)).toBe(low === high ? undefined : 'link');
        expect(tickFault(chain.tick(low), chain.tick(high), stream)).toBe('not-newer');
      }),
      { numRuns: 100 },
    );
  });

  it('shown again is not newer', () => {
    expect(tickFault(chain.tick(5), chain.tick(5), stream)).toBe('not-newer');
    expect(tickFault({ link: chain.anchor, count: 1 }, start, stream)).toBe('link');
  });

  it('is refused whatever a stranger sends', () => {
    const { link } = chain.tick(9);
    const fault = (tick: Tick): string | undefined => tickFault(tick, start, stream);
    expect(fault({ link: link.subarray(1), count: 9 })).toBe('link-length');
    for (const count of [0, -1, 1.5, LINKS + 1, NaN, Infinity]) {
      expect(fault({ link, count })).toBe('count');
    }
    expect(fault({ link: link.with(3, link[3]! ^ 1), count: 9 })).toBe('link');
    expect(fault({ link, count: 8 })).toBe('link');
  });

  it('many in a row are checked at once, and the first that is none is named', () => {
    expect(checkTicks(links(1, 300), start, stream)).toEqual({ ok: true, last: chain.tick(300) });
    expect(checkTicks(links(11, 30), chain.tick(10), stream)).toMatchObject({ ok: true });
    expect(checkTicks(new Uint8Array(0), start, stream)).toEqual({ ok: true, last: start });
    fc.assert(
      fc.property(fc.nat(99), fc.nat(31), (place, byte) => {
        const damaged = links(1, 100);
        const at = place * 32 + byte;
        damaged[at] = damaged[at]! ^ 1;
        expect(checkTicks(damaged, start, stream)).toEqual({ ok: false, at: place, fault: 'link' });
      }),
    );
    expect(checkTicks(links(12, 30), chain.tick(10), stream)).toMatchObject({ at: 0 });
    expect(checkTicks(new Uint8Array(31), start, stream)).toMatchObject({ fault: 'link-length' });
    const over = concat(links(LINKS, LINKS), new Uint8Array(32));
    expect(checkTicks(over, chain.tick(LINKS - 1), stream)).toMatchObject({
      at: 1,
      fault: 'count',
    });
  });
});

describe('the worth of ticks', () => {
  it('is rounded against whoever claims, and never leaves the range', () => {
    expect([6, 7, 13, 14].map((n) => ticksWorth(stream, n))).toEqual([2n, 3n, 5n, 6n]);
    const most = { ...stream, units: 2n ** 63n - 1n, perTicks: 1 };
    expect(ticksWorth(most, 1)).toBe(2n ** 63n - 1n);
    expect(ticksWorth(most, 2)).toBeUndefined();
    expect(ticksWorth({ ...most, perTicks: 2 }, 2)).toBe(2n ** 63n - 1n);
  });

  it('is of the act beside them, or of the hold when there is none', () => {
    const { units, perTicks, anchor } = stream;
    const meter = { kind: 'ticks', units, perTicks, anchor, links: LINKS } as const;
    const act = { stream: { ...stream, units: 9n } };
    expect(tickStream(null, meter)).toEqual(stream);
    expect(tickStream(null, { kind: 'voucher' })).toBeUndefined();
    expect(tickStream(act as never, meter)).toMatchObject({ units: 9n });
    expect(tickStream({ stream: null } as never, meter)).toBeUndefined();
  });
});
