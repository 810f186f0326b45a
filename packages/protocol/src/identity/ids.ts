import { type Hash, type Key, hash } from '../crypto/index.ts';
import { type Codec, bytes, encode, record } from '../encoding/index.ts';
import { deviceCodec, genesisCodec } from './codecs.ts';
import { keyCodec } from './key-codecs.ts';
import type { Device, Genesis } from './types.ts';

const deviceOfCodec: Codec<{ identity: Hash; device: Device }> = record({
  identity: bytes(32),
  device: deviceCodec,
});

/** An identity's id, which is also its chain's: `H_identity(genesis)`. */
export function identityId(genesis: Genesis): Hash {
  return hash('identity', encode(genesisCodec, genesis));
}

/** A device's chain id: `H_device([identity id, device])`. */
export function deviceId(identity: Hash, device: Device): Hash {
  return hash('device', encode(deviceOfCodec, { identity, device }));
}

/** `H_key([suite, publicKey])`. */
export function keyId(key: Key): Hash {
  return hash('key', encode(keyCodec, key));
}
