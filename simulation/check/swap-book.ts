import type { Books } from './books.ts';
import { type Amount, RETURNED } from '@tallystick/protocol';
import type { DueBook } from './due-book.ts';
import { demand } from './violation.ts';

/** Two holds under one preimage: what `first`, who made that, gives, and what `second` gives for it. */
export interface Swap {
  readonly first: string;
  readonly second: string;
  /** In hexadecimal. */
  readonly hash: string;
  /** What the offer is said to be, in the smallest unit. */
  readonly told: Amount;
  /** What the second was shown, or can see. */
  readonly words: Set<string>;
  /** Claim 0 of this one is for whoever made the preimage. */
  readonly answer: string;
  /** Claim 0 of this one is for the other. */
  readonly offer: string;
}

/** One side's ledger. */
interface Side {
  readonly books: Books;
  readonly dues: DueBook;
}

/** Chances after which whoever lost a half has itself to blame. */
const CHANCES = 2;

/** Watches both halves of every swap: neither side ends with both. */
export class SwapBook {
  readonly #swaps: { readonly swap: Swap; readonly offered: Side; readonly answered: Side }[] = [];

  get size(): number {
    return this.#swaps.length;
  }

  /** The second has locked its half: for what it was told, or for nothing. */
  begins(swap: Swap, offered: Side, answered: Side): void {
    const offer = offered.books.find(swap.offer);
    demand(offer?.cap === swap.told, 'a swap is both or none', () => {
      return `${swap.second} answers ${swap.offer}, which is not what ${swap.first} says`;
    });
    this.#swaps.push({ swap, offered, answered });
  }

  /** After every step. */
  watch(): void {
    for (const { swap, offered, answered } of this.#swaps) {
      const [offer, answer] = [offered.books.find(swap.offer), answered.books.find(swap.answer)];
      const hasOffer = offer?.closed?.under === 0;
      const hasAnswer = answer?.closed?.under === 0;
      // The preimage is known to nobody but its maker until the answer is taken.
      demand(!hasOffer || hasAnswer, 'a swap is both or none', () => {
        return `${swap.second} has ${swap.offer}, and ${swap.first} not ${swap.answer}`;
      });
      if (hasAnswer) swap.words.add(`preimage ${swap.hash}`);
      if (!hasAnswer || offer?.closed?.under !== RETURNED) continue;
      const chances = offered.dues.chancesOf({ name: swap.second }, swap.offer, 0);
      demand(chances < CHANCES, 'a swap is both or none', () => {
        return `${swap.first} has ${swap.answer} and ${swap.offer} again`;
      });
    }
  }
}
