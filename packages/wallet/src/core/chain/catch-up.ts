import {
  type DeviceView,
  type Hash,
  MAX_TRANSITION_BYTES,
  type Operation,
  type Transition,
  decode,
  decodeState,
  deviceContents,
  equalBytes,
  operationCodec,
  stateId,
  transitionCodec,
} from '@tallystick/protocol';
import type { StoredHead, StoredTransition } from '../client/own-client.ts';
import {
  type Context,
  findRecord,
  store,
  storeChain,
  storing,
  storingProfile,
} from '../context.ts';
import { stopping } from '../offline/rolled-back.ts';
import { deviceRequest } from '../identity/device-request.ts';
import type { StorageChange } from '../ports.ts';
import type { ChainRecord, Holding } from '../records/chain-record.ts';
import type { Detail } from '../records/detail.ts';
import {
  type EntryRecord,
  abandonedRecordCodec,
  baseRecordCodec,
  entryRecordCodec,
  outgoingRecordCodec,
} from '../records/entry-record.ts';
import { givenUpRecordCodec } from '../records/given-up-record.ts';
import { type ChainName, KEYS } from '../records/keys.ts';
import { Stop, stop } from '../stop.ts';
import {
  certify,
  outgoingChanges,
  proveCertificate,
  readCertificate,
  sequenceOf,
} from './certify.ts';
import { type Tip, tipOf } from './chain-tip.ts';
import { keepingCheckpoint } from './checkpoint-store.ts';
import { refetchCheckpoint } from './fetch-checkpoint.ts';
import { balancePairs, moved, putAmounts } from './holdings.ts';
import { stepOver } from './step-over.ts';

/**
 * Before the first signature of a session, and after a new epoch: a wallet that was put back from an older copy would else
 * sign a second time for a sequence that it has used. The newest checkpoint has to be fetched before.
 */
export async function ensureCurrent(context: Context): Promise<void> {
  try {
    await catchUp(context, 'identity');
  } catch (error) {
    // A device that the identity has not enrolled, as far as this wallet knows, gets no session to learn otherwise.
    const isUnanswered = error instanceof Stop && error.failure.kind === 'unreachable';
    if (!isUnanswered || ownDevice(context) !== undefined) throw error;
  }
  await findEnrolment(context);
  await catchUp(context, 'device');
  context.isCurrent = true;
}

/** This device, as its identity has enrolled it; undefined from when a new epoch gave that up until it is enrolled again. */
export function ownDevice({
  deviceChain,
  identity,
}: Pick<Context, 'deviceChain' | 'identity'>): DeviceView | undefined {
  return identity?.view.devices.find(({ chain }) => equalBytes(chain, deviceChain));
}

/** Where a new epoch gave up this device's enrolment it may have another place in its identity now, or none. */
async function findEnrolment(context: Context): Promise<void> {
  const { enrolment, profile, vault } = context;
  const found = ownDevice(context) ?? notEnrolled(context);
  if (found.ordinal === enrolment.ordinal) return;
  const moved = { ...enrolment, ordinal: found.ordinal };
  await store(vault, [storingProfile({ ...profile, enrolment: moved })]);
  context.profile = { ...profile, enrolment: moved };
  context.enrolment = moved;
}

/** Ends the operation: this device has to be enrolled once more. */
export function notEnrolled({ profile }: Pick<Context, 'profile'>): never {
  const message =
    'A new epoch gave up the enrolment of this device: pass its request to another device of the identity again.';
  return stop('refused', 'not-enrolled', message, { request: deviceRequest(profile.device) });
}

/**
 * Compares an own chain with what the sovereign has stored, and takes over what is newer there: on the identity's chain the
 * changes that another device made; on the device's own chain what a wallet that was put back from an older copy has
 * forgotten. Everything is checked as if a stranger had sent it. A sovereign that shows less than it has certified, or
 * another state at one sequence, ends the operation with `tampering`.
 */
export async function catchUp(context: Context, chain: ChainName): Promise<number> {
  const head = await checkHead(context, chain);
  const id = chainId(context, chain);
  let adopted = 0;
  while (sequenceOf(context, chain) <= head.sequence) {
    const from = sequenceOf(context, chain);
    const page = await context.own.transitions(id, from);
    if (page.length === 0)
      stop('unreachable', 'bad-answer', 'The sovereign shows a gap in a chain.');
    for (const stored of page) {
      await adopt(context, chain, stored);
      adopted += 1;
    }
  }
  // Also where the machine stopped between taking a chain over and this.
  if (chain === 'device' && !hasBalances(context, context.chains.device.balances)) {
    await rebase(context, head.balances);
  }
  return adopted;
}

/**
 * Ends the operation with `tampering` where the sovereign does not store the heads that it certified. A device that is not
 * enrolled gets no session to ask in.
 */
export async function checkHeads(context: Context): Promise<void> {
  if (ownDevice(context) === undefined) return;
  await catchUp(context, 'identity');
  await catchUp(context, 'device');
}

/**
 * The head that the sovereign stores: at this wallet's sequence the same state, or a later one. A ledger that was restored may
 * answer so before this wallet has heard of its epoch: nobody is accused before that is known.
 */
async function checkHead(context: Context, chain: ChainName): Promise<StoredHead> {
  const head = await context.own.head(chainId(context, chain));
  const tip = knownTip(context, chain);
  const sequence = tip?.state.sequence ?? 0;
  if (head === null || head.sequence < sequence) {
    const shown = head === null ? 'nothing' : `sequence ${head.sequence}`;
    const message = `The sovereign certified sequence ${sequence} of this wallet's chain, and now shows ${shown}.`;
    await refetchCheckpoint(context);
    return stop('tampering', 'ledger-behind', message, { chain, sequence });
  }
  if (tip === null || head.sequence > sequence || equalBytes(head.id, tip.id)) return head;
  await refetchCheckpoint(context);
  return stop('tampering', 'other-head', 'The sovereign shows another state than it certified.');
}

/** Null for an identity of which this wallet has nothing yet: that of a device that joins. */
function knownTip(context: Context, chain: ChainName): Tip | null {
  const isUnknown = chain === 'identity' && context.chains.identity.head === null;
  return isUnknown ? null : tipOf(context, chain);
}

function chainId(context: Context, chain: ChainName): Hash {
  return chain === 'device' ? context.deviceChain : context.enrolment.identity;
}

/** Takes over one transition that this wallet does not have. */
async function adopt(context: Context, chain: ChainName, stored: StoredTransition): Promise<void> {
  const { transition, operation } = readTransition(stored.transition);
  const { identity } = context;
  const position = { tip: knownTip(context, chain), identity };
  const step = stepOver(context, chain, position, transition, operation);
  if (!step.ok) {
    await refetchCheckpoint(context);
    return forged(step.fault);
  }
  const { id, state } = step;
  const certificate = readCertificate(stored.certificate);
  const { pending } = context.chains[chain];
  if (pending !== null && equalBytes(stateId(pending.state), id)) {
    await certify(context, chain, certificate);
    return;
  }
  const proven = await proveCertificate(context, certificate, id, operation);
  const { index, treeSize, effects, proof } = certificate;
  const known = await rememberedAs(context, chain, state.sequence, id);
  const details = known.details ?? (await detailsOf(context, operation));
  const { epoch } = proven.under;
  const entry: EntryRecord = { transition, index, treeSize, effects, proof, epoch, details };
  const changes = [
    ...(await keepingCheckpoint(context, proven.under)),
    ...supersede(context, chain),
    ...known.removed,
    ...(chain === 'device' ? [stopping(state.sequence)] : []),
    ...(await outgoingChanges(context, operation, id)),
    storing(KEYS.entry(chain, state.sequence), entryRecordCodec, entry),
  ];
  const record = context.chains[chain];
  const aside = operation.kind === 'put' ? putAmounts(operation, details) : [];
  const outgoing = moved(record.outgoing, aside);
  const next: ChainRecord = { ...record, head: transition.state, outgoing, pending: null };
  await storeChain(context, chain, next, changes);
  context.identity = step.position.identity;
}

/**
 * What this wallet remembers of a transition that it signed itself and thought would not happen: a new epoch gave it up, or
 * its time was over by an earlier epoch's, and then somebody sent it again.
 */
async function rememberedAs(
  { vault }: Context,
  chain: ChainName,
  sequence: number,
  id: Hash,
): Promise<{ details: readonly Detail[] | undefined; removed: StorageChange[] }> {
  const [abandoned, givenUp] = [
    KEYS.abandoned(chain, sequence, id),
    KEYS.givenUp(chain, sequence, id),
  ];
  const found =
    (await findRecord(vault, givenUp, givenUpRecordCodec)) ??
    (await findRecord(vault, abandoned, abandonedRecordCodec));
  if (found === undefined) return { details: undefined, removed: [] };
  const removed = [abandoned, givenUp].map((key) => ({ key, value: null }));
  return { details: found.details, removed };
}

/** The balances of the device's chain after what was taken over: the sovereign's, if they are what the state commits to. */
async function rebase(context: Context, balances: readonly Holding[]): Promise<void> {
  if (!hasBalances(context, balances)) {
    await refetchCheckpoint(context);
    return forged('its balances are others');
  }
  const { state } = tipOf(context, 'device');
  const base = { sequence: state.sequence, balances: [...balances] };
  const changes = [storing(KEYS.base, baseRecordCodec, base)];
  await storeChain(context, 'device', { ...context.chains.device, balances }, changes);
}

/** Whether these are the balances that the head of the device's chain commits to. */
function hasBalances(context: Context, balances: readonly Holding[]): boolean {
  const { state } = tipOf(context, 'device');
  return equalBytes(deviceContents(balancePairs(balances)), state.contents);
}

function readTransition(bytes: Uint8Array): { transition: Transition; operation: Operation } {
  const transition = decode(transitionCodec, bytes, MAX_TRANSITION_BYTES);
  if (!transition.ok) return forged(transition.reason);
  const operation = decode(operationCodec, transition.value.operation);
  if (!operation.ok) return forged(operation.reason);
  return { transition: transition.value, operation: operation.value };
}

/** A pending transition whose sequence is taken by another can never be admitted. */
function supersede(context: Context, chain: ChainName): StorageChange[] {
  const { pending } = context.chains[chain];
  if (pending === null) return [];
  const { state, operation, signatures, details, refusal } = pending;
  const abandonedAt = context.seen.signedTime;
  const record = { state, operation, signatures, details, abandonedAt, refusal };
  const decoded = decodeState(state);
  const sequence = decoded.ok ? decoded.value.sequence : 0;
  const key = KEYS.abandoned(chain, sequence, stateId(state));
  return [storing(key, abandonedRecordCodec, record)];
}

/** What a put tells of itself; what was taken stands in no transition. */
async function detailsOf(context: Context, operation: Operation): Promise<Detail[]> {
  if (operation.kind !== 'put') return [];
  const details: Detail[] = operation.holds.map(({ currency, cap: amount, claims }) => {
    const [claim] = claims;
    const party = claim?.payee.kind === 'identity' ? claim.payee.identity : null;
    if (party !== null && claim?.meter.kind === 'all') {
      return { kind: 'paid', party, handle: null, memo: null, reference: null };
    }
    return { kind: 'set-aside', party, handle: null, currency, amount };
  });
  for (const { hold, by: amount } of operation.raises ?? []) {
    const known = await findRecord(context.vault, KEYS.outgoing(hold), outgoingRecordCodec);
    // Of another device's hold, or one that has closed: its currency stands nowhere here.
    if (known === undefined) break;
    const { currency } = known;
    details.push({ kind: 'set-aside', party: null, handle: null, currency, amount });
  }
  return details;
}

function forged(what: string): never {
  const message = `The sovereign shows a transition of this wallet's chain that is none: ${what}.`;
  return stop('tampering', 'forged-transition', message);
}
