import { stateId } from '@tallystick/protocol';
import { catchUp } from '../chain/catch-up.ts';
import { sequenceOf } from '../chain/certify.ts';
import { refetchCheckpoint } from '../chain/fetch-checkpoint.ts';
import { hasten, placeNotFree } from '../chain/place-not-free.ts';
import { type Context, findRecord, listRecords, store } from '../context.ts';
import { abandonedRecordCodec } from '../records/entry-record.ts';
import { barrierCodec, givenUpRecordCodec } from '../records/given-up-record.ts';
import { type ChainName, KEYS, readPlaceKey } from '../records/keys.ts';

/**
 * After a new epoch gave entries up: sees to it that nothing which was signed before for the chain's next place can be admitted
 * any more, or takes it over where it was. The same proof, in the same order, as for a refused transition
 * (docs/decisions/0002-one-signature-per-sequence.md). Ends the operation with `busy` where that has to wait.
 */
export async function liftBarrier(context: Context, chain: ChainName): Promise<void> {
  const barrier = await findRecord(context.vault, KEYS.barrier(chain), barrierCodec);
  if (barrier === undefined) return;
  if (context.seen.signedTime <= barrier) {
    await hasten(context, barrier);
    await refetchCheckpoint(context);
  }
  if (context.seen.signedTime <= barrier) {
    placeNotFree(context, 'What a new epoch gave up of this wallet is not admitted', barrier);
  }
  if (await isAnyAdmitted(context, chain)) await catchUp(context, chain);
  await store(context.vault, [{ key: KEYS.barrier(chain), value: null }]);
}

/** Whether the sovereign has admitted, in its new epoch, something that was signed for the chain's next place. */
async function isAnyAdmitted(context: Context, chain: ChainName): Promise<boolean> {
  const { client, vault } = context;
  const next = sequenceOf(context, chain);
  const signed = [
    ...(await listRecords(vault, KEYS.allGivenUp, givenUpRecordCodec)),
    ...(await listRecords(vault, KEYS.allAbandoned, abandonedRecordCodec)),
  ];
  for (const { key, value } of signed) {
    const place = readPlaceKey(key);
    if (place.chain !== chain || place.sequence !== next) continue;
    if ((await client.certificate(stateId(value.state))) !== null) return true;
  }
  return false;
}
