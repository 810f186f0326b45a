export interface CountryOwner {
  readonly kind: 'country';
  /** ISO 3166-1 alpha-2. */
  readonly code: string;
}

export interface CurrencyOwner {
  readonly kind: 'currency';
  readonly code: string;
}

export interface GlobalOwner {
  readonly kind: 'global';
}

/** Who can be bound by a treaty. */
export type TreatyParty = CountryOwner | CurrencyOwner;

export interface TreatyOwner {
  readonly kind: 'treaty';
  readonly name: string;
  readonly between: readonly TreatyParty[];
}

/** Whose rules a module holds. */
export type Owner = CountryOwner | CurrencyOwner | GlobalOwner | TreatyOwner;

/** What a module goes by, and what the codes of its rules begin with: `DE`, `EUR`, `GLOBAL`. */
export function nameOf(owner: Owner): string {
  switch (owner.kind) {
    case 'country':
    case 'currency':
      return owner.code;
    case 'global':
      return 'GLOBAL';
    case 'treaty':
      return owner.name;
  }
}
