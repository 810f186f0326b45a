import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Delivery, Machine, SignatureWatch, unreliable } from '../testing/faults.ts';
import { Person, must } from '../testing/person.ts';
import { Town } from '../testing/town.ts';
import type { PayRequest, Wallet } from './wallet-types.ts';

/** What happens in the town, one after the other. */
type Event =
  | { readonly kind: 'pay'; readonly from: number; readonly to: number; readonly amount: number }
  | { readonly kind: 'sync' | 'reopen'; readonly who: number }
  | { readonly kind: 'cut'; readonly who: number; readonly at: number; readonly after: boolean }
  | { readonly kind: 'wait' | 'sleep'; readonly ms: number }
  | { readonly kind: 'restart' }
  | { readonly kind: 'replay'; readonly which: number };

const PEOPLE = ['ada', 'ben', 'carl'] as const;
const who = fc.nat(PEOPLE.length - 1);
const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('pay'),
      from: who,
      to: who,
      amount: fc.integer({ min: 1, max: 400 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('sync', 'reopen'), who }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('cut'), who, at: fc.nat(25), after: fc.boolean() }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('wait', 'sleep', 'sleep'),
      ms: fc.integer({ min: 1000, max: 60_000 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart') }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('replay'), which: fc.nat() }) },
) as fc.Arbitrary<Event>;
const deliveries = fc.array(
  fc.constantFrom<Delivery>('fine', 'fine', 'fine', 'lost', 'answer-lost', 'twice', 'busy', 'late'),
  { maxLength: 200, size: 'max' },
);

interface Resident {
  readonly person: Person;
  wallet: Wallet;
  /** Payments by reference: what is asked again until it is final. */
  readonly wanted: Map<string, PayRequest>;
}

/** One town with three funded wallets, and a network that does what the script says. */
class World {
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

  async happen(event: Event): Promise<void> {
    switch (event.kind) {
      case 'pay': {
        const from = this.residents[event.from]!;
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
        await this.residents[event.who]!.wallet.sync();
        return;
      case 'reopen':
        return this.reopen(this.residents[event.who]!, 'unreliable');
      case 'cut':
        return this.cut(this.residents[event.who]!, event);
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

  /** The wallet's machine stops while it pays or syncs, and starts again. */
  async cut(resident: Resident, plan: { at: number; after: boolean }): Promise<void> {
    const person = resident.person;
    const machine = new Machine(plan);
    person.faults = this.watch.faults({
      ...unreliable(this.town, this.#script),
      storage: machine.faults.storage!,
    });
    const opened = await person.open();
    if (opened.ok) await opened.value.sync();
    await this.reopen(resident, 'unreliable');
  }

  /** The network works again: everything that was asked for is asked for until it is final, if it can be. */
  async heal(): Promise<void> {
    for (const resident of this.residents) await this.reopen(resident, 'fine');
    for (let round = 0; round < 3; round += 1) {
      await this.town.wait(45_000);
      for (const { wallet } of this.residents) must(await wallet.sync());
    }
    for (const { wallet, wanted } of this.residents) {
      for (const request of wanted.values()) {
        const paid = await wallet.pay(request);
        if (!paid.ok) expect(paid.failure.code).toBe('insufficient-balance');
      }
    }
    for (const { wallet } of this.residents) must(await wallet.sync());
    for (const { wallet } of this.residents) must(await wallet.sync());
  }

  async check(): Promise<void> {
    expect(this.watch.violations).toEqual([]);
    expect(this.town.totals()).toEqual({ supply: 3000n, owned: 3000n });
    let total = 0;
    for (const { wallet, wanted } of this.residents) {
      const { balances, outgoing, incoming } = must(await wallet.balances());
      expect([outgoing, incoming]).toEqual([{}, {}]);
      total += Math.round(Number(balances['HRB'] ?? '0') * 100);
      const lines = must(await wallet.history());
      for (const reference of wanted.keys()) {
        const final = lines.filter(
          (line) => line.reference === reference && line.status === 'final',
        );
        expect(final.length).toBeLessThanOrEqual(1);
      }
      expect(lines.filter(({ status }) => status === 'pending')).toEqual([]);
      expect(must(await wallet.verify()).problems).toEqual([]);
    }
    expect(total).toBe(3000);
    await this.#checkNames();
  }

  /** What was paid with a memo arrived with it; of Carl's payments some return to him instead. */
  async #checkNames(): Promise<void> {
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
    expect(arrived.toSorted()).toEqual(sent.toSorted());
  }
}

it('has every effect once, whatever the network and the machines do', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(event, { minLength: 5, maxLength: 40, size: 'max' }),
      deliveries,
      async (events, script) => {
        const world = new World(await Town.open(), script);
        await world.settle();
        for (const one of events) await world.happen(one);
        await world.heal();
        await world.check();
      },
    ),
    { numRuns: 40 },
  );
});
