import {
  type Hash,
  type KeyPair,
  type SignedKind,
  approvalHash,
  signingContext,
  votingKeyHash,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { type Instruction, type Label, Labelled, apply, declassify } from '@tallystick/rules';
import type { OfficeWord } from '../messages.ts';
import { isSignature } from './sign.ts';

/** The keys of the offices for which this ring signs; undefined: it has none. */
export type OfficePairs = Readonly<Record<OfficeWord['kind'], Labelled<KeyPair> | undefined>>;

/** An office's signature over its word; undefined where the ring has no key of that office. */
export function sayWord(
  word: OfficeWord,
  label: Label,
  sovereign: Hash,
  offices: OfficePairs,
): Uint8Array | undefined {
  const key = offices[word.kind];
  if (key === undefined) return undefined;
  const instruction: Instruction<[KeyPair, OfficeWord], Uint8Array> = {
    label: { clearance: 2, integrity: 2 },
    run: (pair, said) => {
      const { kind, message } = signedOf(said);
      return nodeCrypto.sign(pair, message, signingContext(kind, sovereign));
    },
  };
  const made = apply(instruction, key, new Labelled(word, label));
  return made && declassify(made, isSignature);
}

/** What is signed is made here of what is said: the key signs words of its own office, no others. */
function signedOf(word: OfficeWord): { kind: SignedKind; message: Hash } {
  if (word.kind === 'registrars') {
    return { kind: 'voting-key', message: votingKeyHash(word.identity, word) };
  }
  const { proposal, office, report, verdict } = word;
  const said = { proposal, office, word: { kind: 'gates', report, verdict } } as const;
  return { kind: 'approval', message: approvalHash(said) };
}
