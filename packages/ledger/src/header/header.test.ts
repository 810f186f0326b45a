import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasPassed, nextHeader } from './header.ts';

const PARAMETERS = { closureAfterMs: 300_000 };
const START = 1_800_000_000_000;

test('the first header of a log has no gap, whatever the clock says', () => {
  expect(nextHeader(null, PARAMETERS, { clock: START, epoch: 3, stateRoot: null })).toEqual({
    time: START,
    closedMs: 0,
    gapMs: 0,
    epoch: 3,
    stateRoot: null,
  });
});

test('time never steps back, and a closure is every gap that is long enough', () => {
  const steps = fc.array(fc.integer({ min: -500_000, max: 900_000 }), { maxLength: 30 });
  const property = fc.property(steps, (moves) => {
    let clock = START;
    let header = nextHeader(null, PARAMETERS, { clock, epoch: 0, stateRoot: null });
    let closed = 0;
    for (const move of moves) {
      clock = Math.max(0, clock + move);
      const next = nextHeader(header, PARAMETERS, { clock, epoch: 0, stateRoot: null });
      const passed = next.time - header.time;
      expect(next.time).toBe(Math.max(header.time, clock));
      closed += passed > 300_000 ? passed : 0;
      expect(next.gapMs).toBe(passed > 300_000 ? passed : 0);
      expect(next.closedMs).toBe(closed);
      header = next;
    }
  });
  fc.assert(property);
});

test('a claimant has all the open time that was promised, and not a millisecond less', () => {
  const times = fc.array(fc.nat({ max: 1_000_000 }), { minLength: 1, maxLength: 20 });
  const property = fc.property(times, fc.nat({ max: 5_000_000 }), (gaps, allowed) => {
    const put = { time: START, closedMs: 7000, gapMs: 0, epoch: 0, stateRoot: null };
    let header: ReturnType<typeof nextHeader> = put;
    let open = 0;
    for (const gap of gaps) {
      header = nextHeader(header, PARAMETERS, {
        clock: header.time + gap,
        epoch: 0,
        stateRoot: null,
      });
      open += gap > 300_000 ? 0 : gap;
      expect(hasPassed(START + allowed, put.closedMs, header)).toBe(open > allowed);
    }
  });
  fc.assert(property);
});
