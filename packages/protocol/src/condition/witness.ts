import { SUITES } from '../crypto/index.ts';
import { type Codec, bytesUpTo, record, tuple, uint } from '../encoding/index.ts';
import { type Condition, MAX_CONDITION_NODES } from '../hold/index.ts';
import { MAX_KEYS } from '../identity/index.ts';
import { MAX_OUTCOMES } from '../act/index.ts';

/** protocol.md section 11: a preimage. */
export const MAX_PREIMAGE_BYTES = 64;

/** What a witness shows: bytes (a preimage, an oracle's signature), one key's signature, or which outcome. */
export type WitnessProof =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'signature'; readonly key: number; readonly signature: Uint8Array }
  | { readonly kind: 'outcome'; readonly outcome: number };

/** What makes the condition at `node` true; nodes count depth first from 0. */
export interface Witness {
  readonly node: number;
  readonly proof: WitnessProof;
}

const bytesCodec = bytesUpTo(SUITES[3].signature, 1);
const signatureCodec = tuple(uint(MAX_KEYS - 1), bytesCodec);
const outcomeCodec = uint(MAX_OUTCOMES - 1);

/** CBOR's major types of an integer and of an array. */
const UINT = 0;
const ARRAY = 4;

/** bstr / [index, bstr] / index. */
const proofCodec: Codec<WitnessProof> = {
  write(out, value) {
    switch (value.kind) {
      case 'bytes':
        return bytesCodec.write(out, value.bytes);
      case 'signature':
        return signatureCodec.write(out, [value.key, value.signature]);
      case 'outcome':
        return outcomeCodec.write(out, value.outcome);
    }
  },
  read(input) {
    const major = input.peek() >> 5;
    if (major === UINT) return { kind: 'outcome', outcome: outcomeCodec.read(input) };
    if (major !== ARRAY) return { kind: 'bytes', bytes: bytesCodec.read(input) };
    const [key, signature] = signatureCodec.read(input);
    return { kind: 'signature', key, signature };
  },
};

/** One witness of a taking's proof. */
export const witnessCodec: Codec<Witness> = record({
  node: uint(MAX_CONDITION_NODES - 1),
  proof: proofCodec,
});

/** A tree's conditions depth first, each with the nodes directly within it. */
export interface Node {
  readonly condition: Condition;
  readonly within: readonly number[];
}

export function nodesOf(root: Condition): Node[] {
  const nodes: Node[] = [];
  const visit = (condition: Condition): number => {
    const within: number[] = [];
    const at = nodes.push({ condition, within }) - 1;
    if (condition.kind === 'some') {
      for (const inner of condition.conditions) within.push(visit(inner));
    }
    return at;
  };
  visit(root);
  return nodes;
}
