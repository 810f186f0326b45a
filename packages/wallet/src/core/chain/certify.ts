import {
  type Amount,
  type Certificate,
  type Effects,
  type Hash,
  type Operation,
  type Transition,
  addAmounts,
  certificateCodec,
  decode,
  holdId,
  stateId,
} from '@tallystick/protocol';
import { type Context, findRecord, store, storing } from '../context.ts';
import type { StorageChange } from '../ports.ts';
import { type ChainRecord, type Pending, chainRecordCodec } from '../records/chain-record.ts';
import {
  type EntryRecord,
  entryRecordCodec,
  outgoingRecordCodec,
  waitingUploadCodec,
  wantedNoteCodec,
} from '../records/entry-record.ts';
import { type ChainName, KEYS } from '../records/keys.ts';
import { seenCodec } from '../records/profile.ts';
import { stop } from '../stop.ts';
import { type ProvenCertificate, checkCertificate } from '../trust/checkpoints.ts';
import { livingSize } from '../trust/epochs.ts';
import { afterIdentityOperation, storedOperation, tipOf } from './chain-tip.ts';
import { signPending } from './sign.ts';
import { keepingCheckpoint } from './checkpoint-store.ts';
import { believe, checkShown } from './fetch-checkpoint.ts';
import { moved, movementsOf, outgoingMovementsOf } from './holdings.ts';
import { withCheckpoint } from './ledger-time.ts';

/** A certified transition, as it was stored. */
export interface Certified {
  readonly id: Hash;
  readonly entry: EntryRecord;
  readonly certificate: Certificate;
}

/** A certificate in canonical bytes. */
export function readCertificate(bytes: Uint8Array): Certificate {
  const decoded = decode(certificateCodec, bytes);
  if (decoded.ok) return decoded.value;
  return stop('unreachable', 'bad-answer', `The certificate is malformed: ${decoded.reason}.`);
}

/**
 * Takes the certificate of a chain's pending transition: checks it, then stores it, the new head, what it moved, and the
 * checkpoint, in one write.
 */
export async function certify(
  context: Context,
  chain: ChainName,
  certificate: Certificate,
): Promise<Certified> {
  // A wallet that was put back from an older copy may find admitted what it had only prepared: the same
  // state is signed once more, so that what is stored of it is whole.
  if (context.chains[chain].pending?.signatures.length === 0) await signPending(context, chain);
  const record = context.chains[chain];
  const { pending } = record;
  if (pending === null) throw new RangeError('nothing is pending');
  const id = stateId(pending.state);
  const operation = storedOperation(pending.operation, `record chain/${chain}`);
  const proven = await proveCertificate(context, certificate, id, operation);
  const entry = entryOf(pending, proven);
  const identity =
    chain === 'identity'
      ? afterIdentityOperation(context.identity, operation, pending.operation)
      : context.identity;
  const own = await ownTakings(context, operation);
  const next =
    chain === 'device' ? afterDevice(record, pending, operation, own) : opened(record, pending);
  const seen = withCheckpoint(context, context.seen, proven.under);
  await store(context.vault, [
    ...(await keepingCheckpoint(context, proven.under)),
    ...(await changesOf(context, chain, id, operation, pending)),
    storing(KEYS.entry(chain, sequenceOf(context, chain)), entryRecordCodec, entry),
    storing(KEYS.chain(chain), chainRecordCodec, next),
    storing(KEYS.seen, seenCodec, seen),
  ]);
  context.chains[chain] = next;
  context.seen = seen;
  context.identity = identity;
  return { id, entry, certificate };
}

/** Checks a certificate against the pinned constitution and its effects against the operation. */
export async function proveCertificate(
  context: Context,
  certificate: Certificate,
  id: Hash,
  operation: Operation,
): Promise<ProvenCertificate> {
  const proven = await proveInclusion(context, certificate, id);
  requireEffects(operation, proven);
  return proven;
}

/** What keeps a certificate that somebody else has brought from proving a transition; only what the log has signed is tampering. */
export async function shownFault(
  context: Context,
  certificate: Certificate,
  id: Hash,
  operation: Operation,
): Promise<string | undefined> {
  const { crypto } = context.ports;
  const checked = await checkShown(context, () =>
    checkCertificate(crypto, context.trust, certificate, id),
  );
  if (!checked.ok) return checked.fault;
  if (certificate.treeSize > livingSize(context.trust, checked.value.under.epoch))
    return 'given-up';
  requireEffects(operation, checked.value);
  return undefined;
}

function requireEffects(operation: Operation, { effects }: ProvenCertificate): void {
  const fault = effectsFault(operation, effects);
  if (fault === undefined) return;
  const message = `The certified effects are not the operation's: ${fault}.`;
  stop('tampering', 'effects-differ', message);
}

/** Checks a certificate against the pinned constitution. One that a new epoch gave up proves nothing of this log. */
export async function proveInclusion(
  context: Context,
  certificate: Certificate,
  id: Hash,
): Promise<ProvenCertificate> {
  const { crypto } = context.ports;
  const proven = await believe(context, () =>
    checkCertificate(crypto, context.trust, certificate, id),
  );
  const { epoch, note } = proven.under;
  if (certificate.treeSize <= livingSize(context.trust, epoch)) return proven;
  const message = 'The sovereign shows a certificate that its root has declared to be given up.';
  const checkpoint = new TextDecoder().decode(note);
  return stop('tampering', 'certificate-given-up', message, { checkpoint });
}

/** What keeps effects from being those of an operation. */
export function effectsFault(operation: Operation, effects: Effects): string | undefined {
  if (effects.kind !== operation.kind) return `${effects.kind} instead of ${operation.kind}`;
  if (operation.kind === 'put' && effects.kind === 'put') {
    const items = operation.holds.length + (operation.raises?.length ?? 0);
    return effects.decisions.length === items ? undefined : 'other holds';
  }
  if (operation.kind === 'take' && effects.kind === 'take') {
    if (effects.takings.length !== operation.takings.length) return 'other takings';
    const least = operation.takings.every(
      ({ amount }, i) =>
        (effects.takings[i]?.paidAfter ?? 0n) >= amount || effects.takings[i]?.closed === true,
    );
    return least ? undefined : 'less was taken';
  }
  return undefined;
}

/** The sequence of a chain's next transition. */
export function sequenceOf(context: Context, chain: ChainName): number {
  if (context.chains[chain].head === null && chain === 'identity') return 0;
  return tipOf(context, chain).state.sequence + 1;
}

export function pendingTransition(pending: Pending): Transition {
  const { state, operation, signatures } = pending;
  return { state, operation, signatures };
}

function entryOf(pending: Pending, { certificate, under }: ProvenCertificate): EntryRecord {
  const { index, treeSize, effects, proof } = certificate;
  const { details } = pending;
  const transition = pendingTransition(pending);
  return { transition, index, treeSize, effects, proof, epoch: under.epoch, details };
}

/** What was counted for takings of holds that this device put: what returns may have been put by another device. */
async function ownTakings(
  context: Context,
  operation: Operation,
): Promise<ReadonlyMap<number, Amount>> {
  const own = new Map<number, Amount>();
  if (operation.kind !== 'take') return own;
  for (const [taking, { hold }] of operation.takings.entries()) {
    const known = await findRecord(context.vault, KEYS.outgoing(hold), outgoingRecordCodec);
    if (known !== undefined) own.set(taking, known.amount);
  }
  return own;
}

function afterDevice(
  record: ChainRecord,
  pending: Pending,
  operation: Operation,
  own: ReadonlyMap<number, Amount>,
): ChainRecord {
  const { details } = pending;
  const outgoing = outgoingMovementsOf(operation, details, (taking) => own.get(taking));
  return {
    head: pending.state,
    balances: moved(record.balances, movementsOf(operation, details)),
    outgoing: moved(record.outgoing, outgoing),
    pending: null,
  };
}

function opened(record: ChainRecord, pending: Pending): ChainRecord {
  return { ...record, head: pending.state, pending: null };
}

/** The records of the holds that a put opens or raises. */
export async function outgoingChanges(
  { vault }: Context,
  operation: Operation,
  id: Hash,
): Promise<StorageChange[]> {
  if (operation.kind !== 'put') return [];
  const changes = operation.holds.map(({ currency, cap: amount, claims }, i) => {
    const until = Math.max(...claims.map((claim) => claim.until));
    const record = { currency, amount, until };
    return storing(KEYS.outgoing(holdId(id, i)), outgoingRecordCodec, record);
  });
  for (const { hold, by } of operation.raises ?? []) {
    const key = KEYS.outgoing(hold);
    const known = await findRecord(vault, key, outgoingRecordCodec);
    const amount = known === undefined ? undefined : addAmounts(known.amount, by);
    if (known === undefined || amount === undefined) continue;
    changes.push(storing(key, outgoingRecordCodec, { ...known, amount }));
  }
  return changes;
}

/** Records beside the chain: holds that are open now or closed, memos to upload or to read. */
async function changesOf(
  context: Context,
  chain: ChainName,
  id: Hash,
  operation: Operation,
  { details, uploads, createdAt: since }: Pending,
): Promise<StorageChange[]> {
  const changes = uploads.map(({ hash, sealed }) =>
    storing(KEYS.upload(hash), waitingUploadCodec, { put: id, sealed }),
  );
  if (operation.kind !== 'take') {
    return [...changes, ...(await outgoingChanges(context, operation, id))];
  }
  const sequence = sequenceOf(context, chain);
  for (const [taking, { hold }] of operation.takings.entries()) {
    const detail = details[taking];
    if (detail?.kind === 'returned') changes.push({ key: KEYS.outgoing(hold), value: null });
    if (detail?.kind !== 'received' || detail.note === null) continue;
    const wanted = { sequence, taking, since };
    changes.push(storing(KEYS.wanted(detail.note), wantedNoteCodec, wanted));
  }
  return changes;
}
