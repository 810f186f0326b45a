import {
  type OpenOperation,
  SALT_BYTES,
  buildOpening,
  encodeAddress,
  openIdentity,
} from '@tallystick/protocol';
import { catchUp, notEnrolled } from '../chain/catch-up.ts';
import { notAfterOf } from '../chain/ledger-time.ts';
import { freePlace, propose, refusalFailure } from '../chain/settle.ts';
import type { Context } from '../context.ts';
import { KEYS } from '../records/keys.ts';
import { Stop, stop } from '../stop.ts';

/** Sees to it that the identity's opening is certified; does nothing where it is. */
export async function ensureOpened(context: Context): Promise<void> {
  const isOpened = (): boolean => context.identity !== null;
  if (isOpened()) return;
  const settled = await freePlace(context, 'identity');
  // Freeing the place may have found admitted again what a new epoch gave up.
  if (!isOpened()) await takeOverOpening(context);
  if (isOpened()) return;
  const proposed = settled ?? (await proposeOpening(context));
  if (proposed.kind === 'refused') throw new Stop(refusalFailure(proposed));
  if (proposed.kind === 'unknown') throw new Stop(proposed.failure);
}

/**
 * Takes over an opening that the sovereign has: another device's, or one that this wallet has signed and forgotten since it was
 * put back from an older copy. A second one would be in vain, for an identity is opened once. Anybody may ask whether there is
 * one; a device that the identity does not have gets no session, and nobody has to be a device of an identity that is not open.
 */
async function takeOverOpening(context: Context): Promise<void> {
  const { client, enrolment, profile } = context;
  if ((await client.identity(encodeAddress(enrolment.identity))) === null) return;
  try {
    await catchUp(context, 'identity');
  } catch (error) {
    const isStranger = error instanceof Stop && error.failure.code === 'signature-invalid';
    if (profile.opening === null && isStranger) notEnrolled(context);
    throw error;
  }
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
