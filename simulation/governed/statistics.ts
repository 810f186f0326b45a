import { type Figure, figureHash } from '@tallystick/protocol';
import { launch } from '../engine/context.ts';
import type { Random } from '../engine/random.ts';
import { FIGURES, MINUTE_MS, type OfficeName, officeSigns } from './charter.ts';
import type { GovernedWorld } from './governed-world.ts';

/** Publishes rates and indicators: late, so that they grow old; too early; and now and then somebody else does. */
export class Statistics {
  readonly #world: GovernedWorld;
  readonly #random: Random;
  #isOpen = false;

  constructor(world: GovernedWorld) {
    this.#world = world;
    this.#random = world.context.random.fork('statistics');
  }

  open(): void {
    this.#isOpen = true;
    this.#goOn();
  }

  close(): void {
    this.#isOpen = false;
  }

  /** A figure of each name, good for a while. */
  async found(): Promise<void> {
    for (const name of FIGURES) await this.#publish(this.#drawn(name), 'statistics');
  }

  #goOn(): void {
    this.#world.scheduler.after(this.#random.between(MINUTE_MS, 12 * MINUTE_MS), () => {
      if (!this.#isOpen) return;
      const figure = this.#drawn(this.#random.pick(FIGURES));
      const office = this.#random.chance(0.2) ? this.#random.pick(IMPOSTORS) : 'statistics';
      launch(this.#world.context, () => this.#publish(figure, office));
      this.#goOn();
    });
  }

  #drawn(name: string): Figure {
    const now = this.#world.node.now();
    const from = now + this.#random.pick([-MINUTE_MS, -1_000, 0, 0, MINUTE_MS]);
    const until = from + this.#random.pick([4, 10, 20, 40]) * MINUTE_MS;
    const isRate = name.startsWith('RATE-');
    const numerator = BigInt(this.#random.between(2, isRate ? 9 : 25));
    const denominator = isRate ? BigInt(this.#random.between(1, 3)) : 1n;
    return { name, numerator, denominator, from, until };
  }

  async #publish(figure: Figure, office: OfficeName): Promise<void> {
    const { governance, node, clerks } = this.#world;
    const spoken = { kind: 'figure', message: figureHash(figure) } as const;
    const signatures = officeSigns(node.founding, governance.governance, office, spoken);
    await clerks.statistics.say({ kind: 'figure', ...figure, signatures });
  }
}

const IMPOSTORS = ['council', 'ombuds', 'gates'] as const;
