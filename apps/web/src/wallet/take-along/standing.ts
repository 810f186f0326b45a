import type { TakenWallet } from './taken-file.ts';

type Pinned = Pick<TakenWallet['sovereign'], 'url' | 'id'>;

/** Whether a sovereign of a file is one that this browser has pinned; `other`: its address is, with another fingerprint. */
export function standingOf(
  { url, id }: Pinned,
  known: readonly Pinned[],
): 'same' | 'other' | 'none' {
  if (known.some((one) => one.id === id)) return 'same';
  return known.some((one) => URL.parse(one.url)?.origin === url) ? 'other' : 'none';
}
