import type { Facts } from './facts.ts';

/** protocol.md section 4: tiers of a country record. */
export const MAX_TIER = 15;
/** protocol.md section 4: claims of one hold. */
export const MAX_RECEIVERS = 16;
/** How many lists of parties, currencies to convert to, and indicators one rulebook can ask for. */
export const MAX_NAMED = 64;
/** How many documents one payment can come with. */
export const MAX_DOCUMENTS = 32;

/** Which facts a rulebook's rules read, beyond those that every payment has. */
export interface Needs {
  /**
   * Windows of sums, of payments and of payees: in hours, ascending, each 1 to 744, at most 8 of
   * each.
   */
  readonly sent: readonly number[];
  readonly payments: readonly number[];
  readonly payees: readonly number[];
  /** Whether any rule asks for the first payment to a payee. */
  readonly first: boolean;
  /** Names of lists of parties, in order of their letters. */
  readonly lists: readonly string[];
  /** Codes of the currencies that amounts are compared in. */
  readonly rates: readonly string[];
  readonly indicators: readonly string[];
}

type Unknown = Omit<
  Facts,
  'currency' | 'amount' | 'sender' | 'receivers' | 'online' | 'time' | 'sent'
>;

/** What a rulebook asks for, as missing facts, for whoever cannot say it. */
export function unknownFacts(needs: Needs, receivers: number): Unknown {
  const nobody = new Array<null>(receivers).fill(null);
  return {
    payments: needs.payments.map((hours) => ({ hours, count: null })),
    payees: needs.payees.map((hours) => ({ hours, count: null })),
    purpose: null,
    secondFactor: null,
    documents: null,
    waitedMs: null,
    lists: needs.lists.map((list) => ({ list, sender: null, receivers: nobody })),
    rates: needs.rates.map((currency) => ({ currency, rate: null })),
    indicators: needs.indicators.map((name) => ({ name, figure: null })),
    exempt: [],
  };
}
