import type { VotingCrypto } from '@tallystick/protocol';
import type { Random } from './random.ts';
import type { Scheduler } from './scheduler.ts';
import type { Seams } from './seams.ts';
import type { Trace } from './trace.ts';
import type { Weather } from './weather.ts';

/** What every part of one world shares. */
export interface WorldContext {
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly trace: Trace;
  readonly crypto: VotingCrypto;
  readonly seams: Seams;
  /** What was sent over the network to be admitted, for whoever listens: the newest bodies. */
  readonly overheard: Uint8Array[];
  /** The weather of the moment: it turns calm when the world is to heal. */
  readonly weather: () => Weather;
  /** Ends the run: a promise was broken, or a program threw what it must not throw. */
  readonly fail: (error: unknown) => void;
}

/** Lets `work` run by itself; what it throws ends the run. */
export function launch(context: WorldContext, work: () => Promise<void>): void {
  work().catch((error: unknown) => context.fail(error));
}

export function note(context: WorldContext, what: string): void {
  context.trace.note(context.scheduler.now, what);
}
