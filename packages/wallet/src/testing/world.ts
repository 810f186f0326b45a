import type { PayRequest, Wallet } from '../core/wallet-types.ts';
import { type Delivery, Machine, SignatureWatch, unreliable } from './faults.ts';
import { Person, must } from './person.ts';
import type { Town } from './town.ts';

/** What happens in the town, one after the other. */
export type WorldEvent =
  | { readonly kind: 'pay'; readonly from: number; readonly to: number; readonly amount: number }
  | { readonly kind: 'sync' | 'reopen'; readonly who: number }
  | { readonly kind: 'cut'; readonly who: number; readonly at: number; readonly after: boolean }
  | { readonly kind: 'wait' | 'sleep'; readonly ms: number }
  | { readonly kind: 'restart' }
  | { readonly kind: 'replay'; readonly which: number };

export const PEOPLE = ['ada', 'ben', 'carl'] as const;

interface Resident {
  readonly person: Person;
  wallet: Wallet;
  /** Payments by reference: what is asked again until it is final. */
  readonly wanted: Map<string, PayRequest>;
}

/** One town with three funded wallets, and a network that does what the script says. */
export class World {
  readonly town: Town;
  readonly watch: SignatureWatch;
  readonly residents: Resident[] = [];
  readonly #script: Iterator<Delivery>;
  #next = 0;

  constructor(town: Town, script: readonly Delivery[]) {
    this.town = town;
    this.watch = new SignatureWatch(town);
    this.#script = script[Symbol.iterator]();
  }

  async settle(): Promise<void> {
    for (const name of PEOPLE) {
      const person = new Person(this.town, name);
      const claimWindowMs = name === 'carl' ? 15_000 : 3_600_000;
      const wallet = must(await person.create({ claimWindowMs }));
      await this.town.issue(wallet.view().address, 1000n);
      must(await wallet.sync());
      this.residents.push({ person, wallet, wanted: new Map() });
    }
    for (const resident of this.residents) await this.reopen(resident, 'unreliable');
  }

  async reopen(
    resident: Resident,
    network: 'unreliable' | 'fine',
    machine?: Machine,
  ): Promise<void> {
    const { person } = resident;
    const storage = machine?.faults.storage;
    const broken = network === 'fine' ? {} : unreliable(this.town, this.#script);
    person.faults = this.watch.faults({ ...broken, ...(storage === undefined ? {} : { storage }) });
    resident.wallet = must(await person.open());
  }

  async happen(event: WorldEvent): Promise<void> {
    switch (event.kind) {
      case 'pay': {
        const from = this.#resident(event.from);
        this.#next += 1;
        const request = {
          to: `@${PEOPLE[event.to]}`,
          amount: (event.amount / 100).toFixed(2),
          currency: 'HRB',
          reference: `payment ${this.#next}`,
          ...(event.amount % 3 === 0 ? { memo: `memo ${this.#next}` } : {}),
        };
        from.wanted.set(request.reference, request);
        await from.wallet.pay(request);
        return;
      }
      case 'sync':
        await this.#resident(event.who).wallet.sync();
        return;
      case 'reopen':
        return this.reopen(this.#resident(event.who), 'unreliable');
      case 'cut':
        return this.cut(this.#resident(event.who), event);
      case 'wait':
        return this.town.wait(event.ms);
      case 'sleep':
        // The ledger is idle and logs nothing of it.
        this.town.clock += event.ms;
        return;
      case 'restart':
        return this.town.restart();
      case 'replay': {
        const body = this.watch.bodies[event.which % Math.max(1, this.watch.bodies.length)];
        if (body === undefined) return;
        await this.town.answer({ method: 'POST', path: '/v1/transitions', headers: {}, body });
      }
    }
  }

  #resident(number: number): Resident {
    const resident = this.residents[number];
    if (resident === undefined) throw new Error(`nobody has the number ${number}`);
    return resident;
  }

  /** The wallet's machine stops while it pays or syncs, and starts again. */
  async cut(resident: Resident, plan: { at: number; after: boolean }): Promise<void> {
    const person = resident.person;
    const machine = new Machine(plan);
    person.faults = this.watch.faults({
      ...unreliable(this.town, this.#script),
      ...(machine.faults.storage === undefined ? {} : { storage: machine.faults.storage }),
    });
    const opened = await person.open();
    if (opened.ok) await opened.value.sync();
    await this.reopen(resident, 'unreliable');
  }

  /** The network works again: everything that was asked for is asked for until it is final, if it can be. */
  async heal(): Promise<string[]> {
    const problems: string[] = [];
    for (const resident of this.residents) await this.reopen(resident, 'fine');
    for (let round = 0; round < 3; round += 1) {
      await this.town.wait(45_000);
      for (const { wallet } of this.residents) must(await wallet.sync());
    }
    for (const { wallet, wanted } of this.residents) {
      for (const request of wanted.values()) {
        const paid = await wallet.pay(request);
        if (!paid.ok && paid.failure.code !== 'insufficient-balance') {
          problems.push(`${request.reference}: ${paid.failure.code}`);
        }
      }
    }
    for (const { wallet } of this.residents) must(await wallet.sync());
    for (const { wallet } of this.residents) must(await wallet.sync());
    return problems;
  }

  /** What is not as it should be, after healing. */
  async check(): Promise<string[]> {
    const problems = [...this.watch.violations];
    const { supply, owned } = this.town.totals();
    let total = 0;
    for (const { person, wallet, wanted } of this.residents) {
      const { balances, outgoing, incoming } = must(await wallet.balances());
      total += Math.round(Number(balances['HRB'] ?? '0') * 100);
      const lines = must(await wallet.history());
      const verified = must(await wallet.verify());
      const open = Object.keys({ ...outgoing, ...incoming }).length;
      const pending = lines.filter(({ status }) => status === 'pending').length;
      const twice = [...wanted.keys()].filter((reference) => {
        const paid = lines.filter((line) => line.reference === reference);
        return paid.filter(({ status }) => status === 'final').length > 1;
      });
      if (open > 0 || pending > 0) problems.push(`${person.name} still waits`);
      if (twice.length > 0) problems.push(`${person.name} paid twice: ${twice.join(', ')}`);
      for (const { where, what } of verified.problems) problems.push(`${where} ${what}`);
    }
    if (supply !== 3000n || owned !== 3000n || total !== 3000) {
      problems.push(`there are ${supply}, owned ${owned}, in the wallets ${total}`);
    }
    const { sent, arrived } = await this.#memos();
    if (sent !== arrived) problems.push(`memos sent: ${sent}; arrived: ${arrived}`);
    return problems;
  }

  /** Memos of payments that are final, on either side. Of Carl's payments some return to him instead. */
  async #memos(): Promise<{ sent: string; arrived: string }> {
    const sent: string[] = [];
    const arrived: string[] = [];
    for (const { wallet } of this.residents) {
      for (const line of must(await wallet.history())) {
        if (line.memo === undefined || line.status !== 'final') continue;
        const payer = line.kind === 'paid' ? wallet.view().handle : line.handle;
        if (payer === 'carl') continue;
        (line.kind === 'paid' ? sent : arrived).push(line.memo);
      }
    }
    return { sent: sent.sort().join(), arrived: arrived.sort().join() };
  }
}
