import {
  type Hash,
  type IdentityView,
  type KeyPair,
  type Operation,
  type Signature,
  activeDevices,
  decodeStatement,
  signingContext,
  stateId,
} from '@tallystick/protocol';
import { type Context, signWith, storeChain } from '../context.ts';
import type { Pending } from '../records/chain-record.ts';
import type { ChainName } from '../records/keys.ts';
import { stop } from '../stop.ts';
import { storedOperation } from './chain-tip.ts';

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
  const operation = storedOperation(pending.operation, `record chain/${chain}`);
  const signer = chooseSigner(context, chain, operation);
  const signature = await signState(context, signer, stateId(pending.state));
  const signed: Pending = { ...pending, signatures: [signature] };
  await storeChain(context, chain, { ...record, pending: signed });
  return signed;
}

/** Ends the operation with `usage` where this wallet cannot sign for the chain, before anything is stored. */
export function chooseSigner(
  context: Context,
  chain: ChainName,
  operation: Operation,
): ChosenSigner {
  const { deviceKey, enrolment, profile } = context;
  if (chain === 'device') return { by: 0, key: deviceKey, isRoot: false };
  const needed = devicesNeeded(context.identity?.view, operation);
  if (needed === 1) return { by: enrolment.ordinal + 1, key: deviceKey, isRoot: false };
  if (profile.root !== null) return { by: 0, key: profile.root, isRoot: true };
  const devices = needed === 'root' ? '' : `${needed} devices or `;
  const message = `This change needs ${devices}the identity's root, and this wallet holds one device.`;
  return stop('usage', 'too-few-signers', message);
}

/** protocol.md section 4: as many as the policy asks for; the last active device is revoked with the root alone. */
function devicesNeeded(view: IdentityView | undefined, operation: Operation): number | 'root' {
  if (view === undefined || operation.kind !== 'say') return 1;
  const statement = decodeStatement(operation.statement, operation.body);
  const isRevocation = statement.ok && statement.value.kind === 'revoke-device';
  return isRevocation && activeDevices(view) === 1 ? 'root' : view.policy.threshold;
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
