import { nextHeader } from '@tallystick/ledger';
import type { Header, Parameters, StateRoot } from '@tallystick/protocol';

/** What a header is worked out from, besides its time and the one before it. */
export interface HeaderSettings {
  readonly parameters: Parameters;
  readonly epoch: number;
  /** The roots of the whole state that it may name, newest first. */
  readonly stateRoots: readonly StateRoot[];
}

/** The headers that a log can have had at one of these times: most name no state root, so those come first. */
export function* headersAt(
  times: readonly number[],
  previous: Header | null,
  { parameters, epoch, stateRoots }: HeaderSettings,
): Generator<Header, undefined> {
  for (const stateRoot of [null, ...stateRoots]) {
    for (const clock of times) {
      const header = nextHeader(previous, parameters, { clock, epoch, stateRoot });
      if (header.time === clock) yield header;
    }
  }
}
