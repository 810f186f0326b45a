import {
  type Hash,
  MAX_SHOWN,
  MAX_SIGHTINGS,
  type Seen,
  type Shown,
  type Sighting,
  type SignedState,
  decodeState,
  encodeMessage,
  equalBytes,
  findFork,
  signedStateCodec,
  stateId,
  toHex,
} from '@tallystick/protocol';
import { type Context, findRecord, listRecords, store } from '../context.ts';
import { sight } from './forks.ts';
import type { Meeting } from './offline-types.ts';
import { readMessage } from './read-request.ts';
import { OFFLINE_KEYS, readActKey } from './records/keys.ts';
import { forkRecordCodec } from './records/other-records.ts';
import { heldRecordCodec } from './records/payee-records.ts';

/** What this wallet has seen of others' allowances: positions and ids, which tell nobody's payees or amounts. */
export async function seenMessage(context: Context): Promise<Uint8Array> {
  const stored = await listRecords(context.vault, OFFLINE_KEYS.allSeen, signedStateCodec);
  const sightings = stored
    .slice(-MAX_SIGHTINGS)
    .map(({ key, value }): Sighting => ({ ...readActKey(key), state: stateId(value.state) }));
  return encodeMessage({ kind: 'seen', sightings });
}

/**
 * What another wallet has seen, or shows. Where the two have seen different contents at one position, or at neighbouring ones of
 * which the second does not go on from the first, each shows the other the signed state, and both have the proof of a fork; one that is
 * known already is shown to whoever has anything of that hold.
 */
export async function meetOther(context: Context, bytes: Uint8Array): Promise<Meeting> {
  const message = readMessage(bytes, 'seen', 'shown');
  return message.kind === 'seen'
    ? await compare(context, message)
    : await takeShown(context, message);
}

async function compare(context: Context, { sightings }: Seen): Promise<Meeting> {
  const states = new Map<string, SignedState>();
  for (const { hold, sequence, state } of sightings) {
    // Whoever has anything of a writer that is known to have forked is shown the proof.
    const fork = await findRecord(context.vault, OFFLINE_KEYS.fork(hold), forkRecordCodec);
    if (fork !== undefined) {
      const { first, second } = fork.proof;
      states.set(`${OFFLINE_KEYS.fork(hold)} 1`, first).set(`${OFFLINE_KEYS.fork(hold)} 2`, second);
      continue;
    }
    // Another content for the place, or one for the next that does not go on from there.
    const places = [OFFLINE_KEYS.seen(hold, sequence), OFFLINE_KEYS.seen(hold, sequence + 1)];
    for (const [next, key] of places.entries()) {
      const own = await findRecord(context.vault, key, signedStateCodec);
      const read = own === undefined ? undefined : decodeState(own.state);
      if (own === undefined || read?.ok !== true) continue;
      const other = next === 1 ? read.value.previous : stateId(own.state);
      if (!equalBytes(other, state)) states.set(key, own);
    }
  }
  return { reply: shown([...states.values()]), forks: [] };
}

async function takeShown(context: Context, { states }: Shown): Promise<Meeting> {
  const forks: string[] = [];
  const own: SignedState[] = [];
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
    if (findFork(shownOf) === undefined) own.push(proof.first, proof.second);
  }
  return { reply: shown(own), forks };
}

function byHold(states: readonly SignedState[]): Map<string, SignedState[]> {
  const found = new Map<string, SignedState[]>();
  for (const signed of states) {
    const state = decodeState(signed.state);
    if (!state.ok) continue;
    const name = toHex(state.value.chain);
    found.set(name, [...(found.get(name) ?? []), signed]);
  }
  return found;
}

function shown(states: readonly SignedState[]): Uint8Array | null {
  if (states.length === 0) return null;
  return encodeMessage({ kind: 'shown', states: fitting(states) });
}

/** As many as a message has room for: states by a key of the longest signatures fill it with three. */
function fitting(states: readonly SignedState[]): SignedState[] {
  const isLong = states.some(({ signature }) => signature.length > 3500);
  return states.slice(0, isLong ? 3 : MAX_SHOWN);
}
