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

/** Where people live: whoever else there is, and who joins or leaves. */
export interface Town {
  /** Handles and addresses that can be paid; a handle may have been given up. */
  readonly payees: readonly string[];
  joins(person: Person): void;
  leaves(person: Person): void;
}

/** Somebody who uses a wallet: pays, takes, looks, and opens it again when the machine has stopped. */
export class Person {
  readonly machine: WalletMachine;
  /** By reference: the transition that the wallet called final. */
  readonly paid: Map<string, string> = new Map();
  isLiving = false;
  /** Who has the identity's first device, where this is a further one. */
  readonly owner: Person | undefined;
  readonly #context: WorldContext;
  readonly #random: Random;
  readonly #node: SovereignNode;
  /** The wallet on this identity's other device. */
  #further: Person | undefined;
  /** Devices that its identity has had, as far as it has tried to have them. */
  #devices = 1;
  #town: Town | undefined;
  #intention: Intention | undefined;
  #made = 0;

  constructor(context: WorldContext, node: SovereignNode, name: string, owner?: Person) {
    this.owner = owner;
    this.#context = context;
    this.#node = node;
    this.#random = context.random.fork(`${name} decides`);
    this.machine = new WalletMachine(context, node, name);
  }

  get name(): string {
    return this.machine.name;
  }

  /** Begins to live among others. */
  live(town: Town): void {
    this.#town = town;
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

  /** The machine dies, and what comes back is as it was when it was copied last. */
  fallBack(): void {
    if (!this.isLiving || !this.machine.machine.isUp) return;
    this.machine.stop();
    // What was asked for may have happened, or not: its owner looks before asking again.
    if (this.machine.putBack()) this.#intention = undefined;
    this.#context.scheduler.after(this.#random.between(100, 20_000), () => this.restart());
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
      const { life } = this.machine.machine;
      launch(this.#context, async () => {
        await this.#act();
        // Enrolling a device waits for another machine, and may outlast this one.
        if (this.machine.machine.life !== life) return;
        if (this.machine.hasFailed) this.crash();
        else this.#next();
      });
    });
  }

  async #act(): Promise<void> {
    const { wallet } = this.machine;
    if (wallet === undefined) return;
    if (this.#intention !== undefined) return this.#pay(wallet, this.#intention);
    const what = this.#random.below(24);
    if (what >= 20) return this.#change(wallet, what);
    if (what < 9) return this.#pay(wallet, this.#intend());
    if (what < 11) return this.#payMany(wallet);
    if (what < 15) return this.#tell('collects', await wallet.collect());
    if (what < 18) return this.#sync(wallet);
    if (what < 19) return this.#tell('takes back', await wallet.returnUnclaimed());
    return this.#look(wallet);
  }

  async #sync(wallet: Wallet): Promise<void> {
    const synced = await wallet.sync();
    this.#tell('syncs', synced);
    if (!synced.ok || synced.value.newEpoch === undefined) return;
    const history = await wallet.history();
    const lines = history.ok ? history.value : [];
    const lost = lines.find(({ status, id, reference = '' }) => {
      return status === 'given-up' && this.paid.get(reference) === id;
    });
    if (lost === undefined || this.#random.chance(0.5)) return;
    const { reference = '', amount = '', currency = '', party = '' } = lost;
    this.#intention = { reference, amount, currency, to: party };
  }

  /** A new epoch may have given a further device up: its owner enrols it again. */
  async readmit(request: string): Promise<void> {
    const { wallet } = this.machine;
    if (wallet !== undefined) this.#tell('enrols again', await wallet.addDevice(request));
  }

  /** Something about the identity; only its first device does. */
  async #change(wallet: Wallet, what: number): Promise<void> {
    if (wallet.view().ordinal > 0) return this.#look(wallet);
    if (what === 20) {
      const handle = `${this.name}-${this.#random.below(4)}`;
      return this.#tell(`claims ${handle}`, await wallet.claimHandle(handle));
    }
    if (what === 21) {
      const country = this.#random.pick(['DE', 'UG']);
      return this.#tell(`adds ${country}`, await wallet.addCountry(country));
    }
    const further = this.#further;
    if (further === undefined) return this.#enrol(wallet);
    return this.#revoke(wallet, further);
  }

  async #enrol(wallet: Wallet): Promise<void> {
    this.#devices += 1;
    const name = `${this.name} ${this.#devices}`;
    const further = new Person(this.#context, this.#node, name, this);
    const prepared = await further.machine.prepare(30_000, 15_000);
    this.#tell(`prepares ${name}`, prepared);
    if (!prepared.ok || this.machine.wallet !== wallet) return;
    const added = await wallet.addDevice(prepared.value);
    this.#tell(`adds ${name}`, added);
    if (!added.ok) return;
    const joined = await further.machine.join(added.value.invitation);
    this.#tell(`joins with ${name}`, joined);
    if (!joined.ok || this.#town === undefined || !this.isLiving) return;
    this.#further = further;
    this.#town.joins(further);
  }

  async #revoke(wallet: Wallet, further: Person): Promise<void> {
    const ordinal = further.machine.wallet?.view().ordinal;
    if (ordinal === undefined) return;
    const revoked = await wallet.revokeDevice(ordinal);
    this.#tell(`revokes ${further.name}`, revoked);
    if (!revoked.ok) return;
    this.#further = undefined;
    this.#town?.leaves(further);
  }

  #intend(): Intention {
    this.#made += 1;
    const { to, amount, currency } = this.#draw();
    this.#intention = { reference: `${this.name} ${this.#made}`, to, amount, currency };
    return this.#intention;
  }

  #draw(): Omit<Intention, 'reference'> {
    const to = this.#random.pick(this.#town?.payees ?? []);
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
    const { image, witness } = this.#node;
    const isOver = witness.hasGivenUp(before) && !image.indexes.has(before);
    const isOnce = before === id || isOver;
    demand(isOnce, 'one answer for ever', () => `${reference} was paid twice`);
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
    const isTrusting = problems.length === 0 || this.machine.hasMet;
    demand(isTrusting, 'a wallet trusts an honest sovereign', () => JSON.stringify(problems));
  }

  #tell(what: string, outcome: Outcome<unknown>): void {
    note(this.#context, `${this.name} ${what}: ${spoken(outcome)}`);
    if (!outcome.ok) this.#bear(outcome.failure);
  }

  /** The sovereign is honest, so nobody may cry tampering, but who has met somebody in between. */
  #bear(failure: Failure): void {
    const { request } = failure.data as { request?: string };
    if (failure.code === 'not-enrolled' && request !== undefined) {
      launch(this.#context, async () => this.owner?.readmit(request));
    }
    if (failure.kind !== 'tampering' || this.machine.hasMet) return;
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
