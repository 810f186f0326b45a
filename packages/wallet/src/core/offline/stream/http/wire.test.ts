import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Demand,
  demandJson,
  readDemand,
  readOpened,
  readTickHeader,
  tickHeader,
} from './wire.ts';

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
const shown = fc.record({
  hold: hash.map((bytes) => bytes.toHex()),
  sequence: fc.integer({ min: 1, max: 2 ** 40 }),
  count: fc.integer({ min: 1, max: 65_536 }),
  ticks: fc.integer({ min: 1, max: 65_536 }),
  link: hash,
});

describe('the header of a tick', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(shown, (tick) => {
        expect(readTickHeader(tickHeader(tick))).toEqual(tick);
      }),
    );
  });

  it('is nothing else, whatever a stranger sends', () => {
    fc.assert(
      fc.property(shown, fc.nat(200), fc.string({ maxLength: 3 }), (tick, at, noise) => {
        const header = tickHeader(tick);
        const changed = header.slice(0, at) + noise + header.slice(at + noise.length);
        const read = readTickHeader(changed);
        if (read !== undefined) expect(tickHeader(read)).toBe(changed);
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => readTickHeader(text) === undefined));
    for (const text of ['', '.'.repeat(1e6), `${'a'.repeat(64)}.0.1.1.${'A'.repeat(43)}`]) {
      expect(readTickHeader(text)).toBeUndefined();
    }
  });
});

describe('what a server asks for', () => {
  const demand: Demand = {
    code: 'tick-stale',
    offer: {
      sovereign: 'ab'.repeat(32),
      currency: 'HRB',
      price: '0.01',
      perTicks: 10,
      to: 'tally1',
      request: Uint8Array.of(1, 2, 3),
      until: 1_800_000_000_000,
    },
    ticks: 3,
    open: '/.tally/stream',
    last: { count: 7, link: new Uint8Array(32).fill(4) },
  };

  it('is read as it was written', () => {
    expect(readDemand(demandJson(demand, 'words'))).toEqual(demand);
    expect(readDemand(demandJson({ ...demand, last: null }, ''))).toEqual({
      ...demand,
      last: null,
    });
  });

  it('is no demand when a part is missing or of another kind', () => {
    const whole = JSON.parse(demandJson(demand, '')) as { offer: Record<string, unknown> };
    for (const name of Object.keys(whole.offer)) {
      for (const value of [undefined, {}, -1]) {
        const offer = { ...whole.offer, [name]: value };
        expect(readDemand(JSON.stringify({ ...whole, offer }))).toBeUndefined();
      }
    }
    fc.assert(fc.property(fc.json(), (text) => readDemand(text) === undefined));
    fc.assert(fc.property(fc.string(), (text) => readOpened(text) === undefined));
    expect(readDemand('null')).toBeUndefined();
  });
});
