import type { Wallet } from '@tallystick/wallet';

/** Wallets that are open: at most `most` idle ones, so that thousands of parties do not hold thousands of files. */
export interface WalletPool {
  /** Opens the party's wallet where it is not, and keeps it open during `work`. One work at a time for each party. */
  use<T>(party: string, work: (wallet: Wallet) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

interface Slot {
  readonly wallet: Promise<Wallet>;
  /** The last work in line. */
  tail: Promise<unknown>;
  users: number;
}

export function createWalletPool(
  open: (party: string) => Promise<Wallet>,
  most: number,
): WalletPool {
  // A Map keeps the order of insertion: what was used longest ago is first.
  const slots = new Map<string, Slot>();
  const closing = new Map<string, Promise<void>>();

  function take(party: string): Slot {
    const known = slots.get(party);
    const slot = known ?? { wallet: reopen(party), tail: Promise.resolve(), users: 0 };
    slots.delete(party);
    slots.set(party, slot);
    slot.users += 1;
    return slot;
  }

  /** A wallet that is being closed still has its lock. */
  async function reopen(party: string): Promise<Wallet> {
    await closing.get(party);
    return await open(party);
  }

  function drop(party: string, slot: Slot): void {
    if (slots.get(party) === slot) slots.delete(party);
    const closed = slot.wallet
      .then(
        (wallet) => wallet.close(),
        () => undefined,
      )
      .finally(() => closing.delete(party));
    closing.set(party, closed);
  }

  function trim(): void {
    for (const [party, slot] of slots) {
      if (slots.size <= most) return;
      if (slot.users === 0) drop(party, slot);
    }
  }

  return {
    async use(party, work) {
      const slot = take(party);
      const turn = slot.tail.then(async () => await work(await slot.wallet));
      slot.tail = turn.catch(() => undefined);
      try {
        return await turn;
      } finally {
        slot.users -= 1;
        trim();
      }
    },
    async close() {
      await Promise.all([...slots.values()].map(({ tail }) => tail));
      for (const [party, slot] of slots) drop(party, slot);
      await Promise.all(closing.values());
    },
  };
}
