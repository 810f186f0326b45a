import type { PretendedDisk, WriteFate } from '@tallystick/ledger';
import { note, type WorldContext } from '../engine/context.ts';
import type { Machine } from '../engine/machine.ts';

/** How long a disk stays full, in ms. */
const FULL_MS = 8_000;

/** The ledger's disk: takes its time, sometimes long, and fails as the weather says. */
export class LedgerDisk {
  readonly #context: WorldContext;
  readonly #machine: Machine;
  #fullUntil = 0;

  constructor(context: WorldContext, machine: Machine) {
    this.#context = context;
    this.#machine = machine;
  }

  readonly write: PretendedDisk = async () => {
    const { random, weather, scheduler } = this.#context;
    const { slowDisk, diskFull, diskFails } = weather();
    const delay = random.chance(slowDisk) ? random.between(50, 3_000) : random.between(1, 5);
    await this.#machine.wait(delay);
    if (random.chance(diskFull)) this.#fullUntil = scheduler.now + FULL_MS;
    const fate = this.#fate(scheduler.now < this.#fullUntil, random.chance(diskFails));
    if (fate !== 'stored') note(this.#context, `ledger disk ${fate}`);
    return fate;
  };

  #fate(isFull: boolean, fails: boolean): WriteFate {
    if (isFull) return 'full';
    if (!fails) return 'stored';
    return this.#context.random.chance(0.5) ? 'io' : 'io-after';
  }
}
