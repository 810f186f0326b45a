import { hasEnded, type HoldBook } from '../check/hold-book.ts';
import { demand } from '../check/violation.ts';
import { launch, note } from '../engine/context.ts';
import type { Random } from '../engine/random.ts';
import { MINUTE_MS } from './charter.ts';
import type { GovernedWorld } from './governed-world.ts';
import type { Voter } from './voter.ts';

/** Around the end of a claim, and of a pause. */
const RAZOR = { from: -8, to: 3 } as const;
const LOOK_MS = MINUTE_MS / 2;

/** What was paid for a while is taken: in time, while nobody may be paid, too late; or it goes back. */
export class Till {
  /** How often somebody was told that a list keeps them from being paid. */
  paused = 0;
  taken = 0;
  readonly #world: GovernedWorld;
  readonly #random: Random;
  #isOpen = false;

  constructor(world: GovernedWorld) {
    this.#world = world;
    this.#random = world.context.random.fork('till');
  }

  open(): void {
    this.#isOpen = true;
    this.#look();
  }

  close(): void {
    this.#isOpen = false;
  }

  #look(): void {
    this.#world.scheduler.after(LOOK_MS, () => {
      if (!this.#isOpen) return;
      for (const hold of this.#world.books.holds.values()) this.#lookAt(hold);
      this.#look();
    });
  }

  #lookAt(hold: HoldBook): void {
    const { voters, node, pauses } = this.#world;
    const [claim] = hold.claims;
    const payee = voters.find(({ id }) => id === claim?.payee);
    const owner = voters.find(({ id }) => id === hold.owner);
    if (claim === undefined || payee === undefined || owner === undefined) return;
    const left = this.#endOf(hold, claim.until) + pauses.pausedMs(payee.id, hold) - node.now();
    if (this.#random.chance(pauses.isPaused(payee.id, hold) ? 0.2 : 0.03)) {
      this.#at(0, payee, hold, 0);
    }
    if (left > LOOK_MS) return;
    if (left > 0) {
      this.#strike(left, payee, hold);
      this.#strike(left, owner, hold);
      return;
    }
    if (this.#random.chance(0.2)) this.#at(0, payee, hold, 0);
    if (this.#random.chance(0.08)) this.#at(0, owner, hold, null);
  }

  /** The very last moment, on either side of it. */
  #strike(left: number, taker: Voter, hold: HoldBook): void {
    if (!this.#random.chance(0.4)) return;
    const razor = this.#random.between(RAZOR.from, RAZOR.to);
    this.#at(Math.max(0, left + razor), taker, hold, taker.id === hold.owner ? null : 0);
  }

  /** With the closures, and without what stood still for a list. */
  #endOf({ closedMs }: HoldBook, until: number): number {
    return until + (this.#world.books.header?.closedMs ?? 0) - closedMs;
  }

  #at(ms: number, taker: Voter, hold: HoldBook, claim: number | null): void {
    const { context, scheduler } = this.#world;
    scheduler.after(ms, () => {
      launch(context, async () => {
        const { books } = this.#world;
        if (!books.holds.has(hold.id.toHex())) return;
        const isOver = hold.claims.every((one, at) => hasEnded(books, hold, one, at));
        const code = await taker.take(hold, claim);
        // What has ended stays so, whatever was logged meanwhile.
        demand(!isOver || code !== 'not-returnable-yet', 'a claim keeps its time', () => {
          return `${hold.id.toHex()} has ended, and does not return`;
        });
        if (code === 'payout-paused') this.paused += 1;
        if (code === 'admitted') this.taken += 1;
        note(context, `${taker.name} takes ${hold.cap} ${claim === null ? 'back' : ''}: ${code}`);
      });
    });
  }
}
