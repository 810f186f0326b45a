import {
  type Amount,
  currencyId,
  type Hash,
  toHex,
  type Transition,
  treasuryId,
} from '@tallystick/protocol';
import type { Books } from '../check/books.ts';
import { SignatureBook } from '../check/signature-book.ts';
import { note, type WorldContext } from '../engine/context.ts';
import { START } from '../sovereign/founding.ts';
import type { SovereignNode } from '../sovereign/node.ts';
import { idOf, notAfterOf, Outbox } from './outbox.ts';
import { outcomes, RawAccount, submission } from './raw-account.ts';

/** How long what the treasury pays can be taken. */
const CLAIM_MS = 600_000;

/** What the treasury of one currency remembers between two commands. */
interface Place {
  readonly outbox: Outbox;
  /** The latest `notAfter` of everything that was certified: a new epoch may give it up, and then it can be admitted anew. */
  latest: number;
  /** The epoch in which nothing of that can be admitted any more. */
  settledIn: number;
  isBusy: boolean;
}

/** The operator, beside the sovereign's machine: issues, burns, and takes back what nobody claimed. */
export class Treasury {
  readonly #context: WorldContext;
  readonly #node: SovereignNode;
  readonly #books: Books;
  readonly #signatures: SignatureBook;
  readonly #places = new Map<string, Place>();

  constructor(context: WorldContext, node: SovereignNode, books: Books) {
    this.#context = context;
    this.#node = node;
    this.#books = books;
    this.#signatures = new SignatureBook('the treasury', {
      signedTime: (epoch) => node.signedTime(epoch),
      isLogged: (id) => books.indexes.has(id),
    });
  }

  /** Mints and pays, one command at a time; what a former one left unanswered is settled first. */
  issue(payee: Hash, code: string, amount: Amount): Promise<string> {
    return this.#exclusively(code, async (place) => {
      const currency = currencyId(this.#node.founding.sovereign, code);
      const account = this.#account(currency);
      const mint = { kind: 'mint', currency, amount, ...account.common() } as const;
      const minted = await this.#send(place, account, mint, [[currency, amount]]);
      if (minted !== 'admitted') return minted;
      const until = Math.max(START + this.#context.scheduler.now, this.#books.header?.time ?? 0);
      const put = account.put(payee, currency, amount, Math.floor(until) + CLAIM_MS);
      return this.#send(place, account, put, [[currency, -amount]]);
    });
  }

  /** Takes back what nobody claimed, and burns what lies in the treasury. */
  tidy(code: string): Promise<string> {
    return this.#exclusively(code, (place) => this.#tidy(place, code));
  }

  async #tidy(place: Place, code: string): Promise<string> {
    const currency = currencyId(this.#node.founding.sovereign, code);
    const account = this.#account(currency);
    const over = [...this.#books.holds.values()].filter(
      (hold) =>
        hold.owner === account.book.owner &&
        hold.claims.every(({ until }) => this.#books.hasPassed(until, hold)),
    );
    if (over.length > 0) {
      const total = over.reduce((sum, { cap }) => sum + cap, 0n);
      await this.#send(place, account, account.take(over, null), [[currency, total]]);
    }
    const amount = account.balance(currency);
    if (amount === 0n) return 'nothing';
    const burn = { kind: 'burn', currency, amount, ...account.common() } as const;
    return this.#send(place, account, burn, [[currency, -amount]]);
  }

  async #exclusively(code: string, work: (place: Place) => Promise<string>): Promise<string> {
    const place = this.#places.get(code) ?? {
      outbox: new Outbox(),
      latest: 0,
      settledIn: this.#node.epoch.number,
      isBusy: false,
    };
    this.#places.set(code, place);
    if (place.isBusy) return 'busy';
    place.isBusy = true;
    try {
      return (await this.#isFree(place)) ? await work(place) : 'place-not-free';
    } finally {
      place.isBusy = false;
    }
  }

  /** As docs/decisions/0002-one-signature-per-sequence.md asks of a treasury, also after a new epoch. */
  async #isFree(place: Place): Promise<boolean> {
    const { outbox } = place;
    for (let waiting = outbox.waiting; waiting !== undefined; waiting = outbox.waiting) {
      const notAfter = notAfterOf(waiting);
      // First the time, then the question.
      const time = this.#node.signedTime(this.#node.epoch.number);
      const outcome = this.#isLogged(waiting) ? 'admitted' : await this.#deliver(waiting);
      if (outcome === 'admitted') place.latest = Math.max(place.latest, notAfter);
      else if (time <= notAfter || outcome === 'unanswered') return false;
      outbox.settle(waiting);
    }
    const { number } = this.#node.epoch;
    if (place.settledIn !== number && this.#node.signedTime(number) <= place.latest) return false;
    place.settledIn = number;
    return true;
  }

  #isLogged(transition: Transition): boolean {
    return this.#books.indexes.has(idOf(transition));
  }

  #account(currency: Hash): RawAccount {
    const { sovereign, treasury } = this.#node.founding;
    const chain = treasuryId(sovereign, currency);
    return new RawAccount(this.#context, this.#books, sovereign, { chain, key: treasury });
  }

  async #send(
    place: Place,
    account: RawAccount,
    ...built: DropLast<Parameters<RawAccount['build']>>
  ): Promise<string> {
    const transition = account.build(...built);
    this.#signatures.signs(Uint8Array.fromHex(idOf(transition)), this.#node.epoch.number);
    place.outbox.keep(transition);
    const outcome = await this.#deliver(transition);
    if (outcome === 'admitted') {
      place.latest = Math.max(place.latest, notAfterOf(transition));
      place.outbox.settle(transition);
    }
    const [{ kind }] = built;
    note(this.#context, `treasury ${toHex(account.chain).slice(0, 8)} ${kind}: ${outcome}`);
    return outcome;
  }

  /** Without an answer within seconds nobody is there. */
  async #deliver(transition: Transition): Promise<string> {
    this.#signatures.sends(transition);
    const serving = this.#node.serve(submission([transition]));
    if (serving === undefined) return 'unanswered';
    const patience = new Promise<undefined>((resolve) => {
      this.#context.scheduler.after(10_000, () => resolve(undefined));
    });
    const answer = await Promise.race([serving, patience]);
    const [outcome = 'unanswered'] = answer === undefined ? [] : outcomes(answer);
    // The books read the log after every step; what is admitted is in them by the next one.
    if (outcome === 'admitted') this.#books.read(this.#node.image.entries);
    return outcome;
  }
}

type DropLast<T extends readonly unknown[]> = T extends readonly [infer A, infer B, ...unknown[]]
  ? [A, B]
  : never;
