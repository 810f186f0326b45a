import { type Bench, quantile, rounded } from './figures.ts';
import { settle, slice } from './payments.ts';
import { discard, found, openStage } from './traffic/stage.ts';

/**
 * How long one payment takes from sending to its certificate: alone on one connection, and at random arrivals of half
 * the rate that single payments reach in the same run (counted from the instant at which each was due).
 */

const ALONE = 3000;
const LOADED = 20_000;
const CONNECTIONS = 128;
const LAG = 256;

export const run: Bench = async (report) => {
  const founded = await found();
  const stage = await openStage(founded, report);
  try {
    await settle(stage, founded);
    await slice(stage, 'single', 5000);
    const { perSecond } = await slice(stage, 'single', LOADED);
    report(`top rate ${rounded(perSecond)} payments a second`);
    await stage.client({ kind: 'sign', mode: 'single', payments: ALONE, lag: LAG });
    const alone = (await stage.client({ kind: 'run', connections: 1 }))?.latenciesMs ?? [];
    await stage.client({ kind: 'sign', mode: 'single', payments: LOADED, lag: LAG });
    const loaded =
      (await stage.client({
        kind: 'open-loop',
        perSecond: perSecond / 2,
        connections: CONNECTIONS,
      })) ?? undefined;
    const loadedMs = loaded?.latenciesMs ?? [];
    return {
      name: 'latency',
      figures: {
        p50Ms: rounded(quantile(alone, 0.5)),
        p99Ms: rounded(quantile(alone, 0.99)),
        p999Ms: rounded(quantile(alone, 0.999)),
        halfLoadP50Ms: rounded(quantile(loadedMs, 0.5)),
        halfLoadP99Ms: rounded(quantile(loadedMs, 0.99)),
        halfLoadP999Ms: rounded(quantile(loadedMs, 0.999)),
        halfLoadPerSecond: rounded(LOADED / (loaded?.seconds ?? Number.NaN)),
        topPerSecond: rounded(perSecond),
      },
    };
  } finally {
    await stage.close();
    discard(founded);
  }
};
