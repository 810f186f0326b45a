import type { Amount, Hash } from '@tallystick/protocol';

/** The totals of one currency; conservation (DESIGN section 5) holds between them at all times. */
export interface Totals {
  minted: Amount;
  burned: Amount;
  /** Sum of all balances, treasuries' included. */
  balances: Amount;
  /** Sum of (cap - paid) over open holds. */
  held: Amount;
}

/** The constitution's currencies; a currency's number is its index there. */
export interface Currencies {
  readonly ids: readonly Hash[];
  readonly totals: readonly Totals[];
  /** By id in hexadecimal. */
  readonly numbers: ReadonlyMap<string, number>;
  /** The slots of their treasuries among the devices. */
  readonly treasuries: readonly number[];
}

/** How `addCurrency` sees them: nobody else changes them. */
interface Growing {
  readonly ids: Hash[];
  readonly totals: Totals[];
  readonly numbers: Map<string, number>;
  readonly treasuries: number[];
}

export function createCurrencies(): Currencies {
  return { ids: [], totals: [], numbers: new Map(), treasuries: [] };
}

/** One more currency, whose treasury has that slot. */
export function addCurrency(currencies: Currencies, id: Hash, treasury: number): void {
  const { ids, totals, numbers, treasuries } = currencies as Growing;
  numbers.set(id.toHex(), ids.length);
  ids.push(id);
  totals.push({ minted: 0n, burned: 0n, balances: 0n, held: 0n });
  treasuries.push(treasury);
}

/** The slot of a treasury that was not known before. */
export function placeTreasury(currencies: Currencies, number: number, treasury: number): void {
  (currencies as Growing).treasuries[number] = treasury;
}

/** The number of a currency; -1 when the constitution has none of this id. */
export function findCurrency(currencies: Currencies, id: Hash): number {
  // Most sovereigns have a few: comparing is faster than a key for a map.
  if (currencies.ids.length > FEW) return currencies.numbers.get(id.toHex()) ?? -1;
  for (let number = 0; number < currencies.ids.length; number += 1) {
    if (sameHash(currencies.ids[number] as Hash, id)) return number;
  }
  return -1;
}

const FEW = 4;

/** Throws when a currency's totals do not add up: the ledger must not go on. */
export function assertConserved(currencies: Currencies, number: number): void {
  const { minted, burned, balances, held } = currencies.totals[number] as Totals;
  if (minted - burned === balances + held) return;
  throw new Error(
    `currency ${number} is not conserved: ${minted} minted, ${burned} burned, ` +
      `${balances} in balances, ${held} held`,
  );
}

function sameHash(a: Hash, b: Hash): boolean {
  for (let i = 0; i < 32; i += 1) if (a[i] !== b[i]) return false;
  return true;
}
