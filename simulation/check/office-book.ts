import {
  type CryptoProvider,
  type Hash,
  type Office,
  type OfficeSignature,
  type SignedKind,
  signingContext,
} from '@tallystick/protocol';
import { demand } from './violation.ts';

/** Signatures of an office as they stand on the log. */
export interface Spoken {
  readonly kind: SignedKind;
  readonly message: Hash;
  readonly signatures: readonly OfficeSignature[];
}

/** Who verifies, and for which sovereign. */
export interface Verifying {
  readonly crypto: CryptoProvider;
  readonly sovereign: Hash;
}

/** As many different people of the office as its threshold have signed, and nobody else has. */
export function demandOffice(
  { crypto, sovereign }: Verifying,
  office: Office | undefined,
  { kind, message, signatures }: Spoken,
): void {
  const context = signingContext(kind, sovereign);
  const { threshold = Infinity, keys = [] } = office?.signers ?? {};
  const people = new Set<number>();
  for (const { by, bytes } of signatures) {
    const key = keys[by];
    if (key !== undefined && crypto.verify(key, message, bytes, context)) people.add(by);
  }
  const isTheirs = people.size === signatures.length && people.size >= threshold;
  demand(isTheirs, 'an office alone speaks for itself', () => {
    return `${kind}: ${people.size} of ${signatures.length} signatures are of ${office?.name}`;
  });
}
