import {
  SALT_BYTES,
  type SayOperation,
  type Statement,
  encodeOperation,
  encodeStatement,
  toHex,
} from '@tallystick/protocol';
import { afterIdentityOperation, nextOfIdentity } from '../chain/chain-tip.ts';
import { notAfterOf } from '../chain/ledger-time.ts';
import { freePlace, propose, refusalFailure } from '../chain/settle.ts';
import { chooseSigner } from '../chain/sign.ts';
import type { Context } from '../context.ts';
import { Stop, stop } from '../stop.ts';
import { freeJointPlace } from './joint-place.ts';

/** Makes a change of the identity; gives the transition's id in hexadecimal. */
export async function changeIdentity(context: Context, statement: Statement): Promise<string> {
  return await sayOnIdentity(context, encodeStatement(statement));
}

/** Makes a statement on the identity's chain: its kind and body. */
export async function sayOnIdentity(
  context: Context,
  said: Pick<SayOperation, 'statement' | 'body'>,
): Promise<string> {
  await freePlace(context, 'identity');
  if (context.identity === null) {
    return stop('busy', 'not-opened', 'The identity is not opened yet: sync first.');
  }
  await freeJointPlace(context);
  const operation: SayOperation = {
    kind: 'say',
    notAfter: notAfterOf(context),
    salt: context.ports.random(SALT_BYTES),
    ...said,
  };
  chooseSigner(context, 'identity', operation);
  const after = afterIdentityOperation(context.identity, operation, encodeOperation(operation));
  const built = nextOfIdentity(context, operation, after.view);
  const proposal = { built, details: [], uploads: [], changes: [] };
  const settled = await propose(context, 'identity', proposal);
  if (settled.kind === 'unknown') throw new Stop(settled.failure);
  if (settled.kind === 'refused') throw new Stop(refusalFailure(settled));
  return toHex(settled.certified.id);
}
