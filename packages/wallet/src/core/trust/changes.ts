import {
  type AdmittedSuites,
  type Change,
  type Cosigner,
  type Currency,
  type Hash,
  currencyId,
  decodeStructured,
} from '@tallystick/protocol';
import type { KnownCurrency, Trust } from './constitution.ts';

/** A version of an item of the constitution: in force in `[from, until)`, ms since 1970. */
interface Dated<T> {
  readonly from: number;
  readonly until: number | null;
  readonly value: T;
}

interface Cosigners {
  readonly witnesses: readonly Cosigner[];
  readonly validators: readonly Cosigner[];
}

/** What votes have made of the constitution, each item's versions in the order of their proposals. */
export interface Voted {
  readonly suites: readonly Dated<AdmittedSuites>[];
  readonly currencies: readonly Dated<readonly Currency[]>[];
  readonly cosigners: readonly Dated<Cosigners>[];
}

/** A change that the log has proven, and the content that was proposed. */
export interface ProvenChange {
  readonly change: Change;
  readonly content: Uint8Array;
}

export const NOTHING_VOTED: Voted = { suites: [], currencies: [], cosigners: [] };

/** What is believed of a sovereign, with exactly these changes. Undefined where one says nothing that can be read. */
export function withChanges(trust: Trust, proven: readonly ProvenChange[]): Trust | undefined {
  const suites: Dated<AdmittedSuites>[] = [];
  const currencies: Dated<readonly Currency[]>[] = [];
  const cosigners: Dated<Cosigners>[] = [];
  for (const { change, content } of proven) {
    const { item, from, until } = change;
    if (item === 'suites') {
      const read = decodeStructured(item, content);
      if (!read.ok) return undefined;
      suites.push({ from, until, value: read.value });
    } else if (item === 'currencies') {
      const read = decodeStructured(item, content);
      if (!read.ok) return undefined;
      currencies.push({ from, until, value: read.value });
    } else {
      const read = decodeStructured(item, content);
      if (!read.ok) return undefined;
      cosigners.push({ from, until, value: read.value });
    }
  }
  const known = knownCurrencies(trust, currencies);
  if (known === undefined) return undefined;
  return { ...trust, voted: { suites, currencies, cosigners }, currencies: known };
}

/** The currencies of a founding. */
export function foundingCurrencies(
  sovereign: Hash,
  currencies: readonly Currency[],
): KnownCurrency[] {
  return currencies.map((declared) => knownCurrency(sovereign, declared));
}

/**
 * Those of the founding and of every version, in their order; a currency keeps its place, code and
 * decimals for good, so that no amount comes to mean another: undefined where one does not.
 */
function knownCurrencies(
  { sovereign, constitution }: Trust,
  versions: Voted['currencies'],
): KnownCurrency[] | undefined {
  const known = foundingCurrencies(sovereign, constitution.currencies);
  for (const { value } of versions) {
    for (const [at, declared] of value.entries()) {
      const before = known[at];
      if (before === undefined) known.push(knownCurrency(sovereign, declared));
      else if (!isSame(before.declared, declared)) return undefined;
    }
    if (value.length < known.length) return undefined;
  }
  return known;
}

function knownCurrency(sovereign: Hash, declared: Currency): KnownCurrency {
  return { id: currencyId(sovereign, declared.code), declared };
}

function isSame(one: Currency, other: Currency): boolean {
  return one.code === other.code && one.decimals === other.decimals;
}

/** The currencies that there are at `time`, ms since 1970, with their names and treasuries as they are then. */
export function currenciesAt(trust: Trust, time: number): KnownCurrency[] {
  const version = versionAt(trust.voted.currencies, time);
  const declared = version ?? trust.constitution.currencies;
  return trust.currencies.flatMap((known) => {
    const now = declared.find(({ code }) => code === known.declared.code);
    return now === undefined ? [] : [{ ...known, declared: now }];
  });
}

/** Who may cosign a checkpoint that the log signed at `time`, ms since 1970. */
export function cosignersAt({ voted, constitution }: Trust, time: number): readonly Cosigner[] {
  const { witnesses, validators } = versionAt(voted.cosigners, time) ?? constitution;
  return [...witnesses, ...validators];
}

export function suitesAt({ voted, constitution }: Trust, time: number): AdmittedSuites {
  return versionAt(voted.suites, time) ?? constitution.suites;
}

/** These items know no emergencies: the newest version whose interval holds the time counts. */
function versionAt<T>(versions: readonly Dated<T>[], time: number): T | undefined {
  return versions.findLast(({ from, until }) => from <= time && (until === null || time < until))
    ?.value;
}
