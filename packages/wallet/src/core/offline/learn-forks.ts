import { decode, forkProofCodec, meteredClaim, openedProof } from '@tallystick/protocol';
import { ledgerTime } from '../chain/ledger-time.ts';
import { type Context, listRecords, store } from '../context.ts';
import { readHashKey } from '../records/keys.ts';
import { sight } from './forks.ts';
import { lastChanceAt } from './last-chance.ts';
import { OFFLINE_KEYS } from './records/keys.ts';
import { gotActRecordCodec, heldRecordCodec } from './records/payee-records.ts';

/**
 * Asks the sovereign of each allowance whose cheques this wallet has deposited whether others' deposits contradict them: so the
 * payees of a cloned wallet have the proof though they never meet. The writer's signatures say whether it is true, not the
 * sovereign; what proves nothing is left alone. It is asked as long as collateral or cover may still pay: a fork is often found after the allowance's end.
 */
export async function learnForks(context: Context): Promise<void> {
  const { client, vault } = context;
  const now = ledgerTime(context);
  for (const { key, value: held } of await listRecords(
    vault,
    OFFLINE_KEYS.allHeld,
    heldRecordCodec,
  )) {
    const hold = readHashKey(key);
    if (meteredClaim(held.terms)?.claim.meter.kind !== 'cheque') continue;
    if (lastChanceAt(held) < now) continue;
    if ((await vault.get(OFFLINE_KEYS.fork(hold))) !== undefined) continue;
    const got = await listRecords(vault, OFFLINE_KEYS.gotActs(hold), gotActRecordCodec);
    if (!got.some(({ value }) => value.isRegistered)) continue;
    const encoded = await client.fork(hold);
    const proof = encoded === null ? undefined : decode(forkProofCodec, encoded);
    if (proof?.ok !== true) continue;
    const { changes } = await sight(context, hold, held.writer, openedProof(proof.value));
    await store(context.vault, changes);
  }
}
