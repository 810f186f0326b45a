import {
  encode,
  findFork,
  openedAct,
  hash,
  type Hash,
  type Hold,
  holdId,
  type SignedAct,
  witnessCodec,
} from '@tallystick/protocol';
import {
  Acts,
  allowanceFor,
  asked,
  type AskedTaking,
  bare,
  chequeFor,
  deposit,
  raise,
  tabFor,
  tickChain,
} from './offline.ts';
import { type Account, type Built, type Person, seeded } from './parties.ts';

/** What further traffic needs of the traffic that it is part of. */
export interface Town {
  readonly currency: Hash;
  readonly below: (count: number) => number;
  readonly time: () => number;
  readonly person: () => Person;
}

type Kind = 'voucher' | 'ticks' | 'schedule' | 'preimage' | 'allowance' | 'guarantee';

/** A hold that is more than a plain payment, as its parties know it. */
interface Known {
  readonly kind: Kind;
  readonly put: Built;
  readonly hold: Hash;
  readonly owner: Person;
  readonly account: Account;
  readonly payee: Person;
  /** By each copy of the payer's device. */
  readonly writers: Acts[];
  readonly signed: SignedAct[];
  /** Of a guarantee. */
  readonly allowance: Known | undefined;
  cap: bigint;
  paid: bigint;
}

/** A cheque that somebody holds, and what it was not paid yet. */
interface Cheque {
  readonly of: Known;
  readonly by: Person;
  readonly held: ReturnType<typeof chequeFor>;
  unpaid: bigint;
}

const HOUR = 3_600_000;
const SECRET = seeded('secret', 0, 32);
const KINDS: readonly Kind[] = [
  'voucher',
  'ticks',
  'schedule',
  'preimage',
  'allowance',
  'allowance',
  'guarantee',
];
const LINKS = 64;
const chain = tickChain(LINKS, 'traffic');

/**
 * Tabs, streams, schedules, conditions and allowances, with devices that are cloned now and then:
 * most of it as it should be, some of it to be refused.
 */
export class FurtherTraffic {
  readonly #town: Town;
  readonly #known: Known[] = [];
  readonly #cheques: Cheque[] = [];

  constructor(town: Town) {
    this.#town = town;
  }

  /** The next transition. */
  next(): Built {
    const { below } = this.#town;
    if (this.#known.length < 3) return this.#open();
    switch (below(12)) {
      case 0:
      case 1:
      case 2:
        return this.#open();
      case 3:
        return this.#back();
      case 4:
        return this.#raise();
      case 5:
        return this.#accuse();
      default:
        return this.#take();
    }
  }

  #pick(): Known {
    const recent = this.#known.slice(-10);
    const open = recent.filter(({ kind, cap, paid }) => kind === 'allowance' || paid < cap);
    const from = open.length > 0 ? open : recent;
    return from[this.#town.below(from.length)] as Known;
  }

  #open(): Built {
    const { below, time, person, currency } = this.#town;
    const { owner, account } = this.#funded();
    const payee = person();
    const balance = account.balance(currency);
    const cap = 1n + (balance * BigInt(below(100))) / 300n;
    const kind = KINDS[below(KINDS.length)] as Kind;
    const until = time() + (below(3) === 0 ? below(HOUR) : 200 * 24 * HOUR);
    const allowance = this.#known.findLast((one) => one.kind === 'allowance');
    const hold = this.#terms(kind, payee, { cap, until, allowance });
    const put = account.put(below(12) === 0 ? 'DE' : 'KE', [hold]);
    const accept = (): void => {
      put.accept();
      const acts = new Acts(put, 0, account.key, currency);
      this.#known.push({
        kind,
        put,
        hold: holdId(put.id, 0),
        owner,
        account,
        payee,
        writers: [acts],
        signed: [],
        allowance: kind === 'guarantee' ? allowance : undefined,
        cap,
        paid: 0n,
      });
    };
    return { ...put, accept };
  }

  /** Of a few people the one with the most: whoever has nothing opens nothing. */
  #funded(): { owner: Person; account: Account } {
    const { below, person, currency } = this.#town;
    let best: { owner: Person; account: Account } | undefined;
    for (let times = 0; times < 8; times += 1) {
      const owner = person();
      const account = owner.devices[below(owner.devices.length)] as Account;
      const most = best?.account.balance(currency) ?? -1n;
      if (account.balance(currency) > most) best = { owner, account };
    }
    return best as { owner: Person; account: Account };
  }

  #terms(
    kind: Kind,
    payee: Person,
    terms: { cap: bigint; until: number; allowance: Known | undefined },
  ): Hold {
    const { currency, time } = this.#town;
    const { cap, until, allowance } = terms;
    const none = { writer: { kind: 'none' } } as const;
    switch (kind) {
      case 'voucher':
        return tabFor(payee.id, currency, cap, { until });
      case 'ticks': {
        const meter = { kind, units: 3n, perTicks: 2, anchor: chain.anchor, links: LINKS } as const;
        return tabFor(payee.id, currency, cap, { until, meter }, none);
      }
      case 'schedule': {
        const periods = { periodMs: HOUR, firstAt: time(), periods: 100 };
        const meter = { kind, amount: cap / 3n + 1n, ...periods } as const;
        return tabFor(payee.id, currency, cap, { until, meter }, none);
      }
      case 'preimage': {
        const condition = { kind, hash: hash('preimage', SECRET) } as const;
        return tabFor(payee.id, currency, cap, { until, condition, meter: { kind: 'all' } }, none);
      }
      case 'allowance':
        return allowanceFor(currency, cap, { until });
      case 'guarantee':
        return allowanceFor(currency, cap, {
          until: until + 300 * 24 * HOUR,
          fork: allowance?.hold ?? new Uint8Array(32),
        });
    }
  }

  #take(): Built {
    const { below, currency } = this.#town;
    const known = this.#pick();
    const rest = known.cap - known.paid;
    const part = rest - (rest * BigInt(below(3))) / 4n;
    const amount = below(10) === 0 ? part + 1n : part;
    switch (known.kind) {
      case 'voucher': {
        const act = this.#act(known, amount > 0n ? amount : 1n);
        const taking = known.writers[0]?.take(amount, { act, release: below(6) === 0 });
        return this.#taking(known, known.payee, taking as AskedTaking, amount);
      }
      case 'ticks': {
        const count = 1 + below(LINKS);
        const due = (BigInt(count) * 3n) / 2n - known.paid;
        const asks = due < rest ? due : rest;
        const taking = known.writers[0]?.take(asks > 0n ? asks : 1n, { tick: chain.tick(count) });
        return this.#taking(known, known.payee, taking as AskedTaking, asks);
      }
      case 'schedule':
        return this.#taking(known, known.payee, bare(known.hold, 0, amount, currency), amount);
      case 'preimage': {
        const witness = { node: 0, proof: { kind: 'bytes', bytes: SECRET } } as const;
        const witnesses = [encode(witnessCodec, witness)];
        const taking = asked(known.hold, amount, currency, { witnesses });
        return this.#taking(known, known.payee, taking, amount);
      }
      case 'allowance':
        return this.#deposit(known);
      case 'guarantee':
        return this.#deposit(known.allowance as Known);
    }
  }

  /** An act by one of the payer's devices; now and then there is one more of it. */
  #act(known: Known, amount: bigint): SignedAct {
    const { below } = this.#town;
    const acts = known.writers[below(known.writers.length)] as Acts;
    if (below(4) === 0) known.writers.push(acts.clone(known.put, 0));
    const act = acts.act(amount);
    known.signed.push(act);
    return act;
  }

  /** A new cheque, or one of before; then what guarantees it. */
  #deposit(known: Known): Built {
    const { below, person, currency } = this.#town;
    const old = this.#cheques.filter((cheque) => cheque.of === known);
    const cheque =
      old.length > 0 && below(3) === 0 ? (old[below(old.length)] as Cheque) : this.#cheque(known);
    const sources = [known, ...this.#known.filter(({ allowance }) => allowance === known)];
    let { unpaid } = cheque;
    const paid: [Known, bigint][] = [];
    const takings: AskedTaking[] = [];
    for (const source of sources.slice(0, 1 + below(sources.length))) {
      const rest = source.cap - source.paid;
      const due = unpaid < rest ? unpaid : rest;
      if (source !== known && due === 0n) continue;
      takings.push(deposit(cheque.held, source.hold, due, currency));
      paid.push([source, due]);
      unpaid -= due;
    }
    const built = (below(20) === 0 ? person() : cheque.by).account.take(takings);
    const accept = (): void => {
      built.accept();
      cheque.unpaid = unpaid;
      for (const [source, due] of paid) source.paid += due;
    };
    return { ...built, accept };
  }

  #cheque(known: Known): Cheque {
    const { below, person } = this.#town;
    const acts = known.writers[below(known.writers.length)] as Acts;
    if (below(4) === 0) known.writers.push(acts.clone(known.put, 0));
    const by = person();
    const amount = 1n + (known.cap * BigInt(below(100))) / 150n;
    const total = acts.total + amount > known.cap ? known.cap : acts.total + amount;
    const held = chequeFor(acts, by, amount, { total });
    known.signed.push(held.act);
    const cheque = { of: known, by, held, unpaid: amount };
    this.#cheques.push(cheque);
    return cheque;
  }

  #back(): Built {
    const known = this.#pick();
    const rest = known.cap - known.paid;
    return this.#taking(
      known,
      known.owner,
      bare(known.hold, null, rest, this.#town.currency),
      rest,
    );
  }

  #raise(): Built {
    const { below, currency } = this.#town;
    const known = this.#pick();
    const by = 1n + BigInt(below(50));
    const built = raise(known.account, [{ hold: known.hold, by, currency }]);
    return { ...built, accept: () => (built.accept(), (known.cap += by)) };
  }

  /** Whoever has seen two histories shows them; where there is only one, something else happens. */
  #accuse(): Built {
    const known = this.#known.findLast(
      ({ signed }) => findFork(signed.map(openedAct)) !== undefined,
    );
    const proof = known && findFork(known.signed.map(openedAct));
    if (known === undefined || proof === undefined) return this.#take();
    return this.#town.person().say({ kind: 'fork-proof', hold: known.hold, proof });
  }

  #taking(known: Known, by: Person, taking: AskedTaking, amount: bigint): Built {
    const { below } = this.#town;
    const taker = below(20) === 0 ? this.#town.person() : by;
    const account = taker.devices[below(taker.devices.length)] as Account;
    const built = account.take([taking]);
    return { ...built, accept: () => (built.accept(), (known.paid += amount)) };
  }
}
