import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type OpeningPlace, OpeningPlaces } from './opening-places.ts';

const LIMITS = { inAll: 4, ofPeer: 2, graceMs: 1000 };

interface Door {
  now: number;
  readonly cut: string[];
  enter(peer: string, name?: string): OpeningPlace | undefined;
}

function door(): Door {
  const cut: string[] = [];
  const made: Door = {
    now: 0,
    cut,
    enter: (peer, name = peer) => places.enter(peer, () => cut.push(name)),
  };
  const places = new OpeningPlaces(LIMITS, () => made.now);
  return made;
}

it('has so many places for one peer, and so many in all', () => {
  const at = door();
  for (const peer of ['a', 'a', 'b', 'b']) expect(at.enter(peer)).toBeDefined();
  for (const peer of ['a', 'b', 'c']) expect(at.enter(peer)).toBeUndefined();
  expect(at.cut).toEqual([]);
});

it('cuts off whoever has been sending the longest: of the peer whose places are taken, or of all', () => {
  const at = door();
  at.enter('a', 'a1');
  at.now = 10;
  at.enter('b', 'b1');
  at.enter('b', 'b2');
  at.enter('a', 'a2');
  at.now = 1010;
  expect(at.enter('b', 'b3')).toBeDefined();
  expect(at.cut).toEqual(['b1']);
  expect(at.enter('c')).toBeDefined();
  expect(at.cut).toEqual(['b1', 'a1']);
});

it('takes no place from an act that has arrived', () => {
  const at = door();
  const places = ['a', 'a', 'b', 'b'].map((peer) => at.enter(peer));
  for (const place of places) place?.arrived();
  at.now = 5000;
  expect(at.enter('c')).toBeUndefined();
  places[1]?.leave();
  expect(at.enter('c')).toBeDefined();
  expect(at.cut).toEqual([]);
});

it('never holds more than it has places for, and lets everybody in who waits for the grace', () => {
  const peer = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const step = fc.record({ peer, afterMs: fc.nat(700), leaves: fc.boolean() });
  const property = fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
    const at = door();
    const held: { peer: string; place: OpeningPlace; name: string }[] = [];
    for (const [n, { peer: who, afterMs, leaves }] of steps.entries()) {
      at.now += afterMs;
      if (leaves) held.shift()?.place.leave();
      const place = at.enter(who, String(n));
      if (place !== undefined) held.push({ peer: who, place, name: String(n) });
      const open = held.filter(({ name }) => !at.cut.includes(name));
      expect(open.length).toBeLessThanOrEqual(LIMITS.inAll);
      const ofPeer = open.filter((one) => one.peer === who).length;
      expect(ofPeer).toBeLessThanOrEqual(LIMITS.ofPeer);
    }
    at.now += LIMITS.graceMs;
    expect(at.enter('f')).toBeDefined();
  });
  fc.assert(property);
});
