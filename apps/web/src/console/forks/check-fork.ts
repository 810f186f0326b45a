import {
  type CryptoProvider,
  type Key,
  certificateCodec,
  decode,
  encode,
  equalBytes,
  forkEvidenceCodec,
  forkProofCodec,
  fromBase64url,
  fromHex,
  keyCodec,
  keyId,
  signedConstitutionCodec,
  signedEpochCodec,
  transitionCodec,
  verifyForkEvidence,
  verifyForkProof,
} from '@tallystick/protocol';
import type { ForkNews, ForkShown } from './fork-news.ts';

/** The longest that any part of an answer may be, in bytes. */
const MOST_BYTES = 1 << 18;

/** Whether the key has signed both histories of this hold. Never throws: what does not decode proves nothing. */
export function checkFork(
  { hold, writer, key, forkProof }: ForkShown,
  sovereign: string,
  crypto: CryptoProvider,
): ForkNews['found'] {
  if (key === null || forkProof === null) return { kind: 'not-yet' };
  const pinned = fromHex(sovereign, 32);
  const signer = readKey(key);
  const proof = decode(forkProofCodec, bytesOf(forkProof), MOST_BYTES);
  if (pinned === undefined || signer === undefined || !proof.ok) return { kind: 'not-proven' };
  const found = verifyForkProof(
    proof.value,
    { key: signer, kind: 'act', sovereign: pinned },
    crypto,
  );
  const isOfIt =
    found.ok &&
    equalBytes(found.chain, fromHex(hold, 32) ?? new Uint8Array()) &&
    equalBytes(keyId(signer), fromHex(writer, 32) ?? new Uint8Array());
  return isOfIt ? { kind: 'proven', rule: found.rule } : { kind: 'not-proven' };
}

/** What the log has of a fork that somebody has said there. */
export interface LoggedFork {
  readonly signedConstitution: string;
  readonly signedEpochs: readonly string[];
  readonly certificate: string;
}

/** The bytes of evidence that `tally verify --fork` takes, where they verify; else null. */
export function evidenceOf(
  { key, transition }: ForkShown,
  sovereign: string,
  logged: LoggedFork,
  crypto: CryptoProvider,
): Uint8Array<ArrayBuffer> | null {
  const pinned = fromHex(sovereign, 32);
  const writer = key === null ? undefined : readKey(key);
  const opened = decode(transitionCodec, bytesOf(transition ?? ''), MOST_BYTES);
  const certificate = decode(certificateCodec, bytesOf(logged.certificate), MOST_BYTES);
  const constitution = decode(
    signedConstitutionCodec,
    bytesOf(logged.signedConstitution),
    MOST_BYTES,
  );
  if (pinned === undefined || writer === undefined) return null;
  if (!opened.ok || !certificate.ok || !constitution.ok) return null;
  const { state, operation } = opened.value;
  for (const signedEpoch of logged.signedEpochs) {
    const epoch = decode(signedEpochCodec, bytesOf(signedEpoch), MOST_BYTES);
    if (!epoch.ok) continue;
    const evidence = {
      constitution: constitution.value,
      epoch: epoch.value,
      certificate: certificate.value,
      state,
      operation,
    };
    if (verifyForkEvidence({ evidence, writer }, pinned, crypto).ok) {
      return encode(forkEvidenceCodec, { evidence, writer }).slice();
    }
  }
  return null;
}

/** Undefined for what is no key. */
function readKey({ suite, publicKey }: NonNullable<ForkShown['key']>): Key | undefined {
  try {
    const given = encode(keyCodec, { suite: suite as Key['suite'], publicKey: bytesOf(publicKey) });
    const read = decode(keyCodec, given, MOST_BYTES);
    return read.ok ? read.value : undefined;
  } catch {
    return undefined; // the codec asserts what it writes
  }
}

function bytesOf(text: string): Uint8Array {
  return fromBase64url(text, MOST_BYTES) ?? new Uint8Array();
}
