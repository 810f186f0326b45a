import {
  type Change,
  type Codec,
  type Currency,
  type SignedConstitution,
  type SignedEpoch,
  bytesUpTo,
  changesCodec,
  decode,
  encode,
  hash,
  list,
  record,
  signedEpochCodec,
  toBase64url,
  fromBase64url,
  verifyFounding,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import {
  type AskedTrust,
  type ShownEvidence,
  currenciesAt,
  foundedTrust,
  proveChanges,
} from '@tallystick/wallet';

/** What votes have made of a constitution, with all that proves it to somebody without a network. */
export interface VotedConstitution {
  /** Oldest first. */
  readonly epochs: readonly SignedEpoch[];
  readonly changes: AskedTrust['shown'];
}

interface Written {
  readonly epochs: SignedEpoch[];
  readonly changes: Change[];
  readonly evidence: ShownEvidence[];
}

const MAX_BYTES = 1 << 23;
const MAX_EPOCHS = 4096;
/** protocol.md section 4: a proposal's parts; words are one of each office. */
const MAX_ENTRIES = 256;

const entries = list(
  record({ transition: bytesUpTo(MAX_BYTES, 1), certificate: bytesUpTo(MAX_BYTES, 1) }),
  MAX_ENTRIES,
);
const writtenCodec: Codec<Written> = record({
  epochs: list(signedEpochCodec, MAX_EPOCHS),
  changes: changesCodec,
  evidence: list(
    record({
      proposal: record({
        transition: bytesUpTo(MAX_BYTES, 1),
        certificate: bytesUpTo(MAX_BYTES, 1),
      }),
      parts: entries,
      words: entries,
    }),
    MAX_ENTRIES * 16,
  ),
});

/** In base64url. */
export function writeVoted({ epochs, changes }: VotedConstitution): string {
  const written: Written = {
    epochs: [...epochs],
    changes: changes.map(({ change }) => change),
    evidence: changes.map(({ shown }) => ({
      ...shown,
      parts: [...shown.parts],
      words: [...shown.words],
    })),
  };
  return toBase64url(encode(writtenCodec, written));
}

/** Undefined where it is malformed; nothing in it is believed before {@link currenciesNow}. */
export function readVoted(text: unknown): VotedConstitution | undefined {
  const bytes = typeof text === 'string' ? fromBase64url(text, MAX_BYTES) : undefined;
  const decoded = decode(writtenCodec, bytes ?? new Uint8Array(), MAX_BYTES);
  if (!decoded.ok) return undefined;
  const { epochs, changes, evidence } = decoded.value;
  if (changes.length !== evidence.length) return undefined;
  return {
    epochs,
    changes: changes.flatMap((change, at) => {
      const shown = evidence[at];
      return shown === undefined ? [] : [{ change, shown }];
    }),
  };
}

/** The currencies that there are now, as the log proves them; undefined where it does not. */
export function currenciesNow(
  signed: SignedConstitution,
  { epochs, changes }: VotedConstitution,
): readonly Currency[] | undefined {
  const sovereign = hash('constitution', signed.constitution);
  const founded = epochs.map((epoch) => verifyFounding(signed, epoch, sovereign, nodeCrypto));
  const verified = founded.flatMap((one) => (one.ok ? [one] : []));
  const [first] = verified;
  if (first === undefined || verified.length < founded.length) return undefined;
  const { constitution } = first;
  const named = verified.map(({ epoch }) => epoch);
  const trust = foundedTrust({ sovereign, signed, constitution, epochs: named });
  const proof = proveChanges(nodeCrypto, trust, changes);
  if (!proof.ok) return undefined;
  return currenciesAt(proof.trust, Date.now()).map(({ declared }) => declared);
}
