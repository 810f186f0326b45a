import { useEffect, useState } from 'react';
import { startProcess } from '../../frame/own-process.ts';
import type { BeforeStated, ContentStated } from './messages.ts';
import processUrl from './stated-process.ts?worker&url';

export interface StatedAsked {
  readonly proposal: string;
}

export interface Stated {
  /** Null: the sovereign does not show it, or what it shows does not have the proposal's hash. */
  readonly stated: ContentStated | null;
  /** What it would replace; null where that could not be read. */
  readonly before: BeforeStated | null;
}

/** What a proposal says, by its bytes; undefined as long as they are read. */
export function useStated(proposal: string): Stated | undefined {
  const [stated, setStated] = useState<Stated | undefined>(undefined);
  useEffect(() => {
    setStated(undefined);
    const reader = startProcess<StatedAsked>(processUrl, setStated);
    reader.send({ proposal });
    return reader.end;
  }, [proposal]);
  return stated;
}
