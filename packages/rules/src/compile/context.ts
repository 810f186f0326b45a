import type { Needs } from '../facts/needs.ts';
import type { Parameter } from '../tree/index.ts';
import type { Moment } from './moment.ts';
import type { OwnCurrency } from './source.ts';

/** Where a payment goes, in which currency: what programs are built for. */
export interface Corridor {
  readonly origin: string;
  readonly destination: string;
  /** Null where nobody knows the currency's code. */
  readonly currency: string | null;
}

/** Where a rule that is to be built stands. */
export interface Context {
  readonly corridor: Corridor;
  readonly moment: Moment;
  readonly needs: Needs;
  readonly currencies: readonly OwnCurrency[];
  /** The module's name and its parameters. */
  readonly module: string;
  readonly parameters: ReadonlyMap<string, Parameter>;
}
