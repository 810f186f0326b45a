import type { Pending } from '@tallystick/ledger';
import type { ReceiptedAnswer } from './receipts.ts';

/** A transition between its precheck and its answer. */
export interface Item {
  readonly pending: Pending;
  readonly answer: (answer: ReceiptedAnswer) => void;
  /** Signatures that are still being checked. */
  left: number;
  isGood: boolean;
}

/** Items in order of arrival. What is taken out is a beginning of which every signature has been checked. */
export interface Queue {
  readonly length: number;
  /** How many could be taken now. Grows as signatures are checked. */
  readonly ready: number;
  push(item: Item): void;
  take(most: number): Item[];
}

export function newQueue(): Queue {
  const items: Item[] = [];
  let ready = 0;

  function countReady(): number {
    while (ready < items.length && items[ready]?.left === 0) ready += 1;
    return ready;
  }

  return {
    get length() {
      return items.length;
    },
    get ready() {
      return countReady();
    },
    push(item) {
      items.push(item);
    },
    take(most) {
      // Out at once: what is answered is short-lived only as long as nothing holds it.
      const taken = items.splice(0, Math.min(most, countReady()));
      ready -= taken.length;
      return taken;
    },
  };
}
