import type { Hash } from '../crypto/index.ts';
import type { Device } from '../identity/index.ts';
import type { Amount } from '../money/index.ts';

/** An identity and one of its devices; the device's chain id is the hash of both. */
export interface Party {
  readonly identity: Hash;
  readonly device: Device;
}

/** Ticks that an act goes on with: `units` for every `perTicks` links of the hash chain that ends in `anchor`. */
export interface Stream {
  readonly units: Amount;
  readonly perTicks: number;
  readonly anchor: Hash;
  /** 1 to 65,536. */
  readonly links: number;
}

/** The payee's word that it did not get the act of this state, and will not claim it. */
export interface Void {
  readonly state: Hash;
  readonly by: Party;
  /** By the device, over the state's id, kind `void`. */
  readonly signature: Uint8Array;
}

/** What the act continues: it is act `index` (from 1) of what this writer gave this payee; `previous` is the head before. */
export interface HalfStep {
  readonly index: number;
  readonly previous: Hash;
}

/** A payer's step on a hold's chain. */
export interface Act {
  readonly version: 1;
  readonly hold: Hash;
  /** What this act gives; what ticks had given since the act before is taken up in it. */
  readonly amount: Amount;
  /** What the hold's acts have given out, this one included. */
  readonly total: Amount;
  /** `H_record` of the request that it answers. */
  readonly request: Hash | null;
  readonly half: HalfStep;
  /** `payeeCommitment` of a cheque's payee; null on a tab, whose hold names the payee. */
  readonly payee: Hash | null;
  readonly stream: Stream | null;
  readonly void: Void | null;
  /** 16 random bytes. */
  readonly salt: Uint8Array;
}

/** The act's state, its canonical bytes, and the writer's signature over the state's id, kind `act`. */
export interface SignedAct {
  readonly state: Uint8Array;
  readonly act: Uint8Array;
  readonly signature: Uint8Array;
}

/** A revealed link: hashed `count` times it gives the anchor. */
export interface Tick {
  readonly link: Hash;
  /** 1 to the chain's links. */
  readonly count: number;
}

/** Who a cheque's payee is; its hash is what the cheque carries. */
export interface PayeeOpening {
  readonly identity: Hash;
  /** 16 random bytes. */
  readonly salt: Uint8Array;
}

/** Meter evidence of the meters `voucher` and `ticks`. `release`: the payee will claim no more. */
export interface TabEvidence {
  readonly act: SignedAct | null;
  readonly tick: Tick | null;
  readonly release: boolean;
}

/** Meter evidence of the meter `cheque`. */
export interface ChequeEvidence {
  readonly act: SignedAct;
  readonly payee: PayeeOpening;
}

/** What `proof.evidence` of a taking holds: the meter's evidence, and outcomes that conditions refer to. */
export interface TakingEvidence {
  readonly meter: Uint8Array | null;
  readonly outcomes: readonly Uint8Array[];
}
