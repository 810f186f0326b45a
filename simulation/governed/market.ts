import { type Amount, currencyId } from '@tallystick/protocol';
import { type Facts, unknownFacts } from '@tallystick/rules';
import { launch } from '../engine/context.ts';
import type { Random } from '../engine/random.ts';
import { MINUTE_MS } from './charter.ts';
import type { GovernedWorld } from './governed-world.ts';

/** Around the instant at which a version begins or ends: what is sent is admitted a few ms later. */
const RAZOR = { from: -7, to: 0 } as const;
const SUMS: readonly Amount[] = [500n, 3_000n, 5_500n, 8_000n, 12_000n, 20_000n, 33_000n];

/** Payments under rules that change: now and then, and as they change. */
export class Market {
  readonly #world: GovernedWorld;
  readonly #random: Random;
  readonly #struck = new Set<string>();
  #isOpen = false;

  constructor(world: GovernedWorld) {
    this.#world = world;
    this.#random = world.context.random.fork('market');
  }

  open(): void {
    this.#isOpen = true;
    this.#trade();
    this.#watch();
  }

  close(): void {
    this.#isOpen = false;
  }

  /** Payments that somebody may ask about at a time. */
  supposed(time: number): Facts[] {
    const { rulebook } = this.#world.law.at();
    const { sovereign } = this.#world.node.founding;
    return SUMS.flatMap((amount) =>
      ['KE', 'DE'].map((country) => ({
        ...unknownFacts(rulebook.needs, 1),
        currency: currencyId(sovereign, 'HRB'),
        amount,
        sender: { country, tier: 1 },
        receivers: [{ kind: 'party', country: 'KE', tier: 1, first: null }],
        online: true,
        time,
        sent: rulebook.needs.sent.map((hours) => ({ hours, amount: 0n })),
      })),
    );
  }

  #trade(): void {
    this.#world.scheduler.after(this.#random.between(1_000, 3 * MINUTE_MS), () => {
      if (!this.#isOpen) return;
      this.#pay();
      if (this.#random.chance(0.3)) this.#world.goOffline();
      this.#trade();
    });
  }

  /** Looks for instants at which anything changes within the next minute. */
  #watch(): void {
    this.#world.scheduler.after(MINUTE_MS / 2, () => {
      if (!this.#isOpen) return;
      const now = this.#world.node.now();
      for (const { force } of this.#world.law.at().source.modules) {
        for (const instant of [force.from, force.until]) {
          const inMs = (instant ?? 0) - now;
          const key = `${instant}`;
          if (inMs < 0 || inMs > MINUTE_MS || this.#struck.has(key)) continue;
          this.#struck.add(key);
          for (let times = 6; times > 0; times--) {
            const razor = this.#random.between(RAZOR.from, RAZOR.to);
            this.#world.scheduler.after(Math.max(0, inMs + razor), () => this.#pay());
          }
        }
      }
      this.#watch();
    });
  }

  #pay(): void {
    const { voters, context } = this.#world;
    const [payer, payee] = [this.#random.pick(voters), this.#random.pick(voters)];
    const units = this.#random.pick(SUMS) + BigInt(this.#random.below(2_000));
    launch(context, () => payer.pay(payee, units));
  }
}
