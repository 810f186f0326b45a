import {
  answerHash,
  type Exemption,
  type GovernanceStatement,
  type Hash,
  type Hold,
} from '@tallystick/protocol';
import { launch, note } from '../engine/context.ts';
import type { Random } from '../engine/random.ts';
import { MINUTE_MS, OFFICES, type OfficeName, officeSigns } from './charter.ts';
import type { GovernedWorld } from './governed-world.ts';
import type { Voter } from './voter.ts';

type Answer = Extract<GovernanceStatement, { readonly kind: 'answer' }>;

const OUTCOMES = ['upheld', 'compensation', 'referred'] as const;
/** Around the end of an exemption. */
const RAZOR = { from: -8, to: 2 } as const;

/** A payment that a rule objected to. */
export interface Objected {
  readonly payer: Voter;
  readonly hold: Hold;
  readonly rule: string;
}

/** Who is refused may appeal; who is answered well comes back, and some come back twice. */
export class Ombuds {
  readonly #world: GovernedWorld;
  readonly #random: Random;

  constructor(world: GovernedWorld) {
    this.#world = world;
    this.#random = world.context.random.fork('ombuds');
  }

  /** Somebody was refused. */
  hear(objected: Objected): void {
    if (!this.#random.chance(0.4)) return;
    launch(this.#world.context, () => this.#appeal(objected));
  }

  async #appeal(objected: Objected): Promise<void> {
    const { payer } = objected;
    const decision = this.#random.bytes(32);
    const said = await payer.say({ kind: 'appeal', decision, note: this.#random.bytes(32) });
    if (said.code !== 'admitted') return;
    await this.#wait(this.#random.between(1_000, 4 * MINUTE_MS));
    const exemption = this.#random.chance(0.85) ? this.#exempted(objected) : null;
    const outcome = exemption === null ? this.#random.pick(OUTCOMES) : 'exception';
    const answer = { kind: 'answer', appeal: said.id, outcome, exemption } as const;
    // Somebody who holds another office, and would like to help.
    if (this.#random.chance(0.3)) await this.#say(answer, this.#random.pick(IMPOSTORS));
    // And one of the office whom the other does not agree with.
    if (this.#random.chance(0.2)) await this.#say(answer, 'ombuds', 1);
    if (!(await this.#say(answer, this.#hearing()))) return;
    if (this.#random.chance(0.2)) await this.#say(answer, this.#hearing());
    if (exemption !== null) await this.#comeBack(objected, exemption);
  }

  #exempted({ hold, rule }: Objected): Exemption {
    const [claim] = hold.claims;
    const payee = claim?.payee.kind === 'identity' ? claim.payee.identity : new Uint8Array(32);
    const until = this.#world.node.now() + this.#random.pick([1, 6, 30]) * MINUTE_MS;
    const less = this.#random.chance(0.1) ? 1n : 0n;
    return { currency: hold.currency, amount: hold.cap - less, payee, rule, until };
  }

  /** Once in any case; then again, together with another one, as it ends, or for somebody else. */
  async #comeBack({ payer, hold }: Objected, { until }: Exemption): Promise<void> {
    await this.#wait(this.#random.between(100, 2 * MINUTE_MS));
    const isLate = this.#random.chance(0.3);
    if (isLate) {
      const razor = this.#random.between(RAZOR.from, RAZOR.to);
      await this.#wait(Math.max(0, until + razor - this.#world.node.now()));
    }
    const isTwo = this.#random.chance(0.2);
    const first = await this.#world.market.put(payer, isTwo ? [hold, hold] : [hold]);
    note(this.#world.context, `${payer.name} comes back: ${first}`);
    await this.#wait(this.#random.between(0, MINUTE_MS));
    const again = await this.#world.market.put(payer, [hold]);
    note(this.#world.context, `${payer.name} comes back again: ${again}`);
  }

  /** The office that hears appeals now; where none does, the one that did. */
  #hearing(): OfficeName {
    const { appeals } = this.#world.governance.governance;
    return appeals === OFFICES.council ? 'council' : 'ombuds';
  }

  async #say(
    answer: Omit<Answer, 'signatures'>,
    office: OfficeName,
    most = Infinity,
  ): Promise<boolean> {
    const { governance, node, clerks } = this.#world;
    const message: Hash = answerHash(answer);
    const spoken = { kind: 'answer', message } as const;
    const signatures = officeSigns(node.founding, governance.governance, office, spoken);
    const signed = { ...answer, signatures: signatures.slice(0, most) };
    const { code } = await clerks.ombuds.say(signed);
    return code === 'admitted';
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#world.scheduler.after(ms, resolve);
    });
  }
}

const IMPOSTORS = ['gates', 'statistics', 'council'] as const;
