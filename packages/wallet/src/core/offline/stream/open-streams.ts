import type { LiveIncoming } from './incoming.ts';
import type { LiveOutgoing } from './outgoing.ts';

/** The streams of an open wallet, by hold in hexadecimal: one of each, whoever asks for it. */
export interface OpenStreams {
  readonly outgoing: Map<string, LiveOutgoing>;
  readonly incoming: Map<string, LiveIncoming>;
}
