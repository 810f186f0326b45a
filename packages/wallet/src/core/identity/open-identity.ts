import { type OpenOperation, SALT_BYTES, buildOpening, openIdentity } from '@tallystick/protocol';
import { catchUp } from '../chain/catch-up.ts';
import { notAfterOf } from '../chain/ledger-time.ts';
import { freePlace, propose, refusalFailure } from '../chain/settle.ts';
import type { Context } from '../context.ts';
import { KEYS } from '../records/keys.ts';
import { Stop, stop } from '../stop.ts';

/** Sees to it that the identity's opening is certified; does nothing where it is. */
export async function ensureOpened(context: Context): Promise<void> {
  // What another device opened is taken over, also where a new epoch gave up what was taken over before.
  if (context.identity === null && context.profile.opening === null) {
    await catchUp(context, 'identity');
  }
  if (context.identity !== null) return;
  const settled = (await freePlace(context, 'identity')) ?? (await proposeOpening(context));
  if (settled.kind === 'refused') throw new Stop(refusalFailure(settled));
  if (settled.kind === 'unknown') throw new Stop(settled.failure);
}

/** Where a new epoch gave an opening up, somebody else may have its handle now: then the identity is opened without. */
async function freeHandle(
  { client, vault }: Context,
  handle: string | null,
): Promise<string | null> {
  if (handle === null || (await vault.list(KEYS.allGivenUp)).length === 0) return handle;
  return (await client.identity(`@${handle}`)) === null ? handle : null;
}

async function proposeOpening(context: Context): ReturnType<typeof propose> {
  const { opening } = context.profile;
  if (opening === null) return stop('busy', 'not-opened', 'Another device opens this identity.');
  const { genesis, countries } = opening;
  const handle = await freeHandle(context, opening.handle);
  const operation: OpenOperation = {
    kind: 'open',
    notAfter: notAfterOf(context),
    salt: context.ports.random(SALT_BYTES),
    genesis,
    countries,
    handle,
  };
  const applied = openIdentity(genesis, countries, handle);
  if (!applied.ok) throw new RangeError(`an opening that does not fit: ${applied.fault}`);
  const built = buildOpening(applied.view, operation);
  return await propose(context, 'identity', { built, details: [], uploads: [], changes: [] });
}
