import {
  type Amount,
  currencyId,
  decode,
  type Hash,
  type Hold,
  type Operation,
  paymentHold,
  type State,
  submitRequestCodec,
  toHex,
  type Transition,
} from '@tallystick/protocol';
import type { Books } from '../check/books.ts';
import type { HoldBook } from '../check/hold-book.ts';
import { launch, note, type WorldContext } from '../engine/context.ts';
import { Machine } from '../engine/machine.ts';
import { sendOver } from '../engine/network.ts';
import type { Random } from '../engine/random.ts';
import { START } from '../sovereign/founding.ts';
import type { SovereignNode } from '../sovereign/node.ts';
import { outcomes, RawAccount, submission } from './raw-account.ts';
import { RawIdentity } from './raw-identity.ts';

type Changes = Parameters<RawAccount['build']>[1];

/** One attempt: what is sent, and how long it is kept back first. */
interface Attempt {
  readonly transition: Transition;
  readonly keptBackMs?: number;
}

/**
 * Somebody with an identity and a key who tries what no wallet would: to spend too much, to spend twice,
 * to take twice, too late, too early, and what is another's. The books judge what comes of it.
 */
export class Outlaw {
  readonly identity: Hash;
  isLiving = false;
  readonly #context: WorldContext;
  readonly #node: SovereignNode;
  readonly #books: Books;
  readonly #random: Random;
  readonly #machine: Machine;
  readonly #raw: RawIdentity;
  readonly #account: RawAccount;
  readonly #sent: Transition[] = [];
  /** States that were heads of its chain once. */
  readonly #former: State[] = [];
  readonly #attempts: readonly Name[];
  #victims: readonly Hash[] = [];

  /** `isDuster`: it does nothing but put holds for others that they may be refused. */
  constructor(context: WorldContext, node: SovereignNode, books: Books, isDuster: boolean) {
    this.#attempts = isDuster ? DUST : ATTEMPTS;
    this.#context = context;
    this.#node = node;
    this.#books = books;
    this.#random = context.random.fork('outlaw');
    this.#machine = new Machine(context.scheduler);
    this.#machine.start();
    this.#raw = new RawIdentity(context, books, node.founding.sovereign, this.#random);
    this.identity = this.#raw.id;
    this.#account = this.#raw.account;
  }

  /** The opening of its identity: the only thing that it does as it should. */
  opening(): Transition {
    return this.#raw.opening();
  }

  live(victims: readonly Hash[]): void {
    this.#victims = victims;
    this.isLiving = true;
    this.#next();
  }

  /** Takes what it may, so that nothing of its own stays open. */
  async settle(): Promise<void> {
    const payable = this.#holds((hold, isOver) => !isOver && this.#isPayee(hold)).slice(0, MOST);
    const owned = this.#holds((hold, isOver) => isOver && this.#isOwner(hold));
    const returnable = owned.slice(0, MOST);
    if (payable.length > 0) await this.#send('settle', { transition: this.#taking(payable, 0) });
    else if (returnable.length > 0) {
      await this.#send('settle', { transition: this.#taking(returnable, null) });
    }
  }

  #next(): void {
    this.#machine.after(this.#random.between(200, 3_000), () => {
      if (!this.isLiving) return;
      const [name, attempt] = this.#attempt();
      if (attempt !== undefined) launch(this.#context, () => this.#send(name, attempt));
      this.#next();
    });
  }

  async #send(name: string, { transition, keptBackMs = 0 }: Attempt): Promise<void> {
    this.#sent.push(transition);
    if (keptBackMs > 0) await this.#machine.wait(keptBackMs);
    const { head } = this.#account.book;
    if (this.#former.at(-1) !== head) this.#former.push(head);
    const request = submission([transition]);
    const answer = await sendOver(this.#context, this.#machine, this.#node, 'outlaw', request);
    note(this.#context, `outlaw tries to ${name}: ${outcomes(answer)[0] ?? 'unanswered'}`);
  }

  #attempt(): [string, Attempt | undefined] {
    const name = this.#random.pick(this.#attempts);
    return [name, this.#make(name)];
  }

  #make(name: Name): Attempt | undefined {
    switch (name) {
      case 'pay':
        return this.#paying(this.#most() / 4n + 1n);
      case 'overspend':
        return this.#paying(this.#most() + 1n + BigInt(this.#random.below(1_000)));
      case 'fork':
        return this.#paying(1n, this.#former.at(-2));
      case 'take':
        return this.#takeSome((hold, isOver) => !isOver && this.#isPayee(hold), 0);
      case 'take twice':
        return this.#takeAgain();
      case 'take late':
        return this.#takeSome((hold, isOver) => isOver && this.#isPayee(hold), 0);
      case 'steal':
        return this.#takeSome((hold, isOver) => !isOver && !this.#isPayee(hold), 0);
      case 'return early':
        return this.#takeSome((hold, isOver) => !isOver && this.#isOwner(hold), null);
      case 'return':
        return this.#takeSome((hold, isOver) => isOver && this.#isOwner(hold), null);
      case 'keep back':
        return this.#keepingBack();
      case 'repeat':
        return this.#sent.length === 0 ? undefined : { transition: this.#random.pick(this.#sent) };
      case 'mint':
        return this.#minting();
      case 'forge':
        return this.#forging();
      case 'swap':
        return this.#swapping();
      case 'echo':
        return this.#echoing();
      case 'dust':
        return this.#dusting();
      case 'spoil':
        return this.#takeSome((hold, isOver) => !isOver && this.#isSecond(hold), 1);
    }
  }

  #paying(amount: Amount, after?: State): Attempt {
    const until = this.#now() + this.#random.between(5_000, 90_000);
    const put = this.#account.put(this.#victim(), this.#currency, amount, until);
    return { transition: this.#account.build(put, [[this.#currency, -amount]], after) };
  }

  /** Holds for one victim that each end at another moment; the outlaw may take some of them, too. */
  #dusting(): Attempt {
    const victim = { identity: this.#victim(), country: 'KE' };
    const self = { identity: this.identity, country: 'KE' };
    const [from, step] = [this.#random.between(3_000, 12_000), this.#random.between(100, 4_000)];
    const holds = Array.from({ length: 12 }, (_, at): Hold => {
      const until = this.#now() + from + at * step;
      const hold = paymentHold(victim, this.#currency, 1n, until);
      const other = paymentHold(self, this.#currency, 1n, until);
      return at % 2 === 0 ? hold : { ...hold, claims: [...hold.claims, ...other.claims] };
    });
    const put: Operation = { kind: 'put', country: 'KE', holds, ...this.#account.common() };
    return { transition: this.#account.build(put, [[this.#currency, -12n]]) };
  }

  /** Valid when it is made, and sent when it should be stale. */
  #keepingBack(): Attempt {
    const amount = 1n;
    const put = this.#account.put(this.#victim(), this.#currency, amount, this.#now() + 60_000);
    const short: Operation = { ...put, notAfter: this.#now() + 1_000 };
    const transition = this.#account.build(short, [[this.#currency, -amount]]);
    return { transition, keptBackMs: this.#random.between(1_500, 20_000) };
  }

  #minting(): Attempt {
    const amount = 1_000n;
    const currency = this.#currency;
    const mint = { kind: 'mint', currency, amount, ...this.#account.common() } as const;
    return { transition: this.#account.build(mint, [[currency, amount]]) };
  }

  /** Another's money, under its own signature. */
  #forging(): Attempt | undefined {
    const chains = [...this.#books.chains.values()].filter(
      ({ kind, balances }) => kind === 'device' && balances.size > 0,
    );
    if (chains.length === 0) return undefined;
    const { chain } = this.#random.pick(chains).head;
    const { key } = this.#account;
    const { sovereign } = this.#node.founding;
    const account = new RawAccount(this.#context, this.#books, sovereign, { chain, key });
    const put = account.put(this.identity, this.#currency, 1n, this.#now() + 60_000);
    return { transition: account.build(put, [[this.#currency, -1n]]) };
  }

  /** What others have signed, with parts of it exchanged. */
  #swapping(): Attempt | undefined {
    const [one, other] = [this.#overheard(), this.#overheard()];
    if (one === undefined || other === undefined) return undefined;
    const part = this.#random.pick(['signatures', 'operation', 'state'] as const);
    return { transition: { ...one, [part]: other[part] } };
  }

  /** What others have signed, once more: minutes later perhaps, and perhaps to a ledger that has given it up. */
  #echoing(): Attempt | undefined {
    const transition = this.#overheard();
    return transition && { transition };
  }

  #overheard(): Transition | undefined {
    const { overheard } = this.#context;
    if (overheard.length === 0) return undefined;
    const request = decode(submitRequestCodec, this.#random.pick(overheard));
    return request.ok ? request.value[0] : undefined;
  }

  #takeSome(
    wanted: (hold: HoldBook, isOver: boolean) => boolean,
    claim: number | null,
  ): Attempt | undefined {
    const holds = this.#holds(wanted);
    if (holds.length === 0) return undefined;
    return { transition: this.#taking([this.#random.pick(holds)], claim) };
  }

  /** Under a claim that is still open, or back to itself: all that is wrong is that it was taken. */
  #takeAgain(): Attempt | undefined {
    const ways = [...this.#books.closed.values()].flatMap(
      (hold): { hold: HoldBook; claim: number | null }[] => {
        const isOver = this.#isOver(hold);
        if (!isOver && this.#isPayee(hold)) return [{ hold, claim: 0 }];
        return isOver && this.#isOwner(hold) ? [{ hold, claim: null }] : [];
      },
    );
    if (ways.length === 0) return undefined;
    const { hold, claim } = this.#random.pick(ways);
    return { transition: this.#taking([hold], claim) };
  }

  #taking(holds: readonly HoldBook[], claim: number | null): Transition {
    const changes: Changes = holds.map(({ currency, cap }) => [currency, cap] as const);
    return this.#account.build(this.#account.take(holds, claim), changes);
  }

  #holds(wanted: (hold: HoldBook, isOver: boolean) => boolean): HoldBook[] {
    return [...this.#books.holds.values()].filter((hold) => wanted(hold, this.#isOver(hold)));
  }

  #isOver(hold: HoldBook): boolean {
    return hold.claims.every(({ until }) => this.#books.hasPassed(until, hold));
  }

  #isPayee(hold: HoldBook): boolean {
    return hold.claims[0]?.payee === toHex(this.identity);
  }

  #isSecond(hold: HoldBook): boolean {
    return hold.claims[1]?.payee === toHex(this.identity);
  }

  #isOwner(hold: HoldBook): boolean {
    return hold.owner === toHex(this.identity);
  }

  get #currency(): Hash {
    return currencyId(this.#node.founding.sovereign, 'HRB');
  }

  #most(): Amount {
    return this.#account.balance(this.#currency);
  }

  #victim(): Hash {
    return this.#random.pick(this.#victims);
  }

  #now(): number {
    const now = START + Math.floor(this.#context.scheduler.now);
    return Math.max(now, this.#books.header?.time ?? 0);
  }
}

const ATTEMPTS = [
  'pay',
  'pay',
  'take',
  'take',
  'overspend',
  'fork',
  'take twice',
  'take twice',
  'take late',
  'steal',
  'return early',
  'return',
  'keep back',
  'repeat',
  'mint',
  'forge',
  'swap',
  'echo',
  'echo',
] as const;

/** Takings of one transition. */
const MOST = 256;

const DUST = ['dust', 'spoil', 'spoil', 'return'] as const;

type Name = (typeof ATTEMPTS)[number] | (typeof DUST)[number];
