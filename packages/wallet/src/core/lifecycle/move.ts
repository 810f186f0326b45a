import { decode, equalBytes, hash, signedConstitutionCodec } from '@tallystick/protocol';
import { checkHeads } from '../chain/catch-up.ts';
import { fetchCheckpoint } from '../chain/fetch-checkpoint.ts';
import { type Context, connectTo, store, storingProfile } from '../context.ts';
import { followEpochs } from '../epoch/follow.ts';
import { stop } from '../stop.ts';
import { requireConsistent } from '../verify/consistency.ts';
import { checkUrl } from './found.ts';

/**
 * Goes on with the same sovereign at another address. It has to show the pinned constitution there, a log that continues
 * everything that this wallet has seen, and the heads that it certified; else the wallet stays where it was.
 */
export async function moveTo(context: Context, url: string): Promise<void> {
  checkUrl(url);
  const { client, own, trust, vault } = context;
  const there = connectTo(context, url);
  const shown = decode(signedConstitutionCodec, await there.client.constitution());
  const isOurs =
    shown.ok && equalBytes(hash('constitution', shown.value.constitution), trust.sovereign);
  if (!isOurs) {
    const message = `At ${url} is another sovereign than ${trust.constitution.name}, which this wallet has pinned.`;
    stop('usage', 'other-sovereign', message);
  }
  Object.assign(context, there);
  try {
    await followEpochs(context);
    await requireConsistent(context, await fetchCheckpoint(context));
    await checkHeads(context);
    const moved = { ...context.profile, url };
    await store(vault, [storingProfile(moved)]);
    context.profile = moved;
  } catch (error) {
    Object.assign(context, { client, own });
    throw error;
  }
  context.parties.clear();
  context.isCurrent = false;
}
