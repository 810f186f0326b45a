import { type Hash, fromHex } from '@tallystick/protocol';
import { stop } from '../stop.ts';

export function hashOf(hex: string): Hash {
  const hash = fromHex(hex, 32);
  if (hash?.length === 32) return hash;
  return stop('usage', 'bad-id', `${hex} is no id: it has 64 digits of 0-9 and a-f.`);
}
