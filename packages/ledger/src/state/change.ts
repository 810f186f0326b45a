import type { Amount, CountryRecord, Device, Genesis, Hash, Policy } from '@tallystick/protocol';
import type { GovernanceChange } from '../governance/change.ts';
import type { Intent } from './details.ts';
import type { ForkMark } from './forks.ts';
import type { PayeesSince } from './payees-since.ts';
import type { HoldChange, HoldToTake, NewHold, OpenHold } from './holds.ts';

/** The head of a chain after one more transition. */
interface Head {
  readonly id: Hash;
  readonly entropy: Hash;
  readonly sequence: number;
}

/** The implied first state of a new device's chain. */
export interface FirstHead {
  readonly chain: Hash;
  readonly id: Hash;
  readonly entropy: Hash;
}

/**
 * What an admitted transition changes in the state: admission proposes, `applyChange` is the only
 * place that changes anything. Slots are those of `Devices` and of `Identities`.
 */
export type Change =
  | ({ readonly kind: 'device-head'; readonly slot: number } & Head)
  | ({ readonly kind: 'identity-head'; readonly slot: number } & Head)
  | {
      readonly kind: 'balance';
      readonly slot: number;
      readonly currency: number;
      /** The new balance. */
      readonly amount: Amount;
    }
  | {
      readonly kind: 'supply';
      readonly currency: number;
      /** Of the header. */
      readonly time: number;
      /** The new totals. */
      readonly minted: Amount;
      readonly burned: Amount;
    }
  | {
      readonly kind: 'hold-opened';
      readonly hold: NewHold;
      /** What is stored of it after its ids; see `encodeHold`. */
      readonly stored: Uint8Array;
    }
  | {
      readonly kind: 'hold-changed';
      /** As it was before. */
      readonly hold: OpenHold;
      readonly to: HoldChange;
      readonly stored: Uint8Array;
    }
  | { readonly kind: 'fork-marked'; readonly mark: ForkMark }
  | { readonly kind: 'fork-proven'; readonly hold: Hash; readonly proof: Hash }
  | { readonly kind: 'hold-closed'; readonly hold: HoldToTake }
  | {
      readonly kind: 'sent';
      readonly identity: number;
      readonly currency: number;
      readonly hour: number;
      /** What was sent now, on top of what had been, in so many holds and raises. */
      readonly amount: Amount;
      readonly payments: number;
    }
  | {
      readonly kind: 'payees';
      readonly identity: number;
      readonly hour: number;
      /** Slots of those whom holds and raises were put for now; `ANYONE` where by bounds. */
      readonly payees: readonly number[];
    }
  | { readonly kind: 'intent'; readonly identity: number; readonly intent: Intent }
  | {
      readonly kind: 'intents-used';
      readonly identity: number;
      readonly time: number;
      readonly terms: readonly Hash[];
    }
  | { readonly kind: 'payees-since'; readonly since: PayeesSince | null }
  | {
      readonly kind: 'identity-opened';
      readonly id: Hash;
      readonly head: Hash;
      readonly entropy: Hash;
      readonly operation: Hash;
      readonly genesis: Genesis;
      readonly device: FirstHead;
    }
  | {
      readonly kind: 'device-added';
      readonly identity: number;
      readonly ordinal: number;
      readonly operation: Hash;
      readonly device: Device;
      readonly first: FirstHead;
    }
  | { readonly kind: 'device-revoked'; readonly slot: number }
  | { readonly kind: 'governance'; readonly change: GovernanceChange }
  | { readonly kind: 'country'; readonly identity: number; readonly record: CountryRecord }
  | { readonly kind: 'policy'; readonly identity: number; readonly policy: Policy }
  | { readonly kind: 'handle'; readonly identity: number; readonly handle: string };
