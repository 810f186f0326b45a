import { type Hash, hash } from '../crypto/index.ts';
import { type Codec, bytesUpTo, encode, list, tuple } from '../encoding/index.ts';
import {
  type Condition,
  MAX_CONDITION_NODES,
  MAX_WITNESSES,
  MAX_WITNESS_BYTES,
  conditionCodec,
} from '../hold/index.ts';

/** L: how a vault's conditions go together. A number is the condition of that place in C. */
export type Logic = number | { readonly threshold: number; readonly of: readonly Logic[] };

/** V = (L, C, H) of DESIGN section 9; H is the hash under the purpose `vault`. */
export interface Vault {
  readonly logic: Logic;
  readonly conditions: readonly Condition[];
}

const logicCodec: Codec<Logic> = {
  write(out, value) {
    if (typeof value === 'number') out.uint(value);
    else {
      out.array(2);
      out.uint(value.threshold);
      out.array(value.of.length);
      for (const inner of value.of) logicCodec.write(out, inner);
    }
  },
  read: (input) => input.fail('a logic is only hashed'),
};
const conditionsCodec = list(conditionCodec, MAX_CONDITION_NODES, 1);
const vaultCodec = tuple(logicCodec, conditionsCodec);
const proofCodec = list(bytesUpTo(MAX_WITNESS_BYTES), MAX_WITNESSES);
const provenCodec = tuple(logicCodec, conditionsCodec, proofCodec);

/** A tree taken apart into its conditions, depth first, and how they go together. */
export function vaultOf(root: Condition): Vault {
  const conditions: Condition[] = [];
  const visit = (condition: Condition): Logic =>
    condition.kind === 'some'
      ? { threshold: condition.threshold, of: condition.conditions.map(visit) }
      : conditions.push(condition) - 1;
  return { logic: visit(root), conditions };
}

/** `H_vault([L, C])`. */
export function vaultId({ logic, conditions }: Vault): Hash {
  return hash('vault', encode(vaultCodec, [logic, [...conditions]]));
}

/**
 * sk_V = `H_vault([L, C, σ])`: a key that follows from the proof, the witnesses of a taking in their order. Only a proof of
 * preimages alone is known before it is made: signatures are hedged, so two proofs by the same keys give two keys.
 */
export function vaultKey({ logic, conditions }: Vault, proof: readonly Uint8Array[]): Hash {
  return hash('vault', encode(provenCodec, [logic, [...conditions], [...proof]]));
}
