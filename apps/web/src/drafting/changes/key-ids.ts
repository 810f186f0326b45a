import { useEffect, useState } from 'react';
import { startProcess } from '../../frame/own-process.ts';
import processUrl from './key-ids-process.ts?worker&url';
import type { KeyTyped } from './messages.ts';

/** In the order in which they were asked; null: no key. */
export type KeyIds = readonly (string | null)[];

/** A key's id, 64 hexadecimal digits; null as long as it is not known, and of what is no key. */
export type IdOf = (key: KeyTyped) => string | null;

/** The ids of keys: the hash of all of a key, which a page cannot take and a process does. */
export function useKeyIds(keys: readonly KeyTyped[]): IdOf {
  const [ids, setIds] = useState<ReadonlyMap<string, string | null>>(new Map());
  const all = JSON.stringify(keys);
  useEffect(() => {
    const asked = JSON.parse(all) as readonly KeyTyped[];
    const taker = startProcess<readonly KeyTyped[]>(processUrl, (found: KeyIds) => {
      taker.end();
      setIds(new Map(asked.map((key, at) => [JSON.stringify(key), found[at] ?? null])));
    });
    taker.send(asked);
    return taker.end;
  }, [all]);
  return (key) => ids.get(JSON.stringify(key)) ?? null;
}
