import { holdId, stateId, toHex } from '@tallystick/protocol';
import { keepingCheckpoint } from '../chain/checkpoint-store.ts';
import { storedOperation } from '../chain/chain-tip.ts';
import { moved } from '../chain/holdings.ts';
import { type Context, findRecord, listRecords, store, storing } from '../context.ts';
import { loadIdentity } from '../identity/load-identity.ts';
import type { StorageChange } from '../ports.ts';
import { type ChainRecord, chainRecordCodec, holdingsCodec } from '../records/chain-record.ts';
import {
  baseRecordCodec,
  outgoingRecordCodec,
  waitingUploadCodec,
  wantedNoteCodec,
} from '../records/entry-record.ts';
import {
  type GivenUpRecord,
  barrierCodec,
  givenUpRecordCodec,
} from '../records/given-up-record.ts';
import { type ChainName, KEYS } from '../records/keys.ts';
import { seenCodec } from '../records/profile.ts';
import { NOT_WARY } from '../records/wary-record.ts';
import type { TrustedCheckpoint } from '../trust/checkpoints.ts';
import type { Trust } from '../trust/constitution.ts';
import {
  type CutChain,
  balancesAfter,
  cutChains,
  latestSigned,
  sequenceOfState,
} from './cut-chain.ts';
import { takenAgain } from './taken-again.ts';

/**
 * Takes over new epochs that were checked, in one write: own transitions that they gave up become records of that, the chains
 * end at their last living states, and what was remembered beyond goes. Nothing is signed on them before the ledger's time in
 * the new epoch is above that of everything that was signed for the places which are free now.
 */
export async function giveUp(
  context: Context,
  shown: Trust,
  signed: readonly Uint8Array[],
  under: TrustedCheckpoint,
): Promise<void> {
  const { identity, device } = await cutChains(context, shown);
  const beside = await besideDevice(context, device);
  const heads: Record<ChainName, ChainRecord> = {
    identity: {
      ...context.chains.identity,
      head: identity.head,
      pending: identity.lostPending === null ? context.chains.identity.pending : null,
    },
    device: {
      head: device.head,
      balances: await balancesAfter(context, device),
      outgoing: beside.outgoing,
      pending: device.lostPending === null ? context.chains.device.pending : null,
    },
  };
  const seen = {
    signedTime: under.signedTime,
    seenAt: context.ports.clock.now(),
    epoch: under.epoch,
    consistentSize: under.checkpoint.size,
    epochs: signed,
  };
  await store(context.vault, [
    ...(await keepingCheckpoint(context, under)),
    ...(await chainChanges(context, 'identity', identity, { shown, at: under.signedTime })),
    ...(await chainChanges(context, 'device', device, { shown, at: under.signedTime })),
    ...beside.changes,
    ...(await takenAgain(context, device.lost)),
    { key: KEYS.wary, value: null },
    { key: KEYS.spoiled, value: null },
    storing(KEYS.chain('identity'), chainRecordCodec, heads.identity),
    storing(KEYS.chain('device'), chainRecordCodec, heads.device),
    storing(KEYS.seen, seenCodec, { ...seen, epochs: [...signed] }),
  ]);
  context.trust = shown;
  context.seen = seen;
  context.chains.identity = heads.identity;
  context.chains.device = heads.device;
  context.identity = await loadIdentity(context);
  context.isCurrent = false;
  context.wary = NOT_WARY;
  context.parties.clear();
  context.followed = { givenUp: identity.lost.length + device.lost.length };
}

/** A chain's transitions that are given up, and until when its free places wait. */
async function chainChanges(
  context: Context,
  chain: ChainName,
  cut: CutChain,
  { shown, at }: { readonly shown: Trust; readonly at: number },
): Promise<StorageChange[]> {
  const changes: StorageChange[] = [];
  let by = shown.epochs.length - 1;
  for (const { key, value } of cut.lost) {
    const { transition, details, ...certificate } = value;
    const { index, epoch } = certificate;
    by = shown.epochs.findIndex(
      ({ number, succeeds }) => number > epoch && succeeds !== null && index >= succeeds.size,
    );
    changes.push({ key, value: null });
    changes.push(keeping(chain, { ...transition, details, certificate, by, at }));
  }
  if (cut.lostPending !== null) {
    const { state, operation, signatures, details } = cut.lostPending;
    changes.push(
      keeping(chain, { state, operation, signatures, details, certificate: null, by, at }),
    );
  }
  const barrier = await latestSigned(context, chain, cut);
  if (barrier > 0) changes.push(storing(KEYS.barrier(chain), barrierCodec, barrier));
  return changes;
}

function keeping(chain: ChainName, record: GivenUpRecord): StorageChange {
  const { state } = record;
  const key = KEYS.givenUp(chain, sequenceOfState(state), stateId(state));
  return storing(key, givenUpRecordCodec, record);
}

/** What was remembered beside the device's chain, without what came of transitions that are given up. */
async function besideDevice(
  { chains, vault }: Context,
  { lost, sequence }: CutChain,
): Promise<{ outgoing: ChainRecord['outgoing']; changes: StorageChange[] }> {
  const lostPuts = new Set<string>();
  const lostHolds = new Set<string>();
  const lostRaises = new Map<string, bigint>();
  for (const { key, value } of lost) {
    const id = stateId(value.transition.state);
    const operation = storedOperation(value.transition.operation, `record ${key}`);
    if (operation.kind !== 'put') continue;
    lostPuts.add(toHex(id));
    for (const number of operation.holds.keys()) lostHolds.add(KEYS.outgoing(holdId(id, number)));
    for (const { hold, by } of operation.raises ?? []) {
      lostRaises.set(KEYS.outgoing(hold), (lostRaises.get(KEYS.outgoing(hold)) ?? 0n) + by);
    }
  }
  const open = await listRecords(vault, KEYS.allOutgoing, outgoingRecordCodec);
  const gone = open.filter(({ key }) => lostHolds.has(key));
  const unraised = open.flatMap((record) => {
    const by = lostHolds.has(record.key) ? undefined : lostRaises.get(record.key);
    return by === undefined ? [] : [{ ...record, by }];
  });
  const uploads = await listRecords(vault, KEYS.allUploads, waitingUploadCodec);
  const wanted = await listRecords(vault, KEYS.allWanted, wantedNoteCodec);
  const base = await findRecord(vault, KEYS.base, baseRecordCodec);
  const removed = [
    ...gone.map(({ key }) => key),
    ...uploads.filter(({ value }) => lostPuts.has(toHex(value.put))).map(({ key }) => key),
    ...wanted.filter(({ value }) => value.sequence > sequence).map(({ key }) => key),
    ...(base !== undefined && base.sequence > sequence ? [KEYS.base] : []),
  ];
  const movements = [
    ...gone.map(({ value: { currency, amount } }) => ({ currency, amount: -amount })),
    ...unraised.map(({ value: { currency }, by }) => ({ currency, amount: -by })),
  ];
  return {
    outgoing: moved(chains.device.outgoing, movements),
    changes: [
      ...removed.map((key) => ({ key, value: null })),
      ...unraised.map(({ key, value, by }) =>
        storing(key, outgoingRecordCodec, { ...value, amount: value.amount - by }),
      ),
      storing(KEYS.incoming, holdingsCodec, []),
      // What was taken of this wallet's holds may be open again: the next sync asks.
      { key: KEYS.reopened, value: new Uint8Array([1]) },
    ],
  };
}
