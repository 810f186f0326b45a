import {
  type Key,
  type Signers,
  decode,
  fromBase64url,
  isSuite,
  keyCodec,
  sameKey,
} from '@tallystick/protocol';
import { type Drafted, drafted, failed } from './drafted.ts';
import type { KeyTyped, SignersChange } from './messages.ts';

const MAX_KEY_BYTES = 4096;
const NOBODY: Signers = { threshold: 0, keys: [] };

/** People who sign together, with the keys and the threshold that somebody wants changed. */
export function signersWith(
  { add, drop, threshold: wanted }: SignersChange,
  before: Signers = NOBODY,
): Drafted<Signers> {
  const added = keysOf(add);
  const dropped = keysOf(drop);
  if (added === undefined || dropped === undefined) return failed('bad-key');
  const isIn = (keys: readonly Key[], key: Key): boolean => keys.some((one) => sameKey(one, key));
  if (dropped.some((key) => !isIn(before.keys, key))) return failed('gone');
  const kept = before.keys.filter((key) => !isIn(dropped, key));
  const keys = [...kept, ...added];
  if (keys.some((key, at) => isIn(keys.slice(0, at), key))) return failed('same-key');
  const threshold = wanted ?? before.threshold;
  const isCount = Number.isSafeInteger(threshold) && threshold >= 1;
  return isCount && threshold <= keys.length ? drafted({ threshold, keys }) : failed('threshold');
}

function keysOf(typed: readonly KeyTyped[]): readonly Key[] | undefined {
  const read = typed.map(keyOf);
  const good = read.filter((key): key is Key => key !== undefined);
  return good.length === read.length ? good : undefined;
}

/** Undefined where what was typed is no key. */
export function keyOf(typed: KeyTyped): Key | undefined {
  if ('pub' in typed) {
    const bytes = fromBase64url(typed.pub.trim(), MAX_KEY_BYTES);
    const key = bytes && decode(keyCodec, bytes);
    return key?.ok === true ? key.value : undefined;
  }
  const { suite } = typed;
  const publicKey = fromBase64url(typed.publicKey, MAX_KEY_BYTES);
  return isSuite(suite) && publicKey !== undefined ? { suite, publicKey } : undefined;
}
