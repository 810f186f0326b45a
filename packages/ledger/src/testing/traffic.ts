import type { Amount, Hash, Hold, Statement } from '@tallystick/protocol';
import { MAX_AMOUNT } from '@tallystick/protocol';
import { taking } from './desk.ts';
import { FurtherTraffic } from './further-traffic.ts';
import {
  type Account,
  type Built,
  holdFor,
  Person,
  type PersonOptions,
  pseudoKey,
  START,
} from './parties.ts';

/** What traffic needs to know of the ledger that it goes to. */
export interface Scene {
  readonly treasuries: readonly Account[];
  readonly currencies: readonly Hash[];
  /** The newest header's time. */
  time(): number;
}

/** A hold that the clients know of, whether it is still open or not. */
interface KnownHold {
  readonly put: Built;
  readonly index: number;
  readonly payee: Person;
  readonly owner: Person | undefined;
  readonly amount: Amount;
  readonly currency: Hash;
}

const HOUR = 3_600_000;
const COUNTRIES = ['KE', 'DE', 'UG'] as const;

/**
 * A stream of transitions that follows from a seed: payments most of the time, everything else now
 * and then, some of it to be refused (too much, twice, too late, by the wrong one).
 */
export class Traffic {
  readonly people: Person[] = [];
  readonly holds: KnownHold[] = [];
  readonly #scene: Scene;
  readonly #options: PersonOptions;
  readonly #further: FurtherTraffic;
  #state: number;

  constructor(scene: Scene, seed: number, options: PersonOptions = {}) {
    this.#scene = scene;
    this.#options = options;
    this.#state = (seed | 1) >>> 0;
    this.#further = new FurtherTraffic({
      currency: scene.currencies[0] as Hash,
      below: (count) => this.below(count),
      time: () => scene.time(),
      person: () => this.#pick(this.people),
    });
  }

  /** The next transition; on admission call its `accept`. */
  next(): Built {
    const what = this.people.length < 3 ? 0 : this.below(40);
    if (what < 2) return this.#open();
    if (what < 6) return this.#issue();
    if (what < 8) return this.#treasuryPays();
    if (what < 12) return this.#say();
    if (what < 19) return this.#put();
    if (what < 33) return this.#further.next();
    return this.#take();
  }

  /** A number from 0 up to, not including, `count`. */
  below(count: number): number {
    // xorshift32: good enough to choose with, and the same everywhere.
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    this.#state >>>= 0;
    return this.#state % count;
  }

  #pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }

  #open(): Built {
    const person = new Person(this.people.length + 1, this.#options);
    const countries = COUNTRIES.slice(0, 1 + this.below(3));
    const handle = this.below(2) === 0 ? `h${this.below(6)}` : null;
    const built = person.open(countries, handle);
    return { ...built, accept: () => (built.accept(), this.people.push(person)) };
  }

  #issue(): Built {
    const which = this.below(2);
    const account = this.#scene.treasuries[which] as Account;
    const currency = this.#scene.currencies[which] as Hash;
    if (this.below(8) === 0) return account.mint(currency, MAX_AMOUNT);
    if (this.below(4) === 0) return account.burn(currency, BigInt(1 + this.below(500)));
    return account.mint(currency, BigInt(1 + this.below(100_000)));
  }

  #treasuryPays(): Built {
    const which = this.below(2);
    const account = this.#scene.treasuries[which] as Account;
    return this.#putFrom(account, undefined, 'KE', this.#scene.currencies[which] as Hash);
  }

  #put(): Built {
    const person = this.#pick(this.people);
    const country = this.#pick(COUNTRIES);
    return this.#putFrom(
      this.#pick(person.devices),
      person,
      country,
      this.#pick(this.#scene.currencies),
    );
  }

  #putFrom(account: Account, owner: Person | undefined, country: string, currency: Hash): Built {
    const count = 1 + (this.below(4) === 0 ? this.below(4) : 0);
    const balance = account.balance(currency);
    const payees = Array.from({ length: count }, () => this.#pick(this.people));
    const holds = payees.map((payee) => this.#hold(payee, currency, balance, count));
    const built = account.put(country, holds);
    const accept = (): void => {
      built.accept();
      for (const [index, hold] of holds.entries()) {
        const payee = payees[index] as Person;
        this.holds.push({ put: built, index, payee, owner, amount: hold.cap, currency });
      }
    };
    return { ...built, accept };
  }

  #hold(payee: Person, currency: Hash, balance: Amount, count: number): Hold {
    const most = this.below(10) === 0 ? balance + 2n : balance / BigInt(count + 1) + 1n;
    const cap = 1n + (BigInt(this.below(1 << 30)) * most) / BigInt(1 << 30);
    const until = this.#scene.time() + (this.below(5) === 0 ? this.below(HOUR) : 300 * 24 * HOUR);
    const country = this.#pick(COUNTRIES.slice(0, 2));
    const hold = holdFor(payee.id, currency, cap, { country, until });
    if (this.below(6) > 0) return hold;
    const other = holdFor(this.#pick(this.people).id, currency, cap, { until: until + HOUR });
    return { ...hold, claims: [...hold.claims, ...other.claims] };
  }

  #take(): Built {
    const recent = this.holds.slice(-12);
    if (recent.length === 0) return this.#put();
    const first = this.#pick(recent);
    const back = this.below(4) === 0;
    const taker = back ? first.owner : first.payee;
    if (taker === undefined) return this.#treasuryReturn(first);
    const mine = recent.filter((hold) => (back ? hold.owner : hold.payee) === taker);
    const chosen = this.below(3) === 0 ? mine : [first];
    const takings = chosen.map((hold) => {
      const amount = this.below(30) === 0 ? hold.amount + 1n : hold.amount;
      return taking(hold.put, hold.index, back ? null : 0, amount, hold.currency);
    });
    const account =
      this.below(30) === 0 ? this.#pick(this.people).account : this.#pick(taker.devices);
    return account.take(takings);
  }

  #treasuryReturn(hold: KnownHold): Built {
    const at = this.#scene.currencies.indexOf(hold.currency);
    const account = this.#scene.treasuries[at] as Account;
    return account.take([taking(hold.put, hold.index, null, hold.amount, hold.currency)]);
  }

  #say(): Built {
    const person = this.#pick(this.people);
    const statement = this.#statement(person);
    const byDevice = person.view.devices[0]?.status === 'active' && this.below(3) > 0;
    const built = person.say(statement, byDevice ? [1] : [0]);
    if (statement.kind !== 'revoke-device') return built;
    return {
      ...built,
      accept: () => (built.accept(), this.#free(built, person, statement.ordinal)),
    };
  }

  /** What a revoked device held lies in holds for its identity. */
  #free(put: Built, person: Person, ordinal: number): void {
    const freed = person.devices[ordinal]?.close() ?? [];
    for (const [index, [currency, amount]] of freed.entries()) {
      this.holds.push({ put, index, payee: person, owner: person, amount, currency });
    }
  }

  #statement(person: Person): Statement {
    switch (this.below(6)) {
      case 0:
        return { kind: 'handle', handle: `h${this.below(6)}` };
      case 1: {
        const name = `further ${this.people.indexOf(person)}/${this.below(5)}`;
        const key = (this.#options.key ?? pseudoKey)(name);
        return { kind: 'add-device', device: { key, encryptionKey: null } };
      }
      case 2:
      case 3:
        return { kind: 'revoke-device', ordinal: this.below(person.devices.length + 1) };
      case 4:
        return { kind: 'policy', policy: { threshold: 1 + this.below(2), recovery: null } };
      default: {
        const validUntil = this.below(2) === 0 ? null : START + this.below(60 * 24) * HOUR;
        const country = this.#pick(COUNTRIES);
        return { kind: 'country', country, tier: 0, validUntil, attestation: null };
      }
    }
  }
}
