/** Runs in a worker: takes the ids of keys, which are hashes. */
import { keyId, toHex } from '@tallystick/protocol';
import { listen } from '../../frame/listening.ts';
import { keyOf } from './draft-signers.ts';
import type { KeyIds } from './key-ids.ts';
import type { KeyTyped } from './messages.ts';

function tell(news: KeyIds): void {
  postMessage(news);
}

listen((asked: readonly KeyTyped[]) => {
  const keys = asked.map(keyOf);
  tell(keys.map((key) => (key === undefined ? null : toHex(keyId(key)))));
});
