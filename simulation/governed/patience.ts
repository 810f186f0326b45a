import { type Hold, intentHash } from '@tallystick/protocol';
import { launch, note } from '../engine/context.ts';
import type { Random } from '../engine/random.ts';
import { MINUTE_MS } from './charter.ts';
import type { GovernedWorld } from './governed-world.ts';
import type { Voter } from './voter.ts';

const HOUR_MS = 60 * MINUTE_MS;
/** Around the end of the waiting. */
const RAZOR = { from: -8, to: 3 } as const;
const WAYS = ['in time', 'in time', 'in time', 'at once', 'afterwards', 'another'] as const;

/** Large payments, which are announced an hour before: or later, or never, or for another sum. */
export class Patience {
  readonly #world: GovernedWorld;
  readonly #random: Random;
  /** Payments that an announcement was made for. */
  announced = 0;
  #isOpen = false;

  constructor(world: GovernedWorld) {
    this.#world = world;
    this.#random = world.context.random.fork('patience');
  }

  open(): void {
    this.#isOpen = true;
    this.#goOn();
  }

  close(): void {
    this.#isOpen = false;
  }

  #goOn(): void {
    this.#world.scheduler.after(this.#random.between(MINUTE_MS, 8 * MINUTE_MS), () => {
      if (!this.#isOpen) return;
      launch(this.#world.context, () => this.#plan());
      this.#goOn();
    });
  }

  async #plan(): Promise<void> {
    const { voters, market } = this.#world;
    const [payer, payee] = [this.#random.pick(voters), this.#random.pick(voters)];
    const intent = this.#random.bytes(16);
    const units = BigInt(this.#random.between(8_100, 17_000));
    const hold = { ...market.holdFor(payee, units), intent };
    const way = this.#random.pick(WAYS);
    if (way === 'afterwards') await this.#pay(payer, hold, 'before it is announced');
    const said = await this.#announce(payer, hold);
    if (said === undefined) return;
    this.announced += 1;
    if (way === 'afterwards' || way === 'at once') await this.#pay(payer, hold, way);
    const razor = this.#random.between(RAZOR.from, RAZOR.to);
    await this.#wait(Math.max(0, said + HOUR_MS + razor - this.#world.node.now()));
    if (way === 'another') await this.#pay(payer, { ...hold, cap: units + 1n }, way);
    await this.#pay(payer, hold, 'as it was announced');
    if (this.#random.chance(0.5)) await this.#pay(payer, hold, 'once more');
  }

  /** When it stands on the log; undefined: it does not. */
  async #announce(payer: Voter, hold: Hold): Promise<number | undefined> {
    const terms = intentHash(hold, hold.intent as Uint8Array);
    const said = await payer.tell(() => payer.identity.change({ kind: 'intent', terms }), 'intent');
    return said.code === 'admitted' ? this.#world.governance.time : undefined;
  }

  async #pay(payer: Voter, hold: Hold, how: string): Promise<void> {
    const code = await this.#world.market.put(payer, [hold]);
    note(this.#world.context, `${payer.name} pays ${hold.cap} ${how}: ${code}`);
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#world.scheduler.after(ms, resolve);
    });
  }
}
