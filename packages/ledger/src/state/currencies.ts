import { type Amount, type Constitution, currencyId, type Hash } from '@tallystick/protocol';

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
}

export function createCurrencies(constitution: Constitution, sovereign: Hash): Currencies {
  const ids = constitution.currencies.map(({ code }) => currencyId(sovereign, code));
  return {
    ids,
    totals: ids.map(() => ({ minted: 0n, burned: 0n, balances: 0n, held: 0n })),
    numbers: new Map(ids.map((id, number) => [id.toHex(), number])),
  };
}

/** The number of a currency; -1 when the constitution has none of this id. */
export function findCurrency(currencies: Currencies, id: Hash): number {
  // Most sovereigns have a few: comparing is faster than a key for a map.
  if (currencies.ids.length > FEW) return currencies.numbers.get(id.toHex()) ?? -1;
  return currencies.ids.findIndex((known) => sameHash(known, id));
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
