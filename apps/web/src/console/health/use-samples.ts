import { useEffect, useState } from 'react';
import { useOperator } from '../operator.tsx';
import type { Sample } from './answers.ts';
import { type Every, joined } from './sample-series.ts';

const ASKED_AGAIN_MS: Readonly<Record<Every, number>> = { second: 2000, minute: 30_000 };

/** The node's samples, as they come: what is known is not asked for again. */
export function useSamples(every: Every): readonly Sample[] {
  const { ask } = useOperator();
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  useEffect(() => {
    let isCurrent = true;
    let last = 0;
    setSamples([]);
    const look = async (): Promise<void> => {
      const asked = await ask<{ readonly samples: readonly Sample[] }>(
        `/v1/operator/samples?every=${every}&since=${last}`,
      );
      if (!isCurrent || !asked.ok) return;
      last = asked.value.samples.at(-1)?.time ?? last;
      setSamples((known) => joined(known, asked.value.samples, every));
    };
    void look();
    const timer = setInterval(() => void look(), ASKED_AGAIN_MS[every]);
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, [ask, every]);
  return samples;
}
