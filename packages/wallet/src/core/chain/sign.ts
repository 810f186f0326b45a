import {
  type Hash,
  type KeyPair,
  type Signature,
  signingContext,
  stateId,
} from '@tallystick/protocol';
import { type Context, signWith, storeChain } from '../context.ts';
import type { Pending } from '../records/chain-record.ts';
import type { ChainName } from '../records/keys.ts';
import { stop } from '../stop.ts';

/** Who signs the next transition of a chain, and as whom (protocol.md, section 4, `by`). */
interface ChosenSigner {
  readonly by: number;
  readonly key: KeyPair;
  readonly isRoot: boolean;
}

/** Signs a chain's pending transition, which is stored, and stores the signature. Nothing is sent. */
export async function signPending(context: Context, chain: ChainName): Promise<Pending> {
  const record = context.chains[chain];
  const { pending } = record;
  if (pending === null) throw new RangeError('nothing to sign');
  const signature = await signState(context, chooseSigner(context, chain), stateId(pending.state));
  const signed: Pending = { ...pending, signatures: [signature] };
  await storeChain(context, chain, { ...record, pending: signed });
  return signed;
}

/** Ends the operation with `usage` where this wallet cannot sign for the chain, before anything is stored. */
export function chooseSigner(context: Context, chain: ChainName): ChosenSigner {
  const { deviceKey, enrolment, profile } = context;
  const threshold = context.identity?.view.policy.threshold ?? 1;
  if (chain === 'device') return { by: 0, key: deviceKey, isRoot: false };
  if (threshold === 1) {
    return { by: enrolment.ordinal + 1, key: deviceKey, isRoot: false };
  }
  if (profile.root !== null) return { by: 0, key: profile.root, isRoot: true };
  const message = `This identity's changes need ${threshold} devices or its root, and this wallet holds one device.`;
  return stop('usage', 'too-few-signers', message);
}

async function signState(
  context: Context,
  { by, key, isRoot }: ChosenSigner,
  id: Hash,
): Promise<Signature> {
  const { ports, trust } = context;
  const bound = signingContext('transition', trust.sovereign);
  if (isRoot) return { by, bytes: ports.crypto.sign(key, id, bound) };
  const bytes = await signWith(ports, key, id, bound);
  return { by, bytes };
}
