import { bech32m } from '@scure/base';
import { type Hash, hash } from '../crypto/index.ts';
import { readU64 } from '../encoding/index.ts';

/** Human-readable part of an address (BIP-350). */
const PREFIX = 'tally';
/** `tally1`, 52 characters for 32 bytes, 6 of checksum. */
export const ADDRESS_LENGTH = 64;
const GROUP = 4;

/** An identity's address: bech32m of its id, 64 characters. Its checksum finds any four mistyped characters. */
export function encodeAddress(identity: Hash): string {
  if (identity.length !== 32) throw new RangeError(`id of ${identity.length} bytes, not 32`);
  return bech32m.encode(PREFIX, bech32m.toWords(identity));
}

/** The identity of an address, in lower or upper case, with or without the spaces of `groupAddress`. */
export function decodeAddress(text: string): Hash | undefined {
  if (text.length > 2 * ADDRESS_LENGTH) return undefined;
  const compact = text.replaceAll(' ', '');
  if (compact.length !== ADDRESS_LENGTH) return undefined;
  const decoded = bech32m.decodeUnsafe(compact);
  if (decoded === undefined || decoded.prefix !== PREFIX) return undefined;
  const identity = bech32m.fromWordsUnsafe(decoded.words);
  return identity instanceof Uint8Array && identity.length === 32 ? identity : undefined;
}

/** An address as people read and compare it, in groups of four characters. */
export function groupAddress(address: string): string {
  const groups: string[] = [];
  for (let at = 0; at < address.length; at += GROUP) groups.push(address.slice(at, at + GROUP));
  return groups.join(' ');
}

/**
 * A short code for two people to compare aloud, `0123 4567 8901`: the first eight bytes of H_address(id) modulo 10^12. It is
 * for telling identities apart, and too short to stand in for the address.
 */
export function fingerprint(identity: Hash): string {
  const digits = (readU64(hash('address', identity)) % 10n ** 12n).toString().padStart(12, '0');
  return `${digits.slice(0, 4)} ${digits.slice(4, 8)} ${digits.slice(8)}`;
}
