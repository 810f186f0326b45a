import {
  type CryptoProvider,
  type Hash,
  changesHash,
  equalBytes,
  toHex,
} from '@tallystick/protocol';
import type { PublicClient } from '../client/public-client.ts';
import { type Context, store, storing } from '../context.ts';
import type { StorageChange } from '../ports.ts';
import { KEYS } from '../records/keys.ts';
import { Stop, stop } from '../stop.ts';
import type { ProvenChange } from '../trust/changes.ts';
import type { Trust } from '../trust/constitution.ts';
import { type CarriedChanges, carriedChangesCodec, readCarried } from './carried-changes.ts';
import { type ShownChange, changesAmong, proveChanges } from './prove-changes.ts';

/** What is believed with all changes that a sovereign shows, and those. */
export interface AskedChanges {
  readonly trust: Trust;
  readonly proven: readonly ProvenChange[];
  readonly shown: readonly ShownChange[];
}

/**
 * Takes over what votes have made of the constitution, with what is decided and yet to come, where it
 * is something else than what is carried; `current` is the sovereign's hash of it. True where it was.
 * What its log does not prove ends the operation with `tampering`; so does what had begun, and is gone.
 */
export async function carryChanges(context: Context, current?: Hash): Promise<boolean> {
  const { client, ports, seen, trust, vault } = context;
  if (trust.constitution.governance === null) return false;
  const { carried, proven: known } = await readCarried(vault);
  const hash = current ?? (await client.current()).changes;
  if (equalBytes(changesHash(carried.changes), hash)) return false;
  const asked = await askChanges(client, ports.crypto, trust, hash, known);
  if (asked === undefined) return false;
  if (carried.epochs === trust.epochs.length) requireKept(carried, asked.proven);
  await store(vault, storingChanges(asked, seen.signedTime));
  context.trust = asked.trust;
  return true;
}

/** As {@link carryChanges}, for what could not be verified for want of cosignatures: others may cosign by now. */
export async function carryCosigners(context: Context): Promise<boolean> {
  try {
    return await carryChanges(context);
  } catch (error) {
    if (!(error instanceof Stop) || error.failure.kind !== 'unreachable') throw error;
    return false;
  }
}

/** All changes whose hash is `hash`, proven; undefined where there are other ones by now: ask again later. */
export async function askChanges(
  client: PublicClient,
  crypto: CryptoProvider,
  trust: Trust,
  hash: Hash,
  known: readonly ProvenChange[] = [],
): Promise<AskedChanges | undefined> {
  if (equalBytes(hash, changesHash([]))) return proofOf(crypto, trust, []);
  const changes = changesAmong((await client.versions()).versions);
  if (!equalBytes(changesHash(changes), hash)) return undefined;
  const shown: ShownChange[] = [];
  for (const change of changes) {
    const before = known.find((one) => equalBytes(one.change.proposal, change.proposal));
    // Put off by a closure it is still what was proposed.
    const isKnown =
      before?.change.item === change.item &&
      before.change.from <= change.from &&
      before.change.until === change.until;
    const evidence = isKnown ? before : await client.proposalEvidence(change.proposal);
    shown.push({ change, shown: evidence });
  }
  return proofOf(crypto, trust, shown);
}

function proofOf(
  crypto: CryptoProvider,
  trust: Trust,
  shown: readonly ShownChange[],
): AskedChanges {
  const proof = proveChanges(crypto, trust, shown);
  if (proof.ok) return { ...proof, shown };
  const { item, proposal } = proof.change;
  const message = `The sovereign shows a change of its ${item} that its log does not prove: it was not proposed so, or did not pass its gates.`;
  return stop('tampering', 'constitution', message, { item, proposal: toHex(proposal) });
}

/** What was in force stays as it was, as long as no new epoch has given it up. */
function requireKept({ asOf, changes }: CarriedChanges, now: readonly ProvenChange[]): void {
  for (const { item, proposal, from, until } of changes) {
    if (from > asOf) continue;
    const same = now.find(({ change }) => equalBytes(change.proposal, proposal))?.change;
    if (same?.from === from && same.until === until) continue;
    const message = `The sovereign no longer shows a change of its ${item} that was in force.`;
    stop('tampering', 'constitution', message, { item, proposal: toHex(proposal) });
  }
}

/** Keeps what was proven. */
export function storingChanges({ trust, proven }: AskedChanges, asOf: number): StorageChange[] {
  const changes = proven.map(({ change }) => change);
  const carried: CarriedChanges = { asOf, epochs: trust.epochs.length, changes };
  return [
    ...proven.map(({ change, content }) => ({ key: KEYS.change(change.proposal), value: content })),
    storing(KEYS.changes, carriedChangesCodec, carried),
  ];
}
