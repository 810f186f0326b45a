import { note } from '../engine/context.ts';
import type { Random } from '../engine/random.ts';
import { type Climate, HOUR_MS } from './climate.ts';
import type { Pace } from '../sovereign/founding.ts';
import type { Inhabitant, Place } from './inhabitant.ts';

/** The ledger says hourly that it is open, and was closed after four hours without a word. */
export const HOURS: Pace = {
  heartbeatMs: HOUR_MS,
  closureAfterMs: 4 * HOUR_MS,
  validityMs: 6 * HOUR_MS,
};
export const VILLAGES = 2 as const;

/** What befalls ways, clocks, people and the sovereign within days. */
export class Fate {
  closures = 0;
  readonly #place: Place;
  readonly #climate: Climate;
  readonly #random: Random;
  readonly #people: readonly Inhabitant[];

  constructor(place: Place, climate: Climate, random: Random, people: readonly Inhabitant[]) {
    this.#place = place;
    this.#climate = climate;
    this.#random = random;
    this.#people = people;
  }

  /** Whether something that happens so often a day happens in this half hour. */
  happens(perDay: number): boolean {
    return this.#random.chance(perDay / 48);
  }

  /** One half hour. */
  strike(): void {
    const { cuts, longestCutMs, closures, longestClosureMs } = this.#climate;
    if (this.happens(cuts)) this.#cut(longestCutMs);
    if (this.happens(closures)) this.#close(longestClosureMs);
    if (this.happens(this.#climate.clockSteps)) this.#stepClock(this.#climate.wrongClockMs);
    if (this.happens(this.#climate.vanishings)) this.#vanish();
  }

  #cut(longest: number): void {
    this.#place.roads.cut(this.#random.below(VILLAGES), this.#random.between(HOUR_MS, longest));
  }

  /** The sovereign's machine is off for longer than a deadline runs on. */
  #close(longest: number): void {
    const { node } = this.#place;
    if (!node.machine.isUp) return;
    this.closures += 1;
    node.stop(this.#random.between(HOURS.closureAfterMs + HOUR_MS, longest));
  }

  #stepClock(most: number): void {
    const one = this.#random.pick(this.#people);
    one.machine.clockError = this.#random.between(-most, most);
    note(this.#place.context, `${one.name}'s clock is ${one.machine.clockError} ms off`);
  }

  #vanish(): void {
    const one = this.#random.pick(this.#people);
    one.hasVanished = true;
    one.crash();
    note(this.#place.context, `${one.name} vanishes`);
  }
}
