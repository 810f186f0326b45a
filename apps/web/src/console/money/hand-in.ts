import { useCallback } from 'react';
import type { Asked } from '../../sovereign/ask.ts';
import { useOperator } from '../operator.tsx';
import type { HandedIn } from './treasuries.ts';

/** Gives the sovereign drafts for a treasury's place, signed or not, in base64url. */
export function useHandIn(code: string): (transitions: string) => Promise<Asked<HandedIn>> {
  const { ask } = useOperator();
  return useCallback(
    (transitions) =>
      ask<HandedIn>(`/v1/operator/treasuries/${code}/drafts`, {
        method: 'POST',
        body: { transitions },
      }),
    [ask, code],
  );
}
