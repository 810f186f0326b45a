import { readHashKey } from '../records/keys.ts';
import { type Context, listRecords, store, storing } from '../context.ts';
import { changeIdentity } from '../identity/change.ts';
import type { Holding } from '../records/chain-record.ts';
import { Stop } from '../stop.ts';
import { renewEvidence } from './evidence.ts';
import { learnForks } from './learn-forks.ts';
import { learnOwnForks } from './learn-own-forks.ts';
import { placeGuarantees } from './open-hold.ts';
import { OFFLINE_KEYS } from './records/keys.ts';
import { forkRecordCodec } from './records/other-records.ts';
import { redeem } from './redeem.ts';
import { stopClosed } from './stop-closed.ts';

/** What a wallet does at its sovereign for payments without a network: takes, puts collateral, tells of forks, renews evidence. */
export async function syncOffline(context: Context): Promise<Holding[]> {
  await stopClosed(context);
  const received = await redeem(context);
  if (context.chains.device.pending === null) await placeGuarantees(context);
  await learnForks(context);
  await learnOwnForks(context);
  await publishForks(context);
  await renewEvidence(context);
  return received;
}

/** Puts proofs of forks on the log; one that the sovereign refuses, as of a hold that is closed, is not sent again. */
async function publishForks(context: Context): Promise<void> {
  const forks = await listRecords(context.vault, OFFLINE_KEYS.allForks, forkRecordCodec);
  for (const { key, value } of forks) {
    if (value.published !== null) continue;
    let published = '';
    try {
      const { proof } = value;
      await changeIdentity(context, { kind: 'fork-proof', hold: readHashKey(key), proof });
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      if (error.failure.kind !== 'refused') return;
      published = error.failure.code;
    }
    await store(context.vault, [storing(key, forkRecordCodec, { ...value, published })]);
  }
}
