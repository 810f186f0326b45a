import {
  AEAD_KEY_LENGTH,
  AEAD_NONCE_LENGTH,
  AEAD_TAG_LENGTH,
  type Argon2Cost,
  type Codec,
  type CryptoProvider,
  bytes,
  constant,
  decode,
  encode,
  equalBytes,
  hash,
  nullable,
  record,
  uint,
} from '@tallystick/protocol';
import { type Outcome, done, failed } from '../outcome.ts';
import type { Unlock } from '../wallet-types.ts';

/**
 * What a passphrase costs to try: RFC 9106 §4, the second recommended option (64 MiB, 3 passes), on one lane, because a
 * browser has one thread for it.
 */
const PASSPHRASE_COST: Argon2Cost = { memoryKib: 65_536, passes: 3, lanes: 1 };
/** Beyond these a stored header is damage, not a choice: nothing is computed with it. */
const MAX_MEMORY_KIB = 1_048_576;
const MAX_PASSES = 64;
const MAX_LANES = 16;
const SALT_BYTES = 16;
const CHECK_BYTES = 8;

interface Lock {
  readonly version: 1;
  /** Null where the unlock is a key. */
  readonly argon2: { salt: Uint8Array; memoryKib: number; passes: number; lanes: number } | null;
  readonly nonce: Uint8Array;
}

const lockCodec: Codec<Lock> = record({
  version: constant(1),
  argon2: nullable(
    record({
      salt: bytes(SALT_BYTES),
      memoryKib: uint(MAX_MEMORY_KIB),
      passes: uint(MAX_PASSES),
      lanes: uint(MAX_LANES),
    }),
  ),
  nonce: bytes(AEAD_NONCE_LENGTH),
});

interface Header {
  readonly lock: Lock;
  readonly sealedKey: Uint8Array;
  /** The first bytes of a hash of the rest, to tell a damaged header from a wrong passphrase. */
  readonly check: Uint8Array;
}

const headerCodec: Codec<Header> = record({
  lock: lockCodec,
  sealedKey: bytes(AEAD_KEY_LENGTH + AEAD_TAG_LENGTH),
  check: bytes(CHECK_BYTES),
});

/** Seals the wallet's data key for an unlock: the header that is stored in the clear. */
export async function sealDataKey(
  crypto: CryptoProvider,
  random: (length: number) => Uint8Array,
  unlock: Unlock,
  dataKey: Uint8Array,
): Promise<Uint8Array> {
  const argon2 =
    unlock.kind === 'passphrase' ? { salt: random(SALT_BYTES), ...PASSPHRASE_COST } : null;
  const lock: Lock = { version: 1, argon2, nonce: random(AEAD_NONCE_LENGTH) };
  const key = await unlockKey(crypto, unlock, lock);
  const sealedKey = crypto.aeadSeal(key, lock.nonce, dataKey, encode(lockCodec, lock));
  return encode(headerCodec, { lock, sealedKey, check: checkOf(lock, sealedKey) });
}

/** The data key. `tampering` when the header is damaged, `usage` when the passphrase or the key does not open it. */
export async function openDataKey(
  crypto: CryptoProvider,
  unlock: Unlock,
  stored: Uint8Array,
): Promise<Outcome<Uint8Array>> {
  const header = decode(headerCodec, stored);
  if (
    !header.ok ||
    !equalBytes(header.value.check, checkOf(header.value.lock, header.value.sealedKey))
  ) {
    return failed('tampering', 'record-damaged', 'The wallet’s header is not what was written.', {
      problems: [{ where: 'record vault', what: 'is not what was written' }],
    });
  }
  const { lock, sealedKey } = header.value;
  if ((unlock.kind === 'passphrase') !== (lock.argon2 !== null)) {
    const expected = lock.argon2 === null ? 'an unlock key' : 'a passphrase';
    return failed('usage', 'wrong-unlock', `This wallet is opened with ${expected}.`);
  }
  const key = await unlockKey(crypto, unlock, lock);
  const dataKey = crypto.aeadOpen(key, lock.nonce, sealedKey, encode(lockCodec, lock));
  if (dataKey !== undefined) return done(dataKey);
  const what = unlock.kind === 'passphrase' ? 'passphrase' : 'unlock key';
  return failed('usage', 'wrong-unlock', `This ${what} does not open the wallet.`);
}

function checkOf(lock: Lock, sealedKey: Uint8Array): Uint8Array {
  const content = encode(headerCodec, { lock, sealedKey, check: new Uint8Array(CHECK_BYTES) });
  return hash('record', content).subarray(0, CHECK_BYTES);
}

function unlockKey(crypto: CryptoProvider, unlock: Unlock, lock: Lock): Promise<Uint8Array> {
  if (unlock.kind === 'key') {
    if (unlock.key.length !== AEAD_KEY_LENGTH) throw new RangeError('an unlock key has 32 bytes');
    return Promise.resolve(unlock.key);
  }
  if (lock.argon2 === null) throw new RangeError('no cost to derive a key with');
  const { salt, ...cost } = lock.argon2;
  // One person's passphrase may be typed on two keyboards that compose accents differently.
  const passphrase = new TextEncoder().encode(unlock.passphrase.normalize('NFC'));
  return crypto.argon2id(passphrase, salt, cost);
}
