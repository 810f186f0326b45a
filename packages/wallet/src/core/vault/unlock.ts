import {
  AEAD_KEY_LENGTH,
  AEAD_NONCE_LENGTH,
  type Argon2Cost,
  type CryptoProvider,
  encode,
} from '@tallystick/protocol';
import { type Outcome, done, failed } from '../outcome.ts';
import type { Unlock } from '../wallet-types.ts';
import type { NewWay, UnlockWay } from './keyring-types.ts';
import {
  type Lock,
  MOST_WAYS,
  type Way,
  lockCodec,
  readHeader,
  writeHeader,
} from './unlock-header.ts';

/**
 * What a passphrase costs to try: RFC 9106 §4, the second recommended option (64 MiB, 3 passes), on one lane, because a
 * browser has one thread for it.
 */
const PASSPHRASE_COST: Argon2Cost = { memoryKib: 65_536, passes: 3, lanes: 1 };
const SALT_BYTES = 16;
const LONGEST_LABEL = 64;
const LONGEST_CREDENTIAL = 1023;

/** What sealing takes. */
interface Sealing {
  readonly crypto: CryptoProvider;
  readonly random: (length: number) => Uint8Array;
}

/** Seals the vault's data key in a first way: the header that is stored in the clear. */
export async function sealDataKey(
  sealing: Sealing,
  given: NewWay,
  dataKey: Uint8Array,
): Promise<Uint8Array> {
  return writeHeader([await sealWay(sealing, given, dataKey)]);
}

/** The header with one more way to the same data key: `usage`, `too-many-ways` beyond eight. */
export async function addWay(
  sealing: Sealing,
  stored: Uint8Array,
  given: NewWay,
  dataKey: Uint8Array,
): Promise<Outcome<Uint8Array>> {
  const ways = waysOf(stored);
  if (!ways.ok) return ways;
  if (ways.value.length >= MOST_WAYS) {
    return failed('usage', 'too-many-ways', `There are ${MOST_WAYS} ways already: remove one.`);
  }
  return done(writeHeader([...ways.value, await sealWay(sealing, given, dataKey)]));
}

/** The header without a way; never without the last one (`usage`, `last-way`). One that is gone is no failure. */
export function removeWay(stored: Uint8Array, id: string): Outcome<Uint8Array> {
  const ways = waysOf(stored);
  if (!ways.ok) return ways;
  const left = ways.value.filter((way) => idOf(way) !== id);
  if (left.length > 0) return done(writeHeader(left));
  return failed('usage', 'last-way', 'This is the only way to open it: add another one first.');
}

/** The ways that there are, without what they seal. `tampering` when the header is damaged. */
export function describeWays(stored: Uint8Array): Outcome<readonly UnlockWay[]> {
  const ways = waysOf(stored);
  if (!ways.ok) return ways;
  return done(
    ways.value.map((way) => ({
      id: idOf(way),
      kind: way.lock.argon2 === null ? 'key' : 'passphrase',
      label: way.label,
      credential: way.credential.toHex(),
      since: way.since,
    })),
  );
}

/** The data key. `tampering` when the header is damaged, `usage` when the passphrase or the key does not open it. */
export async function openDataKey(
  crypto: CryptoProvider,
  unlock: Unlock,
  stored: Uint8Array,
): Promise<Outcome<Uint8Array>> {
  const ways = waysOf(stored);
  if (!ways.ok) return ways;
  const fitting = ways.value.filter(
    ({ lock }) => (unlock.kind === 'passphrase') === (lock.argon2 !== null),
  );
  if (fitting.length === 0) {
    const expected = unlock.kind === 'passphrase' ? 'an unlock key' : 'a passphrase';
    return failed('usage', 'wrong-unlock', `This wallet is opened with ${expected}.`);
  }
  for (const { lock, sealedKey } of fitting) {
    const key = await unlockKey(crypto, unlock, lock);
    const dataKey = crypto.aeadOpen(key, lock.nonce, sealedKey, encode(lockCodec, lock));
    if (dataKey !== undefined) return done(dataKey);
  }
  const what = unlock.kind === 'passphrase' ? 'passphrase' : 'unlock key';
  return failed('usage', 'wrong-unlock', `This ${what} does not open the wallet.`);
}

async function sealWay(
  { crypto, random }: Sealing,
  { unlock, label = '', credential = '', since = 0 }: NewWay,
  dataKey: Uint8Array,
): Promise<Way> {
  const argon2 =
    unlock.kind === 'passphrase' ? { salt: random(SALT_BYTES), ...PASSPHRASE_COST } : null;
  const lock: Lock = { version: 1, argon2, nonce: random(AEAD_NONCE_LENGTH) };
  const key = await unlockKey(crypto, unlock, lock);
  const sealedKey = crypto.aeadSeal(key, lock.nonce, dataKey, encode(lockCodec, lock));
  const asked = Uint8Array.fromHex(credential);
  if (asked.length > LONGEST_CREDENTIAL) throw new RangeError('a credential’s id is shorter');
  return { lock, sealedKey, label: label.slice(0, LONGEST_LABEL), credential: asked, since };
}

function waysOf(stored: Uint8Array): Outcome<readonly Way[]> {
  const ways = readHeader(stored);
  if (ways !== undefined) return done(ways);
  return failed('tampering', 'record-damaged', 'The wallet’s header is not what was written.', {
    problems: [{ where: 'record vault', what: 'is not what was written' }],
  });
}

/** A nonce is drawn once: it tells ways apart. */
function idOf({ lock }: Way): string {
  return lock.nonce.toHex();
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
