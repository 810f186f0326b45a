import { SUITES } from '../crypto/index.ts';
import { type Condition, MAX_WITNESSES } from '../hold/index.ts';
import { MAX_OPERATION_BYTES } from '../operation/index.ts';
import { MAX_PREIMAGE_BYTES } from './witness.ts';

/** The head of a witness: an array, its node, the head of its proof, a key's index. */
const WITNESS_HEAD_BYTES = 10;

/** The least that a taking under a condition must show; each the least by itself. An outcome's own bytes are not counted. */
export interface ConditionCost {
  readonly witnesses: number;
  readonly bytes: number;
}

/** What a condition costs at least to be shown true. */
export function leastCost(condition: Condition): ConditionCost {
  switch (condition.kind) {
    case 'after':
    case 'before':
    case 'fork':
      return { witnesses: 0, bytes: 0 };
    case 'preimage':
      return { witnesses: 1, bytes: WITNESS_HEAD_BYTES + MAX_PREIMAGE_BYTES };
    case 'admitted':
      return { witnesses: 1, bytes: WITNESS_HEAD_BYTES };
    case 'attested':
      return { witnesses: 1, bytes: WITNESS_HEAD_BYTES + SUITES[condition.oracle.suite].signature };
    case 'signed': {
      const sizes = condition.keys.map(({ suite }) => WITNESS_HEAD_BYTES + SUITES[suite].signature);
      return { witnesses: condition.threshold, bytes: sumOfLeast(sizes, condition.threshold) };
    }
    case 'some': {
      const costs = condition.conditions.map(leastCost);
      const { threshold } = condition;
      const witnesses = costs.map((cost) => cost.witnesses);
      const bytes = costs.map((cost) => cost.bytes);
      return { witnesses: sumOfLeast(witnesses, threshold), bytes: sumOfLeast(bytes, threshold) };
    }
  }
}

/**
 * Whether a taking has room for what a condition needs. A wallet that puts a claim which nobody could ever show true would
 * keep its value from everybody until it returns.
 */
export function canBeShown(condition: Condition): boolean {
  const { witnesses, bytes } = leastCost(condition);
  return witnesses <= MAX_WITNESSES && bytes <= MAX_OPERATION_BYTES;
}

function sumOfLeast(values: readonly number[], count: number): number {
  let sum = 0;
  for (const value of values.toSorted((a, b) => a - b).slice(0, count)) sum += value;
  return sum;
}
