import type { Answer, Pending } from '@tallystick/ledger';

/** A transition between its precheck and its answer. */
export interface Item {
  readonly pending: Pending;
  readonly answer: (answer: Answer) => void;
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

/** Taken items are dropped from the array when there are so many, and not one by one. */
const DROP_AT = 4096;

export function newQueue(): Queue {
  let items: Item[] = [];
  let head = 0;
  let readyTo = 0;

  function countReady(): number {
    while (readyTo < items.length && items[readyTo]?.left === 0) readyTo += 1;
    return readyTo - head;
  }

  return {
    get length() {
      return items.length - head;
    },
    get ready() {
      return countReady();
    },
    push(item) {
      items.push(item);
    },
    take(most) {
      const count = Math.min(most, countReady());
      const taken = items.slice(head, head + count);
      head += count;
      if (head === items.length || head >= DROP_AT) {
        items = items.slice(head);
        readyTo -= head;
        head = 0;
      }
      return taken;
    },
  };
}
