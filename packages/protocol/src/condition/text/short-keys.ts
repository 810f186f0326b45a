import { SUITES, isSuite } from '../../crypto/index.ts';
import { fromBase64url, toHex } from '../../identifier/index.ts';
import { keyId } from '../../identity/index.ts';

/** What an oracle states, between quotation marks, or a key as the text form of conditions has it. */
const KEYS = /"(?:[^"\\]|\\.)*"|\b(\d):([\w-]{40,})/g;

/**
 * Text for people with each key as `tally wallet show` names it: by the hash of all of it, since whoever makes a key can choose how it begins. JSON and handed-over
 * terms have it whole.
 */
export function shortKeys(text: string): string {
  return text.replace(KEYS, (whole, number?: string, encoded = '') => {
    const suite = Number(number);
    if (!isSuite(suite)) return whole;
    const publicKey = fromBase64url(encoded, SUITES[suite].publicKey);
    if (publicKey?.length !== SUITES[suite].publicKey) return whole;
    return `key ${toHex(keyId({ suite, publicKey })).slice(0, 16)}`;
  });
}
