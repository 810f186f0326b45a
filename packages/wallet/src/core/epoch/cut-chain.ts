import { type Operation, decodeState } from '@tallystick/protocol';
import { storedOperation } from '../chain/chain-tip.ts';
import { move, movementsOf } from '../chain/holdings.ts';
import { type Context, findRecord, listRecords } from '../context.ts';
import { identityAfter } from '../identity/load-identity.ts';
import type { Holding, Pending } from '../records/chain-record.ts';
import {
  type BaseRecord,
  type EntryRecord,
  abandonedRecordCodec,
  baseRecordCodec,
  entryRecordCodec,
} from '../records/entry-record.ts';
import { barrierCodec, givenUpRecordCodec } from '../records/given-up-record.ts';
import { type ChainName, KEYS, readPlaceKey } from '../records/keys.ts';
import type { Trust } from '../trust/constitution.ts';
import { livingSize } from '../trust/epochs.ts';

/** A stored entry by its key. */
interface Kept {
  readonly key: string;
  readonly value: EntryRecord;
}

/** An own chain, cut where the epoch that the wallet is about to follow goes on. */
export interface CutChain {
  readonly living: readonly Kept[];
  readonly lost: readonly Kept[];
  /** The pending transition, where it was signed on top of what is lost. */
  readonly lostPending: Pending | null;
  /** The last living state; null where there is none. */
  readonly head: Uint8Array | null;
  readonly sequence: number;
}

/** Both own chains, cut at the sizes at which the epochs go on. */
export async function cutChains(
  context: Context,
  shown: Trust,
): Promise<Readonly<Record<ChainName, CutChain>>> {
  const identity = await cut(context, 'identity', shown, false);
  const introduced = identityAfter(identity.living)?.introduced.length ?? 0;
  const isIntroductionLost = identity.lost.length > 0 && introduced <= context.enrolment.ordinal;
  return { identity, device: await cut(context, 'device', shown, isIntroductionLost) };
}

async function cut(
  { chains, vault }: Context,
  chain: ChainName,
  shown: Trust,
  isFirstStateLost: boolean,
): Promise<CutChain> {
  const stored = await listRecords(vault, KEYS.entries(chain), entryRecordCodec);
  const lives = ({ value }: Kept): boolean => value.index < livingSize(shown, value.epoch);
  const living = stored.filter(lives);
  const lost = stored.filter((entry) => !lives(entry));
  const last = living.at(-1);
  const { pending } = chains[chain];
  return {
    living,
    lost,
    lostPending: lost.length > 0 || isFirstStateLost ? pending : null,
    head: last?.value.transition.state ?? null,
    sequence: last === undefined ? 0 : readPlaceKey(last.key).sequence,
  };
}

/**
 * What the device has after its living entries, as far as the wallet can tell; nothing where it cannot: then the state
 * commits to other balances, and catching up takes over the sovereign's, if they are what it commits to.
 */
export async function balancesAfter(
  { vault }: Context,
  { living, sequence }: CutChain,
): Promise<readonly Holding[]> {
  const base = await findRecord(vault, KEYS.base, baseRecordCodec);
  const from: BaseRecord =
    base === undefined || base.sequence > sequence ? { sequence: 0, balances: [] } : base;
  let balances: readonly Holding[] = from.balances;
  for (const { key, value } of living) {
    if (readPlaceKey(key).sequence <= from.sequence) continue;
    const operation = operationOf(key, value);
    const after = move(balances, movementsOf(operation, value.details));
    if (!after.ok) return [];
    balances = after.holdings;
  }
  return balances;
}

/**
 * The latest `notAfter` of everything that this wallet signed for places of a chain which are free after the cut; 0 where it
 * signed nothing for them. What went stale by the time of an epoch that is over may be admitted in the new one.
 */
export async function latestSigned(
  context: Context,
  chain: ChainName,
  { lost, lostPending, sequence }: CutChain,
): Promise<number> {
  const { vault } = context;
  const before = (await findRecord(vault, KEYS.barrier(chain), barrierCodec)) ?? 0;
  const abandoned = await listRecords(vault, KEYS.allAbandoned, abandonedRecordCodec);
  const earlier = await listRecords(vault, KEYS.allGivenUp, givenUpRecordCodec);
  const freed = [...abandoned, ...earlier].filter(({ key }) => {
    const place = readPlaceKey(key);
    // An identity's opening has the sequence 0, which is also that of a chain without any state.
    return place.chain === chain && (place.sequence > sequence || place.sequence === 0);
  });
  const operations = [
    ...lost.map(({ key, value }) => operationOf(key, value)),
    ...freed.map(({ key, value }) => storedOperation(value.operation, `record ${key}`)),
    ...(lostPending === null
      ? []
      : [storedOperation(lostPending.operation, `record chain/${chain}`)]),
  ];
  return Math.max(before, ...operations.map(({ notAfter }) => notAfter));
}

function operationOf(key: string, { transition }: EntryRecord): Operation {
  return storedOperation(transition.operation, `record ${key}`);
}

/** The sequence of a state that this wallet stored. */
export function sequenceOfState(state: Uint8Array): number {
  const decoded = decodeState(state);
  return decoded.ok ? decoded.value.sequence : 0;
}
