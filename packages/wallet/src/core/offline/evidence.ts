import {
  type Bundle,
  type Certificate,
  type Founding,
  type Hash,
  type Membership,
  type Opened,
  type OpenedItem,
  type Party,
  decode,
  deviceId,
  entryLeaf,
  equalBytes,
  identityEntries,
  logHasher,
  proveContents,
  signedEpochCodec,
  stateId,
} from '@tallystick/protocol';
import { fetchCheckpoint } from '../chain/fetch-checkpoint.ts';
import { certificateOfEntry } from '../chain/stored-certificate.ts';
import { type Context, findRecord, listRecords, store, storing } from '../context.ts';
import { identityAfter } from '../identity/load-identity.ts';
import type { StorageChange } from '../ports.ts';
import { type EntryRecord, entryRecordCodec } from '../records/entry-record.ts';
import { KEYS, readHashKey, readPlaceKey } from '../records/keys.ts';
import { StorageDamage } from '../storage/damage.ts';
import { stop } from '../stop.ts';
import type { TrustedCheckpoint } from '../trust/checkpoints.ts';
import { livingSize } from '../trust/epochs.ts';
import { readerOf } from '../verify/consistency.ts';
import { type OpenOwnHold, openOwnHolds } from './own-hold.ts';
import { OFFLINE_KEYS } from './records/keys.ts';
import {
  type FreshRecord,
  type RenewedRecord,
  type ShownCoverRecord,
  freshRecordCodec,
  renewedRecordCodec,
  shownCoverRecordCodec,
} from './records/other-records.ts';
import type { ShownBundle } from './records/payer-records.ts';

/** Evidence is renewed when a sixteenth of the time has passed for which it is believed. */
const RENEWALS = 16;

/** This device, as its identity's. */
export function ownParty({ enrolment, profile }: Context): Party {
  return { identity: enrolment.identity, device: profile.device };
}

/** The chains of this identity's devices as far as this wallet knows them, revoked ones too. */
export function ownDevices({ deviceChain, identity }: Context): Hash[] {
  return [deviceChain, ...(identity?.view.devices ?? []).map(({ chain }) => chain)];
}

/** Whether a party is a device of this wallet's identity. */
export function isOwnDevice(context: Context, { identity, device }: Party): boolean {
  if (!equalBytes(identity, context.enrolment.identity)) return false;
  const chain = deviceId(identity, device);
  return ownDevices(context).some((own) => equalBytes(own, chain));
}

/** The constitution and the newest epoch that this wallet knows. */
export function ownFounding({ seen, trust }: Context): Founding {
  const newest = seen.epochs.at(-1);
  const epoch = newest === undefined ? undefined : decode(signedEpochCodec, newest);
  if (epoch?.ok === true) return { constitution: trust.signed, epoch: epoch.value };
  throw new StorageDamage([{ where: `record ${KEYS.seen}`, what: 'has no epoch' }]);
}

/**
 * Proves this identity's newest entry and the puts of its tabs and allowances again, under the newest checkpoint: what
 * whoever is met without a network asks for. Does nothing while what is stored is young.
 */
export async function renewEvidence(context: Context): Promise<void> {
  const { trust, vault } = context;
  const newest = (await listRecords(vault, KEYS.entries('identity'), entryRecordCodec)).at(-1);
  if (newest === undefined) return;
  const own = await openOwnHolds(context);
  const covers = (await listRecords(vault, OFFLINE_KEYS.allShownCovers, shownCoverRecordCodec))
    .map(({ value }) => value)
    .filter((cover) => isLiving(context, cover));
  const wanted = [...own.flatMap((hold) => putsOf(hold)), ...covers.map(coverEntry)];
  const under = await fetchCheckpoint(context);
  const before = await findRecord(vault, OFFLINE_KEYS.fresh, freshRecordCodec);
  const sequence = readPlaceKey(newest.key).sequence;
  const limitMs = trust.constitution.parameters.freshnessMs / RENEWALS;
  const isYoung = before?.sequence === sequence && under.signedTime - before.signedAt < limitMs;
  if (isYoung) return;
  const changes = await provenUnder(context, [newest.value, ...wanted], under);
  const transition = stateId(newest.value.transition.state);
  const fresh: FreshRecord = { sequence, transition, signedAt: under.signedTime };
  await store(vault, [...changes, storing(OFFLINE_KEYS.fresh, freshRecordCodec, fresh)]);
}

/**
 * Until when whoever asks for no more than the constitution believes what this wallet shows of itself, in ms since 1970; null
 * where it has nothing to show yet.
 */
export async function readyUntil({ trust, vault }: Context): Promise<number | null> {
  const fresh = await findRecord(vault, OFFLINE_KEYS.fresh, freshRecordCodec);
  if (fresh === undefined) return null;
  return fresh.signedAt + trust.constitution.parameters.freshnessMs;
}

/** What remembers entries as proven under a checkpoint of now. */
export async function provenUnder(
  context: Context,
  entries: readonly LoggedEntry[],
  { checkpoint, epoch }: TrustedCheckpoint,
): Promise<StorageChange[]> {
  const reader = readerOf(context, checkpoint);
  const changes: StorageChange[] = [];
  for (const entry of entries) {
    const proof = await reader.prove(leafOf(context, entry), entry.index, checkpoint);
    if (proof === undefined) {
      stop('unreachable', 'bad-answer', 'The sovereign shows no proof of what it certified.');
    }
    const { effects, index } = entry;
    const renewed = { index, treeSize: checkpoint.size, effects, proof, epoch };
    const key = OFFLINE_KEYS.renewed(stateId(entry.transition.state));
    changes.push(storing<RenewedRecord>(key, renewedRecordCodec, renewed));
  }
  return changes;
}

/** An entry of the log, opened: an own one, or the put of cover that somebody gave. */
export type LoggedEntry = Pick<EntryRecord, 'transition' | 'index' | 'effects'>;

export function coverEntry(cover: ShownCoverRecord): LoggedEntry {
  const { state, operation, index, effects } = cover;
  return { transition: { state, operation, signatures: [] }, index, effects };
}

/** Whether no new epoch has given its entry up. */
function isLiving({ trust }: Context, { epoch, index }: ShownCoverRecord): boolean {
  return index < livingSize(trust, epoch);
}

/** Cover that payees of an own allowance can be shown, by its holds' ids. */
export async function coversOf(
  context: Context,
  allowance: Hash,
): Promise<{ readonly hold: Hash; readonly cover: ShownCoverRecord }[]> {
  const prefix = OFFLINE_KEYS.shownCovers(allowance);
  const listed = await listRecords(context.vault, prefix, shownCoverRecordCodec);
  return listed
    .filter(({ value }) => isLiving(context, value))
    .map(({ key, value }) => ({ hold: readHashKey(key), cover: value }));
}

function leafOf({ ports }: Context, entry: LoggedEntry): Hash {
  const hasher = logHasher((data) => ports.crypto.sha256(data));
  return hasher.leaf(entryLeaf(stateId(entry.transition.state), entry.effects));
}

/** The puts of a hold: its own, its raises', its guarantee's. */
function putsOf({ entry, raises, guarantee }: OpenOwnHold): EntryRecord[] {
  return [entry, ...raises.map((raise) => raise.entry), ...(guarantee ? [guarantee.entry] : [])];
}

/** Ends the operation where this wallet cannot show young evidence to somebody whom it meets. */
async function freshEntry(
  context: Context,
): Promise<{ entry: EntryRecord; fresh: FreshRecord; certificate: Certificate }> {
  const fresh = await findRecord(context.vault, OFFLINE_KEYS.fresh, freshRecordCodec);
  if (fresh === undefined) {
    return stop(
      'refused',
      'no-evidence',
      'This wallet has nothing young to show of itself yet: sync it once while the sovereign can be reached.',
    );
  }
  const key = KEYS.entry('identity', fresh.sequence);
  const entry = await findRecord(context.vault, key, entryRecordCodec);
  if (entry === undefined)
    throw new StorageDamage([{ where: `record ${key}`, what: 'is missing' }]);
  return { entry, fresh, certificate: await certificateFor(context, entry) };
}

async function certificateFor(context: Context, entry: EntryRecord): Promise<Certificate> {
  const renewed = await renewedOf(context, entry);
  return await certificateOfEntry(context.vault, { ...entry, ...renewed });
}

function renewedOf({ vault }: Context, entry: LoggedEntry): Promise<RenewedRecord | undefined> {
  return findRecord(
    vault,
    OFFLINE_KEYS.renewed(stateId(entry.transition.state)),
    renewedRecordCodec,
  );
}

/** Cover as payees are shown it; kept with its first proof, in one write. */
async function openedCover(context: Context, cover: ShownCoverRecord): Promise<OpenedItem> {
  const entry = coverEntry(cover);
  const renewed = await renewedOf(context, entry);
  if (renewed === undefined) {
    throw new StorageDamage([{ where: 'record offline/covered', what: 'is not proven' }]);
  }
  const certificate = await certificateOfEntry(context.vault, { ...entry, ...renewed });
  const { state, operation } = cover;
  return { put: { certificate, state, operation }, index: cover.number };
}

/** What was proven last, and by which evidence: the entry, and so all before it, is named in it by its id. */
const proven = new WeakMap<Context, { readonly by: Uint8Array; readonly membership: Membership }>();

/** That this device is of its identity, for whoever has pinned the sovereign. */
export async function ownMembership(context: Context): Promise<Membership> {
  const by = await context.vault.get(OFFLINE_KEYS.fresh);
  const known = proven.get(context);
  if (by !== undefined && known !== undefined && equalBytes(known.by, by)) return known.membership;
  const membership = await proveMembership(context);
  if (by !== undefined) proven.set(context, { by, membership });
  return membership;
}

async function proveMembership(context: Context): Promise<Membership> {
  const { entry, fresh, certificate } = await freshEntry(context);
  const all = await listRecords(context.vault, KEYS.entries('identity'), entryRecordCodec);
  const until = all.filter(({ key }) => readPlaceKey(key).sequence <= fresh.sequence);
  const view = identityAfter(until)?.view;
  const device = view?.devices.find(({ chain }) => chain.toHex() === context.deviceChain.toHex());
  const proof =
    view === undefined ? undefined : proveContents(identityEntries(view), context.deviceChain);
  if (device === undefined || proof === undefined) {
    return stop(
      'refused',
      'no-evidence',
      'This device was enrolled after the last sync: sync again.',
    );
  }
  return { certificate, state: entry.transition.state, ordinal: device.ordinal, proof };
}

/** What a bundle of now shows of a hold. */
export async function shownNow(context: Context, hold: OpenOwnHold): Promise<ShownBundle> {
  const collateral = hold.guarantee === null ? [] : [hold.guarantee.put];
  const covers = hold.kind === 'tab' ? [] : await coversOf(context, hold.hold);
  return { cap: hold.cap, guarantees: [...collateral, ...covers.map((cover) => cover.hold)] };
}

/** Whether one that was shown a hold so need not be shown it as it is `now`. */
export function showsAll(shown: ShownBundle, now: ShownBundle): boolean {
  const isKnown = (id: Hash): boolean => shown.guarantees.some((one) => equalBytes(one, id));
  return shown.cap === now.cap && now.guarantees.every(isKnown);
}

/** All that a payee needs which has not met this hold. */
export async function bundleOf(context: Context, hold: OpenOwnHold): Promise<Bundle> {
  const { certificate: fresh } = await freshEntry(context);
  const open = async (entry: EntryRecord): Promise<Opened> => ({
    certificate: await certificateFor(context, entry),
    state: entry.transition.state,
    operation: entry.transition.operation,
  });
  const raises: Opened[] = [];
  for (const { entry } of hold.raises) raises.push(await open(entry));
  const guarantees: OpenedItem[] =
    hold.guarantee === null ? [] : [{ put: await open(hold.guarantee.entry), index: 0 }];
  for (const { cover } of await coversOf(context, hold.hold)) {
    guarantees.push(await openedCover(context, cover));
  }
  return {
    founding: ownFounding(context),
    put: await open(hold.entry),
    index: hold.own.index,
    putter: ownParty(context),
    raises,
    guarantees,
    fresh,
  };
}
