import { type Key, keyNamesIn, parseCondition } from '@tallystick/protocol';
import type { ConditionRead } from '../waiting/calls.ts';

/** Of ML-DSA-44 (FIPS 204): names are only looked up when a hold is put, and stand for keys of this length until then. */
const KEY_BYTES = 1312;

/** Whether a condition can be read, and whose keys it names; of any text, and never throws. */
export function conditionRead(text: string): ConditionRead {
  const names = keyNamesIn(text);
  const keys = new Map<string, Key>();
  for (const [i, name] of names.entries()) {
    keys.set(name, { suite: 1, publicKey: new Uint8Array(KEY_BYTES).fill(i + 1) });
  }
  const read = parseCondition(text, { keys, statements: [] });
  return { fault: read.ok ? null : { at: read.at, reason: read.reason }, names };
}
