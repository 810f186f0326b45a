import type { CryptoProvider, Key, Suite } from '../crypto/index.ts';
import { concat, equalBytes, readU64, u64 } from '../encoding/index.ts';
import { type Checkpoint, formatCheckpoint } from './checkpoint.ts';
import type { Sha256 } from './hasher.ts';
import { type Note, type NoteSignature, formatNote } from './note.ts';

/** ML-DSA-44 (section 2 of protocol.md): C2SP has no other algorithm for checkpoints of this kind. */
export const COSIGNER_SUITE: Suite = 1;
/** C2SP tlog-cosignature: the signature type of ML-DSA-44 cosignatures. */
const ALGORITHM = 0x06;
/** C2SP tlog-cosignature, "ML-DSA-44 signed message": the label, with its newline and zero byte. */
const LABEL = new TextEncoder().encode('subtree/v1\n\0');
/** FIPS 204 section 5.2: C2SP signs with an empty context. */
export const COSIGNATURE_CONTEXT: Uint8Array = new Uint8Array(0);
/** FIPS 204 table 2. */
const SIGNATURE_BYTES = 2420;
const TIMESTAMP_BYTES = 8;

/** Who cosigns: the name in the note, and an ML-DSA-44 key. */
export interface CosignerKey {
  readonly name: string;
  readonly key: Key;
}

/** What a cosigner states: that at `timestamp` (seconds since 1970) this was the largest tree it knew of this log. */
export interface CosignedTree {
  readonly name: string;
  readonly timestamp: number;
  readonly checkpoint: Checkpoint;
}

/** The `cosigned_message` of a checkpoint, signed with ML-DSA-44 and the empty context. */
export function cosignedMessage(tree: CosignedTree): Uint8Array {
  const { origin, size, root } = tree.checkpoint;
  return concat(
    LABEL,
    shortText(tree.name),
    u64(tree.timestamp),
    shortText(origin),
    u64(0),
    u64(size),
    root,
  );
}

/** SHA-256(name ‖ "\n" ‖ 0x06 ‖ public key), its first four bytes. */
export function cosignatureKeyId(cosigner: CosignerKey, sha256: Sha256): Uint8Array {
  const name = new TextEncoder().encode(`${cosigner.name}\n`);
  const type = Uint8Array.of(ALGORITHM);
  return sha256(concat(name, type, cosigner.key.publicKey)).slice(0, 4);
}

/** The note signature that carries an ML-DSA-44 signature over `cosignedMessage`. */
export function cosignatureLine(
  cosigner: CosignerKey,
  timestamp: number,
  signature: Uint8Array,
  sha256: Sha256,
): NoteSignature {
  if (signature.length !== SIGNATURE_BYTES) throw new RangeError('not an ML-DSA-44 signature');
  const keyId = cosignatureKeyId(cosigner, sha256);
  return { name: cosigner.name, keyId, signature: concat(u64(timestamp), signature) };
}

/** The signed note of a checkpoint from its log's signature over `cosignedMessage` under the log's origin. */
export function signedCheckpoint(
  checkpoint: Checkpoint,
  log: Key,
  timestamp: number,
  signature: Uint8Array,
  sha256: Sha256,
): Uint8Array {
  const cosigner = { name: checkpoint.origin, key: log };
  const line = cosignatureLine(cosigner, timestamp, signature, sha256);
  return formatNote({ text: formatCheckpoint(checkpoint), signatures: [line] });
}

/** `absent`: no line of that name and key ID. `invalid`: a line that does not verify, so distrust the whole note. */
export type CosignatureCheck =
  { ok: true; timestamp: number } | { ok: false; reason: 'absent' | 'invalid' };

/** Whether a note carries a cosigner's signature over the checkpoint that its text is. */
export function verifyCosignature(
  note: Note,
  checkpoint: Checkpoint,
  cosigner: CosignerKey,
  crypto: CryptoProvider,
): CosignatureCheck {
  const keyId = cosignatureKeyId(cosigner, (data) => crypto.sha256(data));
  const line = note.signatures.find(
    (candidate) => candidate.name === cosigner.name && equalBytes(candidate.keyId, keyId),
  );
  if (line === undefined) return { ok: false, reason: 'absent' };
  const { signature } = line;
  if (
    cosigner.key.suite !== COSIGNER_SUITE ||
    signature.length !== TIMESTAMP_BYTES + SIGNATURE_BYTES
  ) {
    return { ok: false, reason: 'invalid' };
  }
  const timestamp = readU64(signature, 0);
  if (timestamp > BigInt(Number.MAX_SAFE_INTEGER)) return { ok: false, reason: 'invalid' };
  const tree = { name: cosigner.name, timestamp: Number(timestamp), checkpoint };
  const message = cosignedMessage(tree);
  const valid = crypto.verify(
    cosigner.key,
    message,
    signature.subarray(TIMESTAMP_BYTES),
    COSIGNATURE_CONTEXT,
  );
  return valid ? { ok: true, timestamp: tree.timestamp } : { ok: false, reason: 'invalid' };
}

/** `opaque text<1..2^8-1>`: a length byte and the text. */
function shortText(text: string): Uint8Array {
  const encoded = new TextEncoder().encode(text);
  if (encoded.length < 1 || encoded.length > 255)
    throw new RangeError('text not of 1 to 255 bytes');
  return concat(Uint8Array.of(encoded.length), encoded);
}
