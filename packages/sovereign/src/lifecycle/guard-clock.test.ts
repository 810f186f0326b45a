import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guardClock } from './guard-clock.ts';

const START = 1_800_000_000_000;
const MINUTE = 60_000;
const DAY = 86_400_000;

function machine(): {
  clock: ReturnType<typeof guardClock>;
  changes: number[];
  pass(ms: number): void;
  sleep(ms: number): void;
  set(ms: number): void;
  readonly true: number;
} {
  let off = 0;
  let steady = 5;
  let slept = 0;
  const changes: number[] = [];
  const ports = {
    wall: () => Math.floor(START + steady + slept + off),
    steady: () => steady,
    uptime: () => 77 + steady + slept,
  };
  const clock = guardClock(ports, (aheadMs) => changes.push(aheadMs));
  return {
    clock,
    changes,
    pass: (ms) => void (steady += ms),
    sleep: (ms) => void (slept += ms),
    set: (ms) => void (off = ms),
    get true() {
      return START + steady + slept;
    },
  };
}

test('a clock that leaps is not followed, and is believed again when it returns', () => {
  const at = machine();
  at.pass(MINUTE);
  expect([at.clock.now(), at.clock.aheadMs()]).toEqual([at.true, 0]);
  at.set(365 * DAY);
  expect(at.clock.aheadMs()).toBe(365 * DAY);
  expect(at.clock.now()).toBe(at.true);
  at.pass(10 * MINUTE);
  expect(at.clock.now()).toBe(at.true);
  expect(at.clock.aheadMs()).toBe(365 * DAY);
  at.set(0);
  expect([at.clock.now(), at.clock.aheadMs()]).toEqual([at.true, 0]);
  expect(at.changes).toEqual([365 * DAY, 0]);
});

test('small steps and drift are followed, and a margin that is used up fills again', () => {
  const at = machine();
  at.set(9 * MINUTE);
  expect([at.clock.now(), at.clock.aheadMs()]).toEqual([at.true + 9 * MINUTE, 0]);
  at.set(18 * MINUTE);
  expect(at.clock.aheadMs()).toBe(9 * MINUTE);
  at.pass(DAY);
  expect(at.clock.aheadMs()).toBe(0);
});

test('a machine that slept has not leapt; one that wakes up with a wrong clock has', () => {
  const at = machine();
  at.sleep(3 * DAY);
  expect([at.clock.now(), at.clock.aheadMs()]).toEqual([at.true, 0]);
  at.sleep(DAY);
  at.set(30 * DAY);
  expect([at.clock.now(), at.clock.aheadMs()]).toEqual([at.true, 30 * DAY]);
});

test('a clock that steps back is told as it is: a header keeps time from stepping back', () => {
  const at = machine();
  at.set(-DAY);
  expect([at.clock.now(), at.clock.aheadMs()]).toEqual([at.true - DAY, 0]);
  at.set(0);
  expect([at.clock.now(), at.clock.aheadMs()]).toEqual([at.true, 0]);
});

test('a clock that was wrong before it was set right is believed when its owner says so, and no other time', () => {
  const at = machine();
  at.set(DAY);
  at.pass(7 * DAY);
  expect(at.clock.aheadMs()).toBe(DAY);
  expect(at.clock.accept(at.true)).toBe(false);
  expect(at.clock.aheadMs()).toBe(DAY);
  expect(at.clock.accept(at.true + DAY - MINUTE)).toBe(true);
  expect([at.clock.now(), at.clock.aheadMs()]).toEqual([at.true + DAY, 0]);
  expect(at.changes).toEqual([DAY, 0]);
  at.set(2 * DAY); // the next leap is one again
  expect(at.clock.aheadMs()).toBe(DAY);
});

test('whatever is done to it, time is never further ahead than what has passed allows', () => {
  const moves = fc.array(
    fc.record({
      pass: fc.nat({ max: DAY }),
      sleep: fc.nat({ max: DAY }),
      set: fc.integer({ min: -400 * DAY, max: 400 * DAY }),
    }),
    { maxLength: 40 },
  );
  const property = fc.property(moves, (all) => {
    const at = machine();
    for (const move of all) {
      at.pass(move.pass);
      at.sleep(move.sleep);
      at.set(move.set);
      const bound = at.true + 10 * MINUTE + 0.01 * (at.true - START) + 1;
      expect(at.clock.now()).toBeLessThanOrEqual(bound);
      expect(at.clock.aheadMs() > 0 || at.clock.now() === at.true + move.set).toBe(true);
    }
  });
  fc.assert(property);
});
