import { formatAmount } from '@tallystick/protocol';
import type { Failure, Outcome, Payment, Wallet } from '@tallystick/wallet';
import { demand, Violation } from '../check/violation.ts';
import { launch, note, type WorldContext } from '../engine/context.ts';
import type { Random } from '../engine/random.ts';
import type { SovereignNode } from '../sovereign/node.ts';
import { WalletMachine } from './wallet-machine.ts';

/** What a person has asked for under one reference, and not been told the end of. */
interface Intention {
  readonly reference: string;
  readonly to: string;
  readonly amount: string;
  readonly currency: string;
}

const CODES = ['HRB', 'GLD'] as const;

/** Somebody who uses a wallet: pays, takes, looks, and opens it again when the machine has stopped. */
export class Person {
  readonly machine: WalletMachine;
  /** By reference: the transition that the wallet called final. */
  readonly paid: Map<string, string> = new Map();
  isLiving = false;
  readonly #context: WorldContext;
  readonly #random: Random;
  #others: readonly string[] = [];
  #intention: Intention | undefined;
  #made = 0;

  constructor(context: WorldContext, node: SovereignNode, name: string) {
    this.#context = context;
    this.#random = context.random.fork(`${name} decides`);
    this.machine = new WalletMachine(context, node, name);
  }

  get name(): string {
    return this.machine.name;
  }

  /** Begins to live among others. */
  live(others: readonly string[]): void {
    this.#others = others;
    this.isLiving = true;
    this.#next();
  }

  /** Power off, and on again some time later. */
  crash(): void {
    if (!this.isLiving || !this.machine.machine.isUp) return;
    this.machine.stop();
    const longest = this.#random.pick([500, 4_000, 20_000]);
    this.#context.scheduler.after(this.#random.between(100, longest), () => this.restart());
  }

  restart(): void {
    launch(this.#context, async () => {
      const opened = await this.machine.open();
      note(this.#context, `${this.name} opens: ${spoken(opened)}`);
      if (!opened.ok) this.#bear(opened.failure);
      if (this.machine.hasFailed || !opened.ok) this.crash();
      else this.#next();
    });
  }

  #next(): void {
    this.machine.machine.after(this.#random.between(20, 4_000), () => {
      if (!this.isLiving) return;
      launch(this.#context, async () => {
        await this.#act();
        if (this.machine.hasFailed) this.crash();
        else this.#next();
      });
    });
  }

  async #act(): Promise<void> {
    const { wallet } = this.machine;
    if (wallet === undefined) return;
    if (this.#intention !== undefined) return this.#pay(wallet, this.#intention);
    const what = this.#random.below(20);
    if (what < 9) return this.#pay(wallet, this.#intend());
    if (what < 11) return this.#payMany(wallet);
    if (what < 15) return this.#tell('collects', await wallet.collect());
    if (what < 18) return this.#tell('syncs', await wallet.sync());
    if (what < 19) return this.#tell('takes back', await wallet.returnUnclaimed());
    return this.#look(wallet);
  }

  #intend(): Intention {
    this.#made += 1;
    const { to, amount, currency } = this.#draw();
    this.#intention = { reference: `${this.name} ${this.#made}`, to, amount, currency };
    return this.#intention;
  }

  #draw(): Omit<Intention, 'reference'> {
    const to = `@${this.#random.pick(this.#others)}`;
    const currency = this.#random.pick(CODES);
    const units = this.#random.chance(0.1)
      ? this.#random.between(10_000, 100_000)
      : this.#random.between(1, 2_000);
    return { to, amount: formatAmount(BigInt(units), currency === 'HRB' ? 2 : 3), currency };
  }

  /** Asks until there is an end: a crash, a lost answer or a full disk is none. */
  async #pay(wallet: Wallet, intention: Intention): Promise<void> {
    const memo = this.#random.chance(0.2) ? { memo: 'for the fish' } : {};
    const outcome = await wallet.pay({ ...intention, ...memo });
    this.#tell(`pays ${intention.amount} ${intention.currency} ${intention.to}`, outcome);
    if (outcome.ok) {
      if (outcome.value.status === 'final') this.#isPaid(intention.reference, outcome.value);
    } else if (outcome.failure.kind === 'refused') this.#intention = undefined;
  }

  #isPaid(reference: string, { id }: Payment): void {
    const before = this.paid.get(reference) ?? id;
    demand(before === id, 'one answer for ever', () => `${reference} was paid twice`);
    this.paid.set(reference, id);
    this.#intention = undefined;
  }

  async #payMany(wallet: Wallet): Promise<void> {
    const requests = Array.from({ length: this.#random.between(2, 5) }, () => this.#draw());
    this.#tell(`pays ${requests.length} at once`, await wallet.payMany(requests));
  }

  /** Reads without asking anybody: what it holds must add up at any time. */
  async #look(wallet: Wallet): Promise<void> {
    this.#tell('looks', await wallet.balances());
    this.#tell('reads', await wallet.history());
    const verified = await wallet.verify();
    this.#tell('verifies', verified);
    const problems = verified.ok ? verified.value.problems : [];
    demand(problems.length === 0, 'a wallet trusts an honest sovereign', () =>
      JSON.stringify(problems),
    );
  }

  #tell(what: string, outcome: Outcome<unknown>): void {
    note(this.#context, `${this.name} ${what}: ${spoken(outcome)}`);
    if (!outcome.ok) this.#bear(outcome.failure);
  }

  /** Everybody here is honest, so nobody may cry tampering. */
  #bear(failure: Failure): void {
    if (failure.kind !== 'tampering') return;
    throw new Violation(
      'a wallet trusts an honest sovereign',
      `${this.name}: ${JSON.stringify(failure)}`,
    );
  }
}

function spoken(outcome: Outcome<unknown>): string {
  if (!outcome.ok) return outcome.failure.code;
  const { status } = (outcome.value ?? {}) as { status?: string };
  return status ?? 'done';
}
