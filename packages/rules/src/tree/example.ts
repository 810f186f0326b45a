import type { Money } from './constant.ts';
import type { Instant } from './instant.ts';
import type { Window } from './window.ts';

/** Money or a figure as an example gives it: the currency of an amount may be left out. */
export interface Given {
  readonly kind: 'given';
  readonly units: bigint;
  readonly decimals: number;
  readonly currency: string | null;
}

export type ExampleFact =
  | { readonly kind: 'tier'; readonly of: 'sender' | 'receiver'; readonly tier: number }
  | { readonly kind: 'sent'; readonly amount: Given; readonly window: Window | null }
  | { readonly kind: 'payments'; readonly count: number; readonly window: Window | null }
  | { readonly kind: 'payees'; readonly count: number; readonly window: Window | null }
  | {
      readonly kind: 'flag';
      readonly name: 'online' | 'offline' | 'second factor' | 'first payment to payee';
      readonly negated: boolean;
    }
  | { readonly kind: 'purpose'; readonly code: string }
  | { readonly kind: 'document'; readonly name: string }
  | { readonly kind: 'no-documents' }
  | {
      readonly kind: 'list';
      readonly of: 'sender' | 'receiver';
      readonly negated: boolean;
      readonly list: string;
    }
  | { readonly kind: 'rate'; readonly one: Money; readonly is: Money }
  | { readonly kind: 'indicator'; readonly name: string; readonly value: bigint }
  | { readonly kind: 'waited'; readonly window: Window }
  | { readonly kind: 'time'; readonly at: Instant };

/**
 * A worked example: a test that its module has to pass. What it does not say is missing, except
 * that tiers are 0, the payment is online, and the time is the module's first.
 */
export interface Example {
  readonly kind: 'example';
  readonly amount: Money;
  readonly origin: string;
  readonly destination: string;
  readonly facts: readonly ExampleFact[];
  readonly verdict: 'allowed' | 'held' | 'refused';
  /** The code of the rule that has to decide, where the example says it. */
  readonly by: string | null;
}
