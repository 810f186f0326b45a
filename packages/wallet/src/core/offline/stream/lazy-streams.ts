import type { Outcome } from '../../outcome.ts';
import type { Context } from '../../context.ts';
import { type Run, behind } from '../lazy-offline.ts';
import type * as door from './door.ts';
import type { Streams } from './stream-types.ts';

/** Streams; what does them is loaded with the first call. */
export function lazyStreams(run: Run): Streams {
  const through = behind<typeof door>(run, () => import('./door.ts'));
  const here = <T>(
    work: (from: typeof door, context: Context) => Promise<T>,
  ): Promise<Outcome<T>> => through(work, false);
  return {
    open: (request, price) => here((from, context) => from.openStream(context, request, price)),
    end: (hold) => here((from, context) => from.endStream(context, hold)),
    receive: (terms) => here((from, context) => from.receiveStreams(context, run, terms)),
  };
}
