import type { Sum } from './term.ts';

export const COMPARISONS = ['<', '<=', '=', '!=', '>=', '>'] as const;

export type Comparison = (typeof COMPARISONS)[number];

/** `sent in 30 days + amount <= 3000.00 EUR` */
export interface Compare {
  readonly kind: 'compare';
  readonly left: Sum;
  readonly comparison: Comparison;
  readonly right: Sum;
}
