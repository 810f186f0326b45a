import {
  AEAD_KEY_LENGTH,
  AEAD_NONCE_LENGTH,
  AEAD_TAG_LENGTH,
  type Argon2Cost,
  type CryptoProvider,
} from '../crypto/index.ts';
import {
  bytes,
  bytesUpTo,
  type Codec,
  constant,
  decode,
  encode,
  equalBytes,
  record,
  refine,
  text,
  uint,
  variant,
} from '../encoding/index.ts';

/**
 * A secret at rest: canonical CBOR of `["tallystick-sealed", 2, label, lock, nonce, ciphertext, checksum]`. The ciphertext
 * is XChaCha20-Poly1305 under the lock's key, with everything before the nonce as associated data: a file that is renamed,
 * or whose cost is changed, does not open. The checksum is the SHA-256 of the array without it, so that anybody can tell a
 * damaged file without the passphrase, and a wrong passphrase from a damaged file. Version 1 has no checksum, and opens.
 *
 * `lock` is `[0]`, a key of 32 bytes that is kept elsewhere, or `[1, salt, memoryKib, passes, lanes]`, a passphrase through
 * Argon2id (RFC 9106).
 */

const MAGIC = 'tallystick-sealed';
const VERSION = 2;
const WITHOUT_CHECKSUM = 1;
const CHECKSUM_LENGTH = 32;
const SALT_LENGTH = 16;
const MAX_LABEL = 64;
const MAX_SECRET = 4096;
const MAX_FILE = 8192;

/** RFC 9106 §4, the second recommended option: 64 MiB, three passes, four lanes. */
const PASSPHRASE_COST: Argon2Cost = { memoryKib: 65_536, passes: 3, lanes: 4 };
/** What a file may ask for before it is believed: 1 GiB, so that a damaged or planted file cannot exhaust the machine. */
const MOST: Argon2Cost = { memoryKib: 1_048_576, passes: 16, lanes: 16 };

/** What opens a sealed file: a key of 32 bytes, or a passphrase. */
export type Opener =
  | { readonly kind: 'key'; readonly key: Uint8Array }
  | { readonly kind: 'passphrase'; readonly passphrase: Uint8Array };

/** A key opener for unattended use, or a passphrase opener with its cost, for sealing. */
export type Sealer = Opener & { readonly cost?: Argon2Cost };

/** What sealing takes from outside. */
export interface SealPorts {
  readonly crypto: CryptoProvider;
  random(length: number): Uint8Array;
}

export type Opened =
  | { readonly ok: true; readonly secret: Uint8Array }
  | { readonly ok: false; readonly reason: 'damaged' | 'newer' | 'wrong-kind' | 'does-not-open' };

type Lock =
  | { readonly kind: 'key' }
  | ({ readonly kind: 'argon2id'; readonly salt: Uint8Array } & Argon2Cost);

interface Head {
  readonly magic: string;
  readonly version: number;
  readonly label: string;
  readonly lock: Lock;
}

const positive = (max: number): Codec<number> =>
  refine(uint(max), (value) => (value > 0 ? undefined : 'zero'));

const lockCodec: Codec<Lock> = variant('kind', {
  0: ['key', {}],
  1: [
    'argon2id',
    {
      salt: bytes(SALT_LENGTH),
      memoryKib: positive(MOST.memoryKib),
      passes: positive(MOST.passes),
      lanes: positive(MOST.lanes),
    },
  ],
});

const headFields = {
  magic: refine(text(MAGIC.length), (value) => (value === MAGIC ? undefined : 'not a sealed file')),
  version: uint(VERSION),
  label: text(MAX_LABEL, 1),
  lock: lockCodec,
} as const;
const bodyFields = {
  ...headFields,
  nonce: bytes(AEAD_NONCE_LENGTH),
  ciphertext: bytesUpTo(MAX_SECRET + AEAD_TAG_LENGTH, AEAD_TAG_LENGTH),
} as const;

interface Body extends Head {
  readonly nonce: Uint8Array;
  readonly ciphertext: Uint8Array;
}

const headCodec: Codec<Head> = record(headFields);
const bodyCodec: Codec<Body> = record(bodyFields);
const firstCodec: Codec<Body> = record({ ...bodyFields, version: constant(WITHOUT_CHECKSUM) });
const fileCodec = record({
  ...bodyFields,
  version: constant(VERSION),
  checksum: bytes(CHECKSUM_LENGTH),
});
/** Where the version stands in a file of any version: after the heads of the array and of the magic text. */
const VERSION_AT = 2 + MAGIC.length;

/** The sealed file's bytes. `label` says what the secret is, and has to be named again to open it. */
export async function seal(
  label: string,
  secret: Uint8Array,
  sealer: Sealer,
  ports: SealPorts,
): Promise<Uint8Array> {
  const lock = newLock(sealer, ports);
  const head: Head = { magic: MAGIC, version: VERSION, label, lock };
  const key = await lockKey(lock, sealer, ports.crypto);
  const nonce = ports.random(AEAD_NONCE_LENGTH);
  const associated = encode(headCodec, head);
  const ciphertext = ports.crypto.aeadSeal(key, nonce, secret, associated);
  const body: Body = { ...head, nonce, ciphertext };
  const checksum = ports.crypto.sha256(encode(bodyCodec, body));
  return encode(fileCodec, { ...body, version: VERSION, checksum });
}

/** Whether a sealed file is as it was written, as far as that can be told without opening it. Never throws. */
export function checkSealed(file: Uint8Array, crypto: CryptoProvider): 'whole' | SealFault {
  const read = readBody(file, crypto);
  return typeof read === 'string' ? read : 'whole';
}

type SealFault = 'damaged' | 'newer';

function readBody(file: Uint8Array, crypto: CryptoProvider): Body | SealFault {
  const decoded = decode(fileCodec, file, MAX_FILE);
  if (decoded.ok) {
    const { checksum, ...body } = decoded.value;
    const isWhole = equalBytes(crypto.sha256(encode(bodyCodec, body)), checksum);
    return isWhole ? body : 'damaged';
  }
  const first = decode(firstCodec, file, MAX_FILE);
  if (first.ok) return first.value;
  return isNewer(file) ? 'newer' : 'damaged';
}

/** The secret in a sealed file, or why it does not open. Never throws, whatever the bytes are. */
export async function unseal(
  label: string,
  file: Uint8Array,
  opener: Opener,
  crypto: CryptoProvider,
): Promise<Opened> {
  const read = readBody(file, crypto);
  if (typeof read === 'string') return { ok: false, reason: read };
  const { magic, version, lock, nonce, ciphertext } = read;
  if (read.label !== label) return { ok: false, reason: 'damaged' };
  if ((lock.kind === 'key') !== (opener.kind === 'key')) return { ok: false, reason: 'wrong-kind' };
  if (opener.kind === 'key' && opener.key.length !== AEAD_KEY_LENGTH) {
    return { ok: false, reason: 'does-not-open' };
  }
  if (lock.kind === 'argon2id' && lock.memoryKib < 8 * lock.lanes) {
    return { ok: false, reason: 'damaged' }; // RFC 9106 §3.1: at least 8 KiB a lane
  }
  const associated = encode(headCodec, { magic, version, label, lock });
  const key = await lockKey(lock, opener, crypto);
  const secret = crypto.aeadOpen(key, nonce, ciphertext, associated);
  return secret === undefined ? { ok: false, reason: 'does-not-open' } : { ok: true, secret };
}

function newLock(sealer: Sealer, ports: SealPorts): Lock {
  if (sealer.kind === 'key') return { kind: 'key' };
  return { kind: 'argon2id', salt: ports.random(SALT_LENGTH), ...(sealer.cost ?? PASSPHRASE_COST) };
}

async function lockKey(lock: Lock, opener: Opener, crypto: CryptoProvider): Promise<Uint8Array> {
  if (opener.kind === 'key') return opener.key;
  if (lock.kind !== 'argon2id') throw new TypeError('a passphrase for a lock without one');
  return crypto.argon2id(opener.passphrase, lock.salt, lock);
}

/** Whether a newer program wrote it: the same magic, another version. */
function isNewer(file: Uint8Array): boolean {
  const magic = new TextDecoder().decode(file.subarray(2, 2 + MAGIC.length));
  const version = file[VERSION_AT];
  return magic === MAGIC && version !== undefined && version > VERSION;
}
