import { witnessCodec } from '../condition/index.ts';
import {
  AEAD_KEY_LENGTH,
  AEAD_NONCE_LENGTH,
  AEAD_TAG_LENGTH,
  type CryptoProvider,
  ENCRYPTION_KEY_LENGTH,
  type EncryptionPair,
  type Hash,
  SEAL_RANDOM_LENGTH,
  hash,
} from '../crypto/index.ts';
import {
  type Codec,
  bytes,
  bytesUpTo,
  decode,
  encode,
  equalBytes,
  list,
  record,
  variant,
} from '../encoding/index.ts';
import { type Vault, vaultId, vaultKey } from './vault.ts';

/** protocol.md section 12: content, before it is sealed. */
export const MAX_SEALED_CONTENT = 262_144;
/** protocol.md section 12: ways to open one content. */
const MAX_WAYS = 16;
/** protocol.md section 12: parties of one way, all of whom are needed. */
const MAX_SHARES = 16;
/** A share in a sealed box: X25519, ML-KEM ciphertext, nonce, 32 bytes, tag, and what CBOR adds. */
const MAX_BOX_BYTES = 1280;

/** A share of the content's key, sealed to one party. */
export interface SealedShare {
  /** `H_record(encryption key)`: whose it is. */
  readonly to: Hash;
  /** `H_vault(share)`: a share that is released is the one that was sealed. */
  readonly commitment: Hash;
  readonly box: Uint8Array;
}

/** One way to the content's key: a proof of preimages, or the shares of all of some parties. */
export type Way =
  | { readonly kind: 'proof'; readonly nonce: Uint8Array; readonly wrapped: Uint8Array }
  | { readonly kind: 'shares'; readonly shares: readonly SealedShare[] };

/** Content under a random key, and every way to that key. */
export interface SealedContent {
  readonly vault: Hash;
  readonly nonce: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly ways: readonly Way[];
}

/** How a content is to be opened: by the witnesses of preimages alone, or by all of these encryption keys' owners together. */
export type WayOpened =
  | { readonly kind: 'proof'; readonly witnesses: readonly Uint8Array[] }
  | { readonly kind: 'shares'; readonly parties: readonly Uint8Array[] };

const shareCodec: Codec<SealedShare> = record({
  to: bytes(32),
  commitment: bytes(32),
  box: bytesUpTo(MAX_BOX_BYTES, 1),
});

export const sealedContentCodec: Codec<SealedContent> = record({
  vault: bytes(32),
  nonce: bytes(AEAD_NONCE_LENGTH),
  ciphertext: bytesUpTo(MAX_SEALED_CONTENT + AEAD_TAG_LENGTH, AEAD_TAG_LENGTH),
  ways: list(
    variant('kind', {
      0: [
        'proof',
        { nonce: bytes(AEAD_NONCE_LENGTH), wrapped: bytes(AEAD_KEY_LENGTH + AEAD_TAG_LENGTH) },
      ],
      1: ['shares', { shares: list(shareCodec, MAX_SHARES, 1) }],
    }),
    MAX_WAYS,
    1,
  ),
});

/**
 * Seals content for a vault; undefined when an encryption key is none. `random` gives fresh random bytes. It is as closed as
 * the ways are: a proof of preimages opens it for whoever has them, before the ledger is asked; shares open it when their
 * parties release them, and nothing but they themselves keeps them from that before the conditions are true. A time or a
 * log entry seals nothing.
 */
export function sealContent(
  vault: Vault,
  content: Uint8Array,
  ways: readonly WayOpened[],
  random: (length: number) => Uint8Array,
  crypto: CryptoProvider,
): SealedContent | undefined {
  if (content.length > MAX_SEALED_CONTENT) throw new RangeError(`content of ${content.length}`);
  const id = vaultId(vault);
  const key = random(AEAD_KEY_LENGTH);
  const sealed: Way[] = [];
  for (const way of ways) {
    const made =
      way.kind === 'proof'
        ? wrapUnderProof(vault, key, way.witnesses, random(AEAD_NONCE_LENGTH), crypto)
        : shareOut(key, way.parties, random, crypto);
    if (made === undefined) return undefined;
    sealed.push(made);
  }
  const nonce = random(AEAD_NONCE_LENGTH);
  const ciphertext = crypto.aeadSeal(key, nonce, content, id);
  return { vault: id, nonce, ciphertext, ways: sealed };
}

/** The content, by the witnesses of a taking; undefined when no way opens with them. */
export function openWithProof(
  sealed: SealedContent,
  vault: Vault,
  witnesses: readonly Uint8Array[],
  crypto: CryptoProvider,
): Uint8Array | undefined {
  const id = vaultId(vault);
  if (!equalBytes(id, sealed.vault)) return undefined;
  const wrapping = vaultKey(vault, witnesses);
  for (const way of sealed.ways) {
    if (way.kind !== 'proof') continue;
    const key = crypto.aeadOpen(wrapping, way.nonce, way.wrapped, id);
    if (key !== undefined) return crypto.aeadOpen(key, sealed.nonce, sealed.ciphertext, id);
  }
  return undefined;
}

/** A party's own share, to be released or not; undefined when the box does not open or holds something else. */
export function readShare(
  share: SealedShare,
  pair: EncryptionPair,
  crypto: CryptoProvider,
): Uint8Array | undefined {
  const value = crypto.unseal(pair, share.box);
  return value !== undefined && isShare(share, value) ? value : undefined;
}

/** Whether what a party released is what was sealed to it. */
export function isShare(share: SealedShare, value: Uint8Array): boolean {
  return value.length === AEAD_KEY_LENGTH && equalBytes(hash('vault', value), share.commitment);
}

/** The content, by the shares of all parties of way `at`, in their order; undefined when one is missing or false. */
export function openWithShares(
  sealed: SealedContent,
  at: number,
  shares: readonly Uint8Array[],
  crypto: CryptoProvider,
): Uint8Array | undefined {
  const way = sealed.ways[at];
  if (way?.kind !== 'shares' || way.shares.length !== shares.length) return undefined;
  if (!way.shares.every((share, i) => isShare(share, shares[i] as Uint8Array))) return undefined;
  const key = sumOf(shares);
  return crypto.aeadOpen(key, sealed.nonce, sealed.ciphertext, sealed.vault);
}

function wrapUnderProof(
  vault: Vault,
  key: Uint8Array,
  witnesses: readonly Uint8Array[],
  nonce: Uint8Array,
  crypto: CryptoProvider,
): Way {
  if (witnesses.length === 0) throw new RangeError('a proof of nothing is everybody’s');
  if (!witnesses.every((witness) => isPreimage(witness, vault))) {
    throw new RangeError('only preimages are known before the proof is made');
  }
  const wrapped = crypto.aeadSeal(vaultKey(vault, witnesses), nonce, key, vaultId(vault));
  return { kind: 'proof', nonce, wrapped };
}

/** Whether a witness shows the preimage of one of the vault's conditions. */
function isPreimage(bytesOfWitness: Uint8Array, { conditions }: Vault): boolean {
  const witness = decode(witnessCodec, bytesOfWitness);
  if (!witness.ok || witness.value.proof.kind !== 'bytes') return false;
  const shown = hash('preimage', witness.value.proof.bytes);
  return conditions.some(
    (condition) => condition.kind === 'preimage' && equalBytes(condition.hash, shown),
  );
}

/** Shares that add up (XOR) to the key: all are needed, and all but one say nothing. */
function shareOut(
  key: Uint8Array,
  parties: readonly Uint8Array[],
  random: (length: number) => Uint8Array,
  crypto: CryptoProvider,
): Way | undefined {
  if (parties.length < 1 || parties.length > MAX_SHARES) throw new RangeError('no such way');
  const others = parties.slice(1).map(() => random(AEAD_KEY_LENGTH));
  const values = [sumOf([key, ...others]), ...others];
  const shares: SealedShare[] = [];
  for (const [i, party] of parties.entries()) {
    const value = values[i] as Uint8Array;
    const box = crypto.seal(party, value, random(SEAL_RANDOM_LENGTH));
    if (box === undefined) return undefined;
    shares.push({ to: partyHash(party), commitment: hash('vault', value), box });
  }
  return { kind: 'shares', shares };
}

/** `H_record(encryption key)`: how a party finds its own share. */
export function partyHash(encryptionKey: Uint8Array): Hash {
  return hash('record', encode(bytes(ENCRYPTION_KEY_LENGTH), encryptionKey));
}

function sumOf(shares: readonly Uint8Array[]): Uint8Array {
  const sum = new Uint8Array(AEAD_KEY_LENGTH);
  for (const share of shares) {
    for (let i = 0; i < sum.length; i += 1) sum[i] = (sum[i] as number) ^ (share[i] as number);
  }
  return sum;
}
