import type {
  CryptoProvider,
  Epoch,
  Hash,
  Header,
  SignatureJob,
  Stream,
  Tick,
} from '@tallystick/protocol';
import { type Refusal, refuse } from '../../refusal/refusal.ts';
import type { LedgerState } from '../../state/state.ts';
import type { WorkingHolds } from './working-holds.ts';

/** What takings are decided under. */
export interface TakeContext {
  readonly header: Header;
  readonly crypto: CryptoProvider;
  /** The operating-key epoch that the header names: outcomes on this log are verified with it. */
  readonly epoch: Epoch;
}

/** Ticks that a taking shows, still to be hashed. */
interface ShownTick {
  readonly taking: number;
  readonly tick: Tick;
  readonly stream: Stream;
}

/** The takings of one transition under way. What has to be verified is gathered, and done last. */
export interface Scene extends TakeContext {
  readonly state: LedgerState;
  /** The id of the transition that takes. */
  readonly transition: Hash;
  /** What the taking chain belongs to; see `Devices.owner`. */
  readonly taker: number;
  readonly holds: WorkingHolds;
  readonly jobs: SignatureJob[];
  readonly ticks: ShownTick[];
}

/** What a taking shows does not fit the claim. */
export function badProof(taking: number, fault: string): Refusal {
  return refuse('bad-proof', { taking, fault });
}

/** More was asked for than is due, or less where that is not allowed. */
export function wrongAmount(taking: number, entitlement: bigint): Refusal {
  return refuse('amount-mismatch', { taking, entitlement: entitlement.toString() });
}
