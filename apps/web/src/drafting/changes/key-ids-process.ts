/** Runs in a worker: takes the ids of keys, which are hashes. */
import { keyId, toHex } from '@tallystick/protocol';
import { keyOf } from './draft-signers.ts';
import type { KeyIdsNews } from './key-ids.ts';
import type { KeyTyped } from './messages.ts';

function tell(news: KeyIdsNews): void {
  postMessage(news);
}

addEventListener('message', ({ data }: MessageEvent<readonly KeyTyped[]>) => {
  const keys = data.map(keyOf);
  tell({ kind: 'ids', ids: keys.map((key) => (key === undefined ? null : toHex(keyId(key)))) });
});
tell({ kind: 'listening' });
