import type { LedgerState } from '@tallystick/ledger';
import { toHex } from '@tallystick/protocol';
import type { Books } from './books.ts';
import { restOf } from './hold-book.ts';
import { demand } from './violation.ts';

type Value = string | number | bigint | undefined;

/** The ledger's memory says what the books made from its disk say. */
export function compareMemory(state: LedgerState, books: Books): void {
  const agree = <T extends Value>(what: string, memory: T, disk: T): void =>
    demand(memory === disk, 'memory and disk agree', () => `${what}: ${memory} and ${disk}`);
  let devices = 0;
  for (const [name, { kind, headId, balances }] of books.chains) {
    const id = Uint8Array.fromHex(name);
    if (kind === 'identity') {
      const slot = state.identities.find(id);
      agree(`head of ${name}`, slot < 0 ? '' : toHex(state.identities.head(slot)), toHex(headId));
      continue;
    }
    devices += 1;
    const slot = state.devices.find(id);
    agree(`head of ${name}`, slot < 0 ? '' : toHex(state.devices.head(slot)), toHex(headId));
    state.currencies.ids.forEach((currency, number) => {
      const booked = balances.get(toHex(currency)) ?? 0n;
      agree(`balance of ${name}`, state.devices.balance(slot, number), booked);
    });
  }
  agree('number of chains', state.devices.count, devices);
  let holds = 0;
  for (const { id, cap, paid } of state.holds.all()) {
    holds += 1;
    const booked = books.holds.get(toHex(id));
    agree(`hold ${toHex(id)}`, cap - paid, booked && restOf(booked));
    agree(`fork on ${toHex(id)}`, String(state.forks.has(id)), String(booked?.isForked));
  }
  agree('number of holds', holds, books.holds.size);
  state.currencies.ids.forEach((currency, number) => {
    const { minted = 0n, burned = 0n } = state.currencies.totals[number] ?? {};
    agree('supply', minted - burned, books.supply.get(toHex(currency)));
  });
}
