import {
  type Half,
  type HalfAct,
  type HalfMessage,
  type Hash,
  type Key,
  encodeMessage,
  equalBytes,
  followHalf,
  halfActCodec,
  halfStart,
  keyId,
  signingContext,
} from '@tallystick/protocol';
import { type Context, findRecord, listRecords, store, storing } from '../../context.ts';
import { readHashKey } from '../../records/keys.ts';
import type { StorageChange } from '../../ports.ts';
import { OFFLINE_KEYS } from '../records/keys.ts';
import { gotActRecordCodec, gotRecordCodec, heldRecordCodec } from '../records/payee-records.ts';
import { MAX_SHOWN_BYTES, keepingStranger } from '../strangers.ts';
import { type HalfRun, actsFor, actsFrom, halfAfterAct, indexOf } from './half-acts.ts';

/** What a writer gave this identity, as far as it still has it. */
export async function gotRun(context: Context, writer: Key): Promise<HalfRun> {
  const { vault, enrolment } = context;
  const id = keyId(writer);
  const start = halfStart(writer, enrolment.identity);
  const got = await findRecord(vault, OFFLINE_KEYS.got(id), gotRecordCodec);
  const acts = new Map<number, HalfAct>();
  for (const { value } of await listRecords(vault, OFFLINE_KEYS.gotSteps(id), halfActCodec)) {
    acts.set(indexOf(value), value);
  }
  for (const { key, value: held } of await listRecords(
    vault,
    OFFLINE_KEYS.allHeld,
    heldRecordCodec,
  )) {
    if (!equalBytes(keyId(held.writer), id)) continue;
    const prefix = OFFLINE_KEYS.gotActs(readHashKey(key));
    for (const { value } of await listRecords(vault, prefix, gotActRecordCodec)) {
      const act = { act: value.act, payee: value.opening };
      acts.set(indexOf(act), act);
    }
  }
  return {
    half: got?.half ?? start,
    at: (index) => Promise.resolve(acts.get(index)),
    headAt: (index) => {
      const act = acts.get(index);
      const half = act === undefined ? undefined : halfAfterAct(act);
      return Promise.resolve(index === 0 ? start : half);
    },
  };
}

/** The message that shows a writer what this identity has of it; acts from an index on, or those after its half. */
export async function gotMessage(
  context: Context,
  writer: Key,
  show: { readonly from: number } | { readonly theirs: Half },
): Promise<Uint8Array> {
  const run = await gotRun(context, writer);
  const { half } = run;
  const acts =
    'from' in show
      ? await actsFrom(run, show.from, half.index)
      : await actsFor(run, show.theirs, half.index);
  return encodeMessage({ kind: 'half', writer, payee: context.enrolment.identity, half, acts });
}

/**
 * Takes over acts that a writer shows and that this wallet does not have: it was put back from an older copy. They are stored
 * before anything is answered. Gives those that were new; none where they do not go on from this wallet's half.
 */
export async function followShown(
  context: Context,
  { writer, acts }: HalfMessage,
): Promise<readonly HalfAct[]> {
  const run = await gotRun(context, writer);
  const news = acts.filter((act) => indexOf(act) > run.half.index);
  if (news.length === 0) return [];
  const bound = signingContext('act', context.trust.sovereign);
  const followed = followHalf(
    run.half,
    news.map(({ act }) => act),
    ({ signature }, id) => context.ports.crypto.verify(writer, id, signature, bound),
  );
  if (!followed.ok) return [];
  const id = keyId(writer);
  const before = await findRecord(context.vault, OFFLINE_KEYS.got(id), gotRecordCodec);
  const from = before?.from ?? NOBODY;
  const steps = keepingSteps(id, news);
  const room = equalBytes(from, NOBODY)
    ? await keepingStranger(context, 'half', id, bytesOf(steps))
    : await roomFor(context, id, bytesOf(steps));
  if (room === undefined) return [];
  const got = storing(OFFLINE_KEYS.got(id), gotRecordCodec, { half: followed.half, from });
  await store(context.vault, [...room, ...steps, got]);
  return news;
}

function bytesOf(changes: readonly StorageChange[]): number {
  return changes.reduce((sum, { value }) => sum + (value?.length ?? 0), 0);
}

/**
 * The changes that make room for more acts, not accepted by themselves, of a writer from whom something was: those furthest back go, never the half
 * itself, by which an older copy of the writer is known.
 */
async function roomFor({ vault }: Context, writer: Hash, more: number): Promise<StorageChange[]> {
  const listed = await vault.list(OFFLINE_KEYS.gotSteps(writer));
  let bytes = listed.reduce((sum, [, value]) => sum + value.length, more);
  const changes: StorageChange[] = [];
  for (const [key, value] of listed) {
    if (bytes <= MAX_SHOWN_BYTES) break;
    bytes -= value.length;
    changes.push({ key, value: null });
  }
  return changes;
}

/** Whose device the writer is, before a hold of it is proven. */
const NOBODY = new Uint8Array(32);

/** Keeps acts of a half that are not accepted by themselves. */
export function keepingSteps(writer: Hash, acts: readonly HalfAct[]): StorageChange[] {
  return acts.map((act) => storing(OFFLINE_KEYS.gotStep(writer, indexOf(act)), halfActCodec, act));
}
