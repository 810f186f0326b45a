import { type CryptoProvider, type Hash, verifyJob } from '../crypto/index.ts';
import type { Condition } from '../hold/index.ts';
import {
  type ClaimPlace,
  type ShownProof,
  type ShownWitnesses,
  type WitnessFault,
  readWitnesses,
} from './read-witnesses.ts';

/** What a condition asks of the world. Times in ms. */
export interface ConditionFacts {
  /** The header's time. */
  readonly time: number;
  /** How long the ledger was closed since the hold was put. */
  readonly closedSincePutMs: number;
  isForked(hold: Hash): boolean;
}

/**
 * `true`: it holds, and every witness is needed · `missing`: it does not hold yet; `nodes` are the conditions without others
 * within them that could help · `false`: nothing can make it true any more · `faulty`: a witness is wrong or not needed.
 */
export type Evaluation =
  | { readonly kind: 'true' }
  | { readonly kind: 'false' }
  | { readonly kind: 'missing'; readonly nodes: readonly number[] }
  | { readonly kind: 'faulty'; readonly witness: number; readonly fault: WitnessFault };

/** What nodes of a tree are: true now, and able to become true. */
export interface Truth {
  readonly holds: readonly boolean[];
  readonly possible: readonly boolean[];
}

/** Evaluates a tree over witnesses whose signatures have verified. */
export function evaluate(shown: ShownWitnesses, facts: ConditionFacts): Evaluation {
  const { holds, possible } = truthOf(shown, facts);
  if (holds[0] === true) {
    const spare = shown.witnesses.findIndex((_, at) => {
      const witnesses = shown.witnesses.toSpliced(at, 1);
      return truthOf({ ...shown, witnesses }, facts).holds[0];
    });
    return spare < 0 ? { kind: 'true' } : { kind: 'faulty', witness: spare, fault: 'not-needed' };
  }
  return possible[0] === true
    ? { kind: 'missing', nodes: helpful(shown, holds, possible, 0) }
    : { kind: 'false' };
}

/** `readWitnesses`, its signatures, and `evaluate`. */
export function evaluateProof(
  condition: Condition,
  proof: ShownProof,
  place: ClaimPlace,
  facts: ConditionFacts,
  crypto: CryptoProvider,
): Evaluation {
  const read = readWitnesses(condition, proof, place, crypto);
  if (!read.ok) return { kind: 'faulty', witness: read.witness, fault: read.fault };
  const wrong = read.jobs.find(({ job }) => !verifyJob(job, crypto));
  if (wrong !== undefined) return { kind: 'faulty', witness: wrong.witness, fault: 'signature' };
  return evaluate(read.shown, facts);
}

/** Of every node whether it holds and whether it can; nodes within a node come after it. */
export function truthOf({ nodes, witnesses }: ShownWitnesses, facts: ConditionFacts): Truth {
  const shown = new Map<number, number>();
  for (const { node } of witnesses) shown.set(node, (shown.get(node) ?? 0) + 1);
  const holds: boolean[] = new Array(nodes.length).fill(false);
  const possible: boolean[] = new Array(nodes.length).fill(true);
  for (let at = nodes.length - 1; at >= 0; at -= 1) {
    const { condition, within } = nodes[at] as ShownWitnesses['nodes'][number];
    switch (condition.kind) {
      case 'after':
        holds[at] = facts.time >= condition.time;
        break;
      case 'before':
        holds[at] = facts.time - facts.closedSincePutMs <= condition.time;
        possible[at] = holds[at] as boolean;
        break;
      case 'fork':
        holds[at] = facts.isForked(condition.hold);
        break;
      case 'signed':
        holds[at] = (shown.get(at) ?? 0) >= condition.threshold;
        break;
      case 'preimage':
      case 'attested':
      case 'admitted':
        holds[at] = shown.has(at);
        break;
      case 'some':
        holds[at] = within.filter((inner) => holds[inner]).length >= condition.threshold;
        possible[at] = within.filter((inner) => possible[inner]).length >= condition.threshold;
        break;
    }
  }
  return { holds, possible };
}

/** The leaves under `at` that do not hold and can, outside of what holds or can no longer hold. */
function helpful(
  shown: ShownWitnesses,
  holds: readonly boolean[],
  possible: readonly boolean[],
  at: number,
): number[] {
  if (holds[at] === true || possible[at] !== true) return [];
  const { condition, within } = shown.nodes[at] as ShownWitnesses['nodes'][number];
  if (condition.kind !== 'some') return [at];
  return within.flatMap((inner) => helpful(shown, holds, possible, inner));
}
