import type { Hash } from '@tallystick/protocol';
import { Desk } from './desk.ts';
import { type Acts, allowanceFor, opened } from './offline.ts';
import type { Built, Person } from './parties.ts';
import { verifySeal } from './seal.ts';

/** Ada's allowance, and whoever is asked for besides. */
export interface Fair {
  readonly desk: Desk;
  readonly ada: Person;
  readonly put: Built;
  readonly acts: Acts;
  readonly hold: Hash;
  readonly [Symbol.iterator]: () => Iterator<Person>;
}

/** An allowance of 100, and as many people as are asked for. */
export function fair(more: Parameters<typeof allowanceFor>[2] = {}, cap = 100n): Fair {
  const desk = new Desk();
  desk.verifyInside = verifySeal;
  const ada = desk.funded(1000n);
  const { put, acts } = opened(desk, ada, allowanceFor(desk.hrb, cap, more));
  const people = function* people(): Iterator<Person> {
    for (;;) yield desk.person();
  };
  return { desk, ada, put, acts, hold: acts.hold, [Symbol.iterator]: people };
}

/** The allowance's marks; undefined once it has closed. */
export function progress({ desk, hold }: Fair): number | undefined {
  return desk.state.holds.find(hold)?.marks;
}
