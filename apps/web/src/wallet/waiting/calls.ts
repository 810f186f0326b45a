import type {
  CheckedSwap,
  HoldRequest,
  HoldView,
  MandateRequest,
  MandateView,
  Outcome,
  PutHold,
  SealedView,
  SwapTerms,
  TakenHold,
} from '@tallystick/wallet';
import type { PutStatus } from './put-status.ts';
import type { SealRequested } from './sealed/seal.ts';

/** Everything that waits, by this wallet or for it. */
export interface Waits {
  readonly holds: readonly HoldView[];
  readonly mandates: readonly MandateView[];
}

/** What a condition's text says of itself. */
export interface ConditionRead {
  /** Where it cannot be read, and why; null: it can be. */
  readonly fault: { readonly at: number; readonly reason: string } | null;
  /** The names of keys in it, each once. */
  readonly names: readonly string[];
}

export interface WaitingCalls {
  waits(): Promise<Outcome<Waits>>;
  putHold(request: HoldRequest): Promise<Outcome<PutHold>>;
  /** Puts a hold whose first claim asks for a secret that is made for it. */
  putForSecret(request: HoldRequest): Promise<Outcome<PutHold>>;
  /** With `isSelfSigned` this device's own word is given first. */
  takeHold(hold: string, claim: number, isSelfSigned: boolean): Promise<Outcome<TakenHold>>;
  /** A word, to be handed on. */
  signClaim(hold: string, claim: number): Promise<Outcome<string>>;
  /** A word that what is said is so: for every hold that asks for it of this device. */
  attest(statement: string): Promise<Outcome<string>>;
  revealSecret(hash: string): Promise<Outcome<string>>;
  holdTerms(hold: string): Promise<Outcome<string>>;
  /** Terms or a word that somebody handed over. */
  takeIn(text: string): Promise<Outcome<readonly HoldView[]>>;
  createMandate(request: MandateRequest): Promise<Outcome<{ readonly status: PutStatus }>>;
  cancelMandate(mandate: string): Promise<Outcome<MandateView>>;
  /** Asks the sovereign, and checks the other side's part of a swap. */
  checkSwap(swap: SwapTerms): Promise<Outcome<CheckedSwap>>;
  /** Checks it once more, and puts the own part under the same hash. */
  answerSwap(swap: SwapTerms, request: HoldRequest): Promise<Outcome<PutHold>>;
  /** Checks it once more, and takes it, which shows the secret. */
  takeSwap(swap: SwapTerms): Promise<Outcome<TakenHold>>;
  /** Seals content: under a secret, which is made where none is named, or to people. */
  sealContent(content: Uint8Array, request: SealRequested): Promise<Outcome<Uint8Array>>;
  lookAtSealed(sealed: Uint8Array, people: readonly string[]): Promise<Outcome<SealedView>>;
  /** A share, or the secret that just this content asks for. */
  gatherForSealed(word: string, sealed: Uint8Array): Promise<Outcome<null>>;
  /** This device's share, to be handed on. */
  shareOf(sealed: Uint8Array): Promise<Outcome<string>>;
  unsealContent(sealed: Uint8Array): Promise<Outcome<Uint8Array>>;
  readCondition(text: string): Promise<Outcome<ConditionRead>>;
}
