import type { Context } from '../context.ts';
import { type Run, behind } from '../offline/lazy-offline.ts';
import type { Outcome } from '../outcome.ts';
import type { Decisions } from './decisions-types.ts';
import type * as door from './door.ts';

type Door = typeof door;

/** What the rules said of own payments; what reads it is loaded with the first call. */
export function lazyDecisions(run: Run): Decisions {
  const through = behind<Door>(run, () => import('./door.ts'));
  const here = <T>(work: (from: Door, context: Context) => Promise<T>): Promise<Outcome<T>> =>
    through(work, false);
  const there = <T>(work: (from: Door, context: Context) => Promise<T>): Promise<Outcome<T>> =>
    through(work, true);
  return {
    list: () => here((from, context) => from.listDecisions(context)),
    appeal: (which, reason) => there((from, context) => from.appeal(context, which, reason)),
    explain: (which) => here((from, context) => from.explain(context, which)),
  };
}
