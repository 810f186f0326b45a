import {
  type CryptoProvider,
  bytesUpTo,
  encode,
  hash,
  toHex,
  tuple,
  uint,
} from '@tallystick/protocol';
import type { Context } from '../context.ts';

/** What two wallets that meet again show again: a founding, an epoch, a checkpoint with its cosignatures. */
const MOST = 256;
const LONGEST = 1_048_576;

const part = bytesUpTo(LONGEST);
const checkedCodec = tuple(uint(), part, part, part, part);
const known = new WeakMap<Context, Set<string>>();

/**
 * This wallet's crypto, which does not verify again what it has found to be true since the wallet was opened: the root's
 * signature of the founding alone takes longer than a payment's others together. What was false is looked at every time.
 */
export function rememberingCrypto(context: Context): CryptoProvider {
  const { crypto } = context.ports;
  const held = known.get(context) ?? new Set<string>();
  known.set(context, held);
  return {
    ...crypto,
    verify(key, message, signature, bound) {
      const { suite, publicKey } = key;
      const shown = encode(checkedCodec, [suite, publicKey, message, signature, bound]);
      const name = toHex(hash('record', shown));
      // What is shown often is kept, however many others come between.
      if (held.delete(name)) {
        held.add(name);
        return true;
      }
      const isTrue = crypto.verify(key, message, signature, bound);
      if (!isTrue) return false;
      const [oldest] = held;
      if (held.size >= MOST && oldest !== undefined) held.delete(oldest);
      held.add(name);
      return true;
    },
  };
}
