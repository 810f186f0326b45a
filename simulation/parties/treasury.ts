import { type Amount, currencyId, type Hash, toHex, treasuryId } from '@tallystick/protocol';
import type { Books } from '../check/books.ts';
import { note, type WorldContext } from '../engine/context.ts';
import { START } from '../sovereign/founding.ts';
import type { SovereignNode } from '../sovereign/node.ts';
import { outcomes, RawAccount, submission } from './raw-account.ts';

/** How long what the treasury pays can be taken. */
const CLAIM_MS = 600_000;

/** The operator, beside the sovereign's machine: issues, burns, and takes back what nobody claimed. */
export class Treasury {
  readonly #context: WorldContext;
  readonly #node: SovereignNode;
  readonly #books: Books;

  constructor(context: WorldContext, node: SovereignNode, books: Books) {
    this.#context = context;
    this.#node = node;
    this.#books = books;
  }

  /** Mints and pays. Without an answer nothing is tried again: what happened stands in the log. */
  async issue(payee: Hash, code: string, amount: Amount): Promise<string> {
    const currency = currencyId(this.#node.founding.sovereign, code);
    const account = this.#account(currency);
    const mint = { kind: 'mint', currency, amount, ...account.common() } as const;
    const minted = await this.#send(account, mint, [[currency, amount]]);
    if (minted !== 'admitted') return minted;
    const until = Math.max(START + this.#context.scheduler.now, this.#books.header?.time ?? 0);
    const put = account.put(payee, currency, amount, Math.floor(until) + CLAIM_MS);
    return this.#send(account, put, [[currency, -amount]]);
  }

  /** Takes back what nobody claimed, and burns what lies in the treasury. */
  async tidy(code: string): Promise<void> {
    const currency = currencyId(this.#node.founding.sovereign, code);
    const account = this.#account(currency);
    const over = [...this.#books.holds.values()].filter(
      (hold) =>
        hold.owner === account.book.owner &&
        hold.claims.every(({ until }) => this.#books.hasPassed(until, hold)),
    );
    if (over.length > 0) {
      const total = over.reduce((sum, { cap }) => sum + cap, 0n);
      await this.#send(account, account.take(over, null), [[currency, total]]);
    }
    const amount = account.balance(currency);
    if (amount === 0n) return;
    const burn = { kind: 'burn', currency, amount, ...account.common() } as const;
    await this.#send(account, burn, [[currency, -amount]]);
  }

  #account(currency: Hash): RawAccount {
    const { sovereign, treasury } = this.#node.founding;
    const chain = treasuryId(sovereign, currency);
    return new RawAccount(this.#context, this.#books, sovereign, { chain, key: treasury });
  }

  async #send(
    account: RawAccount,
    ...built: DropLast<Parameters<RawAccount['build']>>
  ): Promise<string> {
    const [operation] = built;
    const serving = this.#node.serve(submission([account.build(...built)]));
    const [outcome = 'unanswered'] = serving === undefined ? [] : outcomes(await serving);
    // The books read the log after every step; what is admitted is in them by the next one.
    if (outcome === 'admitted') this.#books.read(this.#node.image.entries);
    note(
      this.#context,
      `treasury ${toHex(account.chain).slice(0, 8)} ${operation.kind}: ${outcome}`,
    );
    return outcome;
  }
}

type DropLast<T extends readonly unknown[]> = T extends readonly [infer A, infer B, ...unknown[]]
  ? [A, B]
  : never;
