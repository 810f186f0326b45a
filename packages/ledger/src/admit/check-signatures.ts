import { type Hash, type Key, type Signature, type Signers } from '@tallystick/protocol';
import { currentConstitution } from '../governance/law.ts';
import { notAcceptable, type Refusal } from '../refusal/refusal.ts';
import { detailOf, type LedgerState, rootOf } from '../state/state.ts';
import { deviceKeyAt, deviceSlots } from '../state/view.ts';
import type { DecodedTransition } from './decode-transition.ts';
import type { Chain } from './find-chain.ts';

/** One signature to verify. */
export interface SignatureJob {
  readonly key: Key;
  readonly message: Hash;
  readonly signature: Uint8Array;
  readonly context: Uint8Array;
}

/** Whether a signature is its key's over the message; never throws. */
export type Verify = (job: SignatureJob) => boolean;

/** In place of `Verify` where the transition's signatures have been verified before. */
export const VERIFIED: Verify = () => true;

/** `by` of the root key on an identity chain; k + 1 is the device with ordinal k. */
const ROOT = 0;

interface Verifying {
  readonly verify: Verify;
  readonly verifyInside: Verify;
}

/** Whoever signs may sign, they are enough, and every signature is good. */
export function checkSignatures(
  state: LedgerState,
  transition: DecodedTransition,
  chain: Chain,
  { verify: asked, verifyInside }: Verifying,
): Refusal | undefined {
  const refusal = checkSigners(state, transition.signatures, chain);
  if (refusal !== undefined) return refusal;
  const verify = asked === VERIFIED && mayBeReplaced(state, chain) ? verifyInside : asked;
  if (verify === VERIFIED) return undefined;
  const jobs = signatureJobs(state, transition, chain);
  return jobs.every(verify) ? undefined : notAcceptable('wrong-signature');
}

/**
 * Whether the keys in force may be others than those that the signatures were verified with before the header: governance
 * gives treasuries new keys at an instant, and a key that was retired must not mint after it.
 */
function mayBeReplaced(state: LedgerState, chain: Chain): boolean {
  if (chain.kind !== 'treasury' || state.governing === null) return false;
  return currentConstitution(state).currencies !== state.constitution.currencies;
}

/** Whether the signers named are those that this chain asks for; no signature is looked at. */
export function checkSigners(
  state: LedgerState,
  signatures: readonly Signature[],
  chain: Chain,
): Refusal | undefined {
  return areEnough(state, signatures, chain) ? undefined : notAcceptable('wrong-signers');
}

/** What has to be verified, once `checkSigners` has passed. */
export function signatureJobs(
  state: LedgerState,
  transition: DecodedTransition,
  chain: Chain,
): SignatureJob[] {
  return transition.signatures.map(({ by, bytes }) => ({
    key: keyOf(state, chain, by),
    message: transition.id,
    signature: bytes,
    context: state.contexts.transition,
  }));
}

function areEnough(state: LedgerState, signatures: readonly Signature[], chain: Chain): boolean {
  switch (chain.kind) {
    case 'device':
      return signatures.length === 1 && signatures[0]?.by === 0;
    case 'treasury': {
      const { threshold, keys } = treasuryOf(state, chain.slot);
      return signatures.length >= threshold && signatures.every(({ by }) => by < keys.length);
    }
    case 'new':
      return areEnoughOfNew(signatures, chain.genesis.policy.threshold);
    case 'identity':
      return areEnoughForIdentity(state, chain.slot, signatures);
  }
}

/** Whether an identity's root key is among the signers. */
export function isByRoot(signatures: readonly Signature[]): boolean {
  return signatures[0]?.by === ROOT;
}

/** Of an identity that `open` founds: its root alone, or its one device where that is enough. */
export function areEnoughOfNew(signatures: readonly Signature[], threshold: number): boolean {
  if (!signatures.every(({ by }) => by === ROOT || by === 1)) return false;
  return isByRoot(signatures) || signatures.length >= threshold;
}

/** The root alone, or as many active devices as the policy asks for. */
function areEnoughForIdentity(
  state: LedgerState,
  slot: number,
  signatures: readonly Signature[],
): boolean {
  const devices = deviceSlots(state, slot);
  const signers = signatures.filter(({ by }) => by !== ROOT);
  const active = signers.every(({ by }) => {
    const device = devices[by - 1];
    return device !== undefined && state.devices.isActive(device);
  });
  if (!active) return false;
  if (signers.length < signatures.length) return true;
  const policy = detailOf(state, slot)?.policy ?? rootOf(state, slot).genesis.policy;
  return signers.length >= policy.threshold;
}

/** The key of signer `by`, which `checkSigners` has found. */
function keyOf(state: LedgerState, chain: Chain, by: number): Key {
  switch (chain.kind) {
    case 'device':
      return deviceKeyAt(state, chain.slot);
    case 'treasury':
      return treasuryOf(state, chain.slot).keys[by] as Key;
    case 'new':
      return by === ROOT ? chain.genesis.root : chain.genesis.device.key;
    case 'identity': {
      if (by === ROOT) return rootOf(state, chain.slot).genesis.root;
      return deviceKeyAt(state, deviceSlots(state, chain.slot)[by - 1] as number);
    }
  }
}

function treasuryOf(state: LedgerState, slot: number): Signers {
  const currency = currentConstitution(state).currencies[-1 - state.devices.owner(slot)];
  if (currency === undefined) throw new Error(`slot ${slot} is no treasury's`);
  return currency.treasury;
}
