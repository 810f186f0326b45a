import { useEffect, useState } from 'react';
import { scriptUrl } from '../../frame/script-url.ts';
import processUrl from './key-ids-process.ts?worker&url';
import type { KeyTyped } from './messages.ts';

/** What is sent before `listening` reaches nobody. */
export type KeyIdsNews =
  | { readonly kind: 'listening' }
  /** In the order in which they were asked; null: no key. */
  | { readonly kind: 'ids'; readonly ids: readonly (string | null)[] };

/** A key's id, 64 hexadecimal digits; null as long as it is not known, and of what is no key. */
export type IdOf = (key: KeyTyped) => string | null;

/** The ids of keys: the hash of all of a key, which a page cannot take and a process does. */
export function useKeyIds(keys: readonly KeyTyped[]): IdOf {
  const [ids, setIds] = useState<ReadonlyMap<string, string | null>>(new Map());
  const all = JSON.stringify(keys);
  useEffect(() => {
    const asked = JSON.parse(all) as readonly KeyTyped[];
    const worker = new Worker(scriptUrl(processUrl), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<KeyIdsNews>) => {
      if (data.kind === 'listening') return worker.postMessage(asked);
      worker.terminate();
      return setIds(new Map(asked.map((key, at) => [JSON.stringify(key), data.ids[at] ?? null])));
    });
    return () => worker.terminate();
  }, [all]);
  return (key) => ids.get(JSON.stringify(key)) ?? null;
}
