import { launch, type WorldContext } from './context.ts';
import type { Machine } from './machine.ts';

/** After so long nobody waits for an answer any more. */
const TIMEOUT_MS = 10_000;

/**
 * Asks somebody who is near to do something: the asking or the answer may be lost, and either machine may stop meanwhile.
 * Undefined where no answer comes; whether anything was done is then not known.
 */
export function ask<T>(
  context: WorldContext,
  from: Machine,
  to: Machine,
  work: () => Promise<T>,
): Promise<T | undefined> {
  const { scheduler, random, weather } = context;
  const { lost, slowestMs } = weather();
  const { life } = from;
  const delay = (): number => random.between(1, Math.min(slowestMs, 200));
  return new Promise((resolve) => {
    const answered = (answer: T | undefined): void => {
      if (from.life === life) resolve(answer);
    };
    scheduler.after(TIMEOUT_MS, () => answered(undefined));
    if (random.chance(lost)) return;
    scheduler.after(delay(), () => {
      if (!to.isUp) return;
      launch(context, async () => {
        const answer = await work();
        if (!random.chance(weather().lost)) scheduler.after(delay(), () => answered(answer));
      });
    });
  });
}
