import {
  AEAD_KEY_LENGTH,
  AEAD_NONCE_LENGTH,
  AEAD_TAG_LENGTH,
  type Codec,
  type EncryptionPair,
  SEAL_RANDOM_LENGTH,
  bytes,
  bytesUpTo,
  decode,
  encode,
  list,
  noteHash,
  record,
} from '@tallystick/protocol';
import type { WalletPorts } from '../ports.ts';
import { MAX_MEMO_BYTES, MAX_NOTE_BYTES, type Upload } from '../records/detail.ts';

/** Devices that one memo is sealed to; 12 boxes of some 1,250 bytes fit what a sovereign keeps. */
const MAX_BOXES = 12;
const MAX_BOX_BYTES = 1280;

/** A sealed memo (protocol.md, section 2): the text under a fresh key, and that key sealed to each of the payee's devices. */
interface SealedNote {
  readonly nonce: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly boxes: readonly Uint8Array[];
}

const sealedNoteCodec: Codec<SealedNote> = record({
  nonce: bytes(AEAD_NONCE_LENGTH),
  ciphertext: bytesUpTo(MAX_MEMO_BYTES + AEAD_TAG_LENGTH, AEAD_TAG_LENGTH + 1),
  boxes: list(bytesUpTo(MAX_BOX_BYTES), MAX_BOXES, 1),
});

const NO_CONTEXT = new Uint8Array(0);

/** A memo sealed to devices' encryption keys, with its hash for the hold; undefined when none of them can be sealed to. */
export function sealNote(
  { crypto, random }: Pick<WalletPorts, 'crypto' | 'random'>,
  memo: string,
  encryptionKeys: readonly Uint8Array[],
): Upload | undefined {
  const key = random(AEAD_KEY_LENGTH);
  const boxes: Uint8Array[] = [];
  for (const recipient of encryptionKeys.slice(0, MAX_BOXES)) {
    const box = crypto.seal(recipient, key, random(SEAL_RANDOM_LENGTH));
    if (box !== undefined) boxes.push(box);
  }
  if (boxes.length === 0) return undefined;
  const nonce = random(AEAD_NONCE_LENGTH);
  const plaintext = new TextEncoder().encode(memo);
  const ciphertext = crypto.aeadSeal(key, nonce, plaintext, NO_CONTEXT);
  const sealed = encode(sealedNoteCodec, { nonce, ciphertext, boxes });
  return { hash: noteHash(sealed), sealed };
}

/** The memo of a sealed note; undefined when it is malformed or not for this device. */
export function openNote(
  { crypto }: Pick<WalletPorts, 'crypto'>,
  pair: EncryptionPair,
  sealed: Uint8Array,
): string | undefined {
  const note = decode(sealedNoteCodec, sealed, MAX_NOTE_BYTES);
  if (!note.ok) return undefined;
  const { nonce, ciphertext, boxes } = note.value;
  for (const box of boxes) {
    const key = crypto.unseal(pair, box);
    if (key?.length !== AEAD_KEY_LENGTH) continue;
    const plaintext = crypto.aeadOpen(key, nonce, ciphertext, NO_CONTEXT);
    if (plaintext !== undefined) return readMemo(plaintext);
  }
  return undefined;
}

function readMemo(plaintext: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(plaintext);
  } catch {
    return undefined;
  }
}
