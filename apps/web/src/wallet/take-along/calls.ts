import type { ForkEvidence, Outcome } from '@tallystick/wallet';
import type { TakenWallet } from './taken-file.ts';

/** As many of the newest as are taken along: older ones are proven by them, and each costs a comparison. */
export const MOST_CHECKPOINTS = 256;

/** What the wallets of this browser can show of themselves; no secret. */
export interface WalletsToTake {
  readonly wallets: readonly TakenWallet[];
  /** Sovereigns whose wallet could not be opened, and is not in it. */
  readonly missing: readonly string[];
}

export interface TakeAlongCalls {
  takeAlong(): Promise<Outcome<WalletsToTake>>;
  /** Compares what a file says was seen of a sovereign's log, by its id; null where there is no wallet here that knows it. */
  compareTaken(
    sovereign: string,
    checkpoints: readonly string[],
  ): Promise<Outcome<readonly ForkEvidence[] | null>>;
}
