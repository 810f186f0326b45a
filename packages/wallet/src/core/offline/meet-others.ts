import {
  type Hash,
  MAX_SHOWN,
  MAX_SUMS,
  type Seen,
  type Shown,
  type Sighting,
  type OpenedState,
  type SumSighting,
  decodeState,
  encodeMessage,
  equalBytes,
  findFork,
  openedProof,
  openedStateCodec,
  stateId,
  toHex,
} from '@tallystick/protocol';
import { type Context, findRecord, listRecords, store } from '../context.ts';
import { contradict, seenSums, sight } from './forks.ts';
import { readHashKey } from '../records/keys.ts';
import { lastChanceAt } from './last-chance.ts';
import type { Meeting } from './offline-types.ts';
import { readMessage } from './read-request.ts';
import { OFFLINE_KEYS, readActKey } from './records/keys.ts';
import { forkRecordCodec } from './records/other-records.ts';
import { heldRecordCodec } from './records/payee-records.ts';
import { tellFirst } from './tell-first.ts';

/** What this wallet has seen of others' allowances: positions and ids, which tell nobody's payees or amounts. */
export async function seenMessage(context: Context): Promise<Uint8Array> {
  const stored = await listRecords(context.vault, OFFLINE_KEYS.allSeen, openedStateCodec);
  const held = await listRecords(context.vault, OFFLINE_KEYS.allHeld, heldRecordCodec);
  const lastChances = new Map(
    held.map(({ key, value }) => [toHex(readHashKey(key)), lastChanceAt(value)]),
  );
  const all = stored.map(({ key, value }): Sighting => ({
    ...readActKey(key),
    state: stateId(value.state),
  }));
  // By a time that has come for certain: a clock that is ahead makes nothing look over.
  const sightings = tellFirst(all, lastChances, context.seen.signedTime);
  return encodeMessage({ kind: 'seen', sightings });
}

/**
 * What another wallet has seen, or shows. Where the two have seen different contents at one position, or at neighbouring ones of
 * which the second does not go on from the first, each shows the other the signed state, and both have the proof of a fork; one that is
 * known already is shown to whoever has anything of that hold. Whoever has seen other cheques of an allowance is told what these say
 * of its sums, and nobody else is: where one leaves out what another gave, each shows its own.
 */
export async function meetOther(context: Context, bytes: Uint8Array): Promise<Meeting> {
  const message = readMessage(bytes, 'seen', 'shown');
  return message.kind === 'seen'
    ? await compare(context, message)
    : await takeShown(context, message);
}

async function compare(context: Context, { sightings }: Seen): Promise<Meeting> {
  const states = new Map<string, OpenedState>();
  for (const { hold, sequence, state } of sightings) {
    // Whoever has anything of a writer that is known to have forked is shown the proof.
    const fork = await findRecord(context.vault, OFFLINE_KEYS.fork(hold), forkRecordCodec);
    if (fork !== undefined) {
      const [first, second] = openedProof(fork.proof);
      states.set(`${OFFLINE_KEYS.fork(hold)} 1`, first).set(`${OFFLINE_KEYS.fork(hold)} 2`, second);
      continue;
    }
    // Another content for the place, or one for the next that does not go on from there.
    const places = [OFFLINE_KEYS.seen(hold, sequence), OFFLINE_KEYS.seen(hold, sequence + 1)];
    for (const [next, key] of places.entries()) {
      const own = await findRecord(context.vault, key, openedStateCodec);
      const read = own === undefined ? undefined : decodeState(own.state);
      if (own === undefined || read?.ok !== true) continue;
      const other = next === 1 ? read.value.previous : stateId(own.state);
      if (!equalBytes(other, state)) states.set(key, own);
    }
  }
  return { reply: shown([...states.values()], await sumsOf(context, sightings)), forks: [] };
}

/** What own cheques say of the sums of allowances of which the other has seen some, and not these. */
async function sumsOf(context: Context, sightings: readonly Sighting[]): Promise<SumSighting[]> {
  const theirs = new Set(sightings.map((one) => OFFLINE_KEYS.seen(one.hold, one.sequence)));
  const holds = new Map(sightings.map(({ hold }) => [toHex(hold), hold]));
  const sums: SumSighting[] = [];
  for (const hold of holds.values()) {
    for (const { sequence, sum } of await seenSums(context, hold)) {
      if (!theirs.has(OFFLINE_KEYS.seen(hold, sequence))) sums.push({ hold, sequence, sum });
    }
  }
  return sums.slice(0, MAX_SUMS);
}

async function takeShown(context: Context, { states, sums }: Shown): Promise<Meeting> {
  const forks: string[] = [];
  const own: OpenedState[] = [];
  for (const [name, shownOf] of byHold(states)) {
    const hold: Hash = Uint8Array.fromHex(name);
    const held = await findRecord(context.vault, OFFLINE_KEYS.held(hold), heldRecordCodec);
    // Of a hold that this wallet has not proven it knows no writer, so no signature means anything to it.
    if (held === undefined) continue;
    const { changes, proof } = await sight(context, hold, held.writer, shownOf);
    await store(context.vault, changes);
    if (proof === undefined) continue;
    forks.push(name);
    // Whoever shows no proof may have none.
    if (findFork(shownOf) === undefined) own.push(...openedProof(proof));
  }
  return { reply: shown([...own, ...(await contradicting(context, sums))], []), forks };
}

/**
 * Of each allowance one own cheque that cannot be in one history with what the other says, or the proof where there is one. Whether it
 * is true the signed states tell.
 */
async function contradicting(
  context: Context,
  sums: readonly SumSighting[],
): Promise<OpenedState[]> {
  const found: OpenedState[] = [];
  for (const hold of new Map(sums.map((one) => [toHex(one.hold), one.hold])).values()) {
    const fork = await findRecord(context.vault, OFFLINE_KEYS.fork(hold), forkRecordCodec);
    if (fork !== undefined) {
      found.push(...openedProof(fork.proof));
      continue;
    }
    const theirs = sums.filter((one) => equalBytes(one.hold, hold));
    const own = (await seenSums(context, hold)).find((mine) =>
      theirs.some((one) => contradict(mine, one)),
    );
    if (own === undefined) continue;
    const key = OFFLINE_KEYS.seen(hold, own.sequence);
    const state = await findRecord(context.vault, key, openedStateCodec);
    if (state !== undefined) found.push(state);
  }
  return found;
}

function byHold(states: readonly OpenedState[]): Map<string, OpenedState[]> {
  const found = new Map<string, OpenedState[]>();
  for (const signed of states) {
    const state = decodeState(signed.state);
    if (!state.ok) continue;
    const name = toHex(state.value.chain);
    found.set(name, [...(found.get(name) ?? []), signed]);
  }
  return found;
}

function shown(states: readonly OpenedState[], sums: readonly SumSighting[]): Uint8Array | null {
  if (states.length === 0 && sums.length === 0) return null;
  return encodeMessage({ kind: 'shown', states: fitting(states), sums });
}

/** As many as a message has room for: states by a key of the longest signatures fill it with three. */
function fitting(states: readonly OpenedState[]): readonly OpenedState[] {
  const isLong = states.some(({ signature }) => signature.length > 3500);
  return states.slice(0, isLong ? 3 : MAX_SHOWN);
}
