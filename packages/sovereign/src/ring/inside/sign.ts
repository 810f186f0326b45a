import { type KeyPair, toHex } from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { type Instruction, type Label, Labelled, apply, declassify } from '@tallystick/rules';
import { type ToSign, signWithKey } from '../../pipeline/sign-checkpoint.ts';

/** Signs checkpoints of one log, each an extension of what was signed before. */
export interface Signer {
  /** The signature; undefined when this is not signed. */
  sign(checkpoint: ToSign, label: Label): Uint8Array | undefined;
}

/** Checkpoints that may be signed again: their signatures were not stored when a disk failed. */
const MOST_REMEMBERED = 256;
/** FIPS 204 table 2: ML-DSA-44, ML-DSA-65. */
const SIGNATURE_LENGTHS = [2420, 3309];

/** `key`: the epoch's log key, known to nobody else; `origin`: the log's. */
export function newSigner(key: Labelled<KeyPair>, origin: string): Signer {
  const signed = new Map<number, string>();
  let largest = -1;

  const instruction: Instruction<[KeyPair, ToSign], Uint8Array> = {
    label: { clearance: 2, integrity: 2 },
    run: (pair, checkpoint) => signWithKey(origin, pair, nodeCrypto)(checkpoint),
  };

  /** It has more entries than any before, or is one that was signed: never another of one size. */
  function extendsAll({ size, root }: ToSign): boolean {
    return size > largest || signed.get(size) === toHex(root);
  }

  function remember({ size, root }: ToSign): void {
    largest = Math.max(largest, size);
    signed.set(size, toHex(root));
    if (signed.size <= MOST_REMEMBERED) return;
    const [oldest] = signed.keys();
    if (oldest !== undefined) signed.delete(oldest);
  }

  return {
    sign(checkpoint, label) {
      if (!extendsAll(checkpoint)) return undefined;
      const made = apply(instruction, key, new Labelled(checkpoint, label));
      const signature = made && declassify(made, isSignature);
      if (signature !== undefined) remember(checkpoint);
      return signature;
    },
  };
}

/** Of the suites that the node's own keys have. */
export function isSignature(value: Uint8Array): value is Uint8Array {
  return SIGNATURE_LENGTHS.includes(value.length);
}
