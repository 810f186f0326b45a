import { type Amount, currencyId, type Hold, MAX_UINT, paymentHold } from '@tallystick/protocol';
import { type Facts, MISSING_FACT, unknownFacts } from '@tallystick/rules';
import { launch, note } from '../engine/context.ts';
import type { Random } from '../engine/random.ts';
import { MINUTE_MS } from './charter.ts';
import type { GovernedWorld } from './governed-world.ts';
import type { Voter } from './voter.ts';

/** Around the instant at which a version begins or ends: what is sent is admitted a few ms later. */
const RAZOR = { from: -7, to: 0 } as const;
const PURPOSES = ['RENT', 'RENT', 'SALA', undefined] as const;
const UNSIGNED = { notAfter: 0, salt: new Uint8Array(16) };
const SUMS: readonly Amount[] = [500n, 3_000n, 5_500n, 8_000n, 12_000n, 20_000n, 33_000n];

/** Payments under rules that change: now and then, and as they change. */
export class Market {
  readonly #world: GovernedWorld;
  readonly #random: Random;
  readonly #struck = new Set<number>();
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

  /** A payment for some purpose, or none; for good or for a while. */
  holdFor(payee: Voter, units: Amount): Hold {
    const { node } = this.#world;
    const lasts = this.#random.pick([null, 3, 8, 15, 30, 60]);
    const until = lasts === null ? MAX_UINT : node.now() + lasts * MINUTE_MS;
    const currency = currencyId(node.founding.sovereign, 'HRB');
    const purpose = this.#random.pick(PURPOSES);
    const to = { identity: payee.identity.id, country: 'KE' };
    return paymentHold(to, currency, units, until, null, purpose);
  }

  /** What became of it; who is refused may appeal. */
  async put(payer: Voter, holds: readonly Hold[]): Promise<string> {
    const { decisions, node, ombuds } = this.#world;
    const code = await payer.put(holds);
    if (!code.startsWith('rules-')) return code;
    payer.objected += 1;
    const operation = { kind: 'put', country: 'KE', holds, ...UNSIGNED } as const;
    const time = node.now();
    const { rule } = decisions.foreseen({ owner: payer.id, isTreasury: false, operation, time });
    const [hold] = holds;
    const isNamed = rule !== null && rule !== MISSING_FACT;
    if (isNamed && hold !== undefined) ombuds.hear({ payer, hold, rule });
    return code;
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
      for (const instant of this.#instants()) {
        const inMs = instant - now;
        if (inMs < 0 || inMs > MINUTE_MS || this.#struck.has(instant)) continue;
        this.#struck.add(instant);
        for (let times = 6; times > 0; times--) {
          const razor = this.#random.between(RAZOR.from, RAZOR.to);
          this.#world.scheduler.after(Math.max(0, inMs + razor), () => this.#pay());
        }
      }
      this.#watch();
    });
  }

  /** At which a version, a setting or a figure begins or ends. */
  #instants(): number[] {
    const { modules, lists, settings } = this.#world.law.at().source;
    const ends = [...modules, ...lists].flatMap(({ force }) => [force.from, force.until ?? 0]);
    const { instants } = this.#world.governance.figures;
    return [...ends, ...settings.map(({ from }) => from), ...instants];
  }

  #pay(): void {
    const { voters, context } = this.#world;
    const [payer, payee] = [this.#random.pick(voters), this.#random.pick(voters)];
    const units = this.#random.pick(SUMS) + BigInt(this.#random.below(2_000));
    const hold = this.holdFor(payee, units);
    launch(context, async () => {
      const code = await this.put(payer, [hold]);
      note(context, `${payer.name} pays ${units}: ${code}`);
    });
  }
}
