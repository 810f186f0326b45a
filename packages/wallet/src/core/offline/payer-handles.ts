import { type Hash, toHex } from '@tallystick/protocol';
import type { Context } from '../context.ts';
import { resolveParty } from '../pay/resolve-party.ts';
import { Stop } from '../stop.ts';

/** By what handles the sovereign knows payers, by their ids in hexadecimal: a payment without a network carries no names. */
export async function payerHandles(
  context: Context,
  payers: readonly Hash[],
): Promise<ReadonlyMap<string, string | null>> {
  const handles = new Map<string, string | null>();
  for (const identity of payers) {
    const id = toHex(identity);
    if (!handles.has(id)) handles.set(id, await handleOf(context, identity));
  }
  return handles;
}

/** Without one the payment is taken all the same: it is a word for people, and nothing rests on it. */
async function handleOf(context: Context, identity: Hash): Promise<string | null> {
  try {
    return (await resolveParty(context, { kind: 'identity', identity })).handle;
  } catch (error) {
    if (error instanceof Stop && error.failure.kind !== 'tampering') return null;
    throw error;
  }
}
