import {
  type Hash,
  SALT_BYTES,
  type SayOperation,
  type Signature,
  type Statement,
  type Transition,
  bytes,
  decode,
  encode,
  encodeOperation,
  encodeStatement,
  equalBytes,
  fromBase64url,
  record,
  signingContext,
  signingKeys,
  stateId,
  toBase64url,
  toHex,
} from '@tallystick/protocol';
import { afterIdentityOperation, nextOfIdentity, storedOperation } from '../chain/chain-tip.ts';
import { ledgerTime } from '../chain/ledger-time.ts';
import { freePlace, refusalFailure, send } from '../chain/settle.ts';
import { type Context, signWith, store, storeChain, storing } from '../context.ts';
import { type JointRecord, jointRecordCodec } from '../records/joint-record.ts';
import { KEYS } from '../records/keys.ts';
import { Stop, stop } from '../stop.ts';
import { timeText } from '../time-text.ts';
import type { JointChange } from '../wallet-types.ts';
import { describeChange } from './describe-change.ts';
import { invitationOf } from './enrol.ts';
import { freeJointPlace, openJoint } from './joint-place.ts';

/** A change of an identity that several of its devices make together, as it is passed among them. */
const CHANGE_PREFIX = 'tally-change:';
const MAX_CHANGE_BYTES = 400_000;
const CLOCK_MARGIN_MS = 60_000;

const changeCodec = record({ identity: bytes(32), joint: jointRecordCodec });

/** Drafts a change for others to sign, and signs it with this device. `validMs`: how long it can be handed in. */
export async function proposeChange(
  context: Context,
  statement: Statement,
  validMs: number,
): Promise<JointChange> {
  await freeJointPlace(context);
  await freePlace(context, 'identity');
  const { validityMs } = context.trust.constitution.parameters;
  const operation: SayOperation = {
    kind: 'say',
    notAfter: ledgerTime(context) + Math.max(1, Math.min(validMs, validityMs - CLOCK_MARGIN_MS)),
    salt: context.ports.random(SALT_BYTES),
    ...encodeStatement(statement),
  };
  const operationBytes = encodeOperation(operation);
  const after = afterIdentityOperation(context.identity, operation, operationBytes);
  const built = nextOfIdentity(context, operation, after.view);
  return await sign(context, {
    state: built.stateBytes,
    operation: operationBytes,
    signatures: [],
  });
}

/** Signs what another device proposed, if it is the next change of this identity. */
export async function signChange(context: Context, text: string): Promise<JointChange> {
  const joint = read(context, text);
  const id = stateId(joint.state);
  await freeJointPlace(context, id);
  await freePlace(context, 'identity');
  check(context, joint);
  return await sign(context, joint);
}

/** Puts together what several devices have signed; sends it when they are enough. */
export async function submitChange(
  context: Context,
  texts: readonly string[],
): Promise<{ readonly id: string; readonly invitation: string } | JointChange> {
  const [first, ...more] = texts.map((text) => read(context, text));
  if (first === undefined) return stop('usage', 'bad-change', 'There is nothing to hand in.');
  const id = stateId(first.state);
  if (more.some(({ state }) => !equalBytes(state, first.state))) {
    return stop('usage', 'bad-change', 'These are different changes: hand them in one by one.');
  }
  if ((await context.client.certificate(id)) !== null) {
    context.isCurrent = false;
    return { id: toHex(id), invitation: invitationOf(context) };
  }
  await freeJointPlace(context, id);
  if (!isPending(context, id)) await freePlace(context, 'identity');
  check(context, first);
  const own = await openJoint(context);
  const signed = [first, ...more, ...(own === null ? [] : [own])].flatMap(
    ({ signatures }) => signatures,
  );
  const joint = { ...first, signatures: goodSignatures(context, id, signed) };
  if (!isEnough(context, joint)) return view(context, joint);
  const chain = context.chains.identity;
  if (chain.pending === null) {
    const createdAt = context.ports.clock.now();
    const pending = { ...joint, details: [], uploads: [], createdAt, refusal: null };
    await storeChain(context, 'identity', { ...chain, pending });
  }
  const settled = await send(context, 'identity');
  if (settled.kind === 'unknown') throw new Stop(settled.failure);
  if (settled.kind === 'refused') throw new Stop(refusalFailure(settled));
  return { id: toHex(id), invitation: invitationOf(context) };
}

function isPending({ chains }: Context, id: Hash): boolean {
  const { pending } = chains.identity;
  return pending !== null && equalBytes(stateId(pending.state), id);
}

/** What a change says; whether it fits the identity is not looked at. */
export function readChange(context: Context, text: string): JointChange {
  return view(context, read(context, text));
}

async function sign(context: Context, joint: JointRecord): Promise<JointChange> {
  const { deviceKey, enrolment, ports, trust, vault } = context;
  const own = await openJoint(context);
  const known = own === null ? joint.signatures : [...joint.signatures, ...own.signatures];
  // Before it is signed: a device that forgot it could sign another in its place.
  await store(vault, [storing(KEYS.joint, jointRecordCodec, { ...joint, signatures: [] })]);
  const id = stateId(joint.state);
  const by = enrolment.ordinal + 1;
  const message = signingContext('transition', trust.sovereign);
  const mine = { by, bytes: await signWith(ports, deviceKey, id, message) };
  const others = goodSignatures(
    context,
    id,
    known.filter((signature) => signature.by !== by),
  );
  const signatures = [...others, mine].sort((a, b) => a.by - b.by);
  const signed = { ...joint, signatures };
  await store(vault, [storing(KEYS.joint, jointRecordCodec, signed)]);
  return view(context, signed);
}

function read(context: Context, text: string): JointRecord {
  const encoded = text.trim();
  const content = encoded.startsWith(CHANGE_PREFIX)
    ? fromBase64url(encoded.slice(CHANGE_PREFIX.length), MAX_CHANGE_BYTES)
    : undefined;
  const decoded =
    content === undefined ? undefined : decode(changeCodec, content, MAX_CHANGE_BYTES);
  if (decoded?.ok !== true) {
    return stop('usage', 'bad-change', `A change that devices sign starts with ${CHANGE_PREFIX}.`);
  }
  const { identity, joint } = decoded.value;
  if (equalBytes(identity, context.enrolment.identity)) return joint;
  return stop('usage', 'bad-change', 'This is a change of another identity.');
}

/** The state has to be the one that this device would have built: then it says what the operation says, and nothing else. */
function check(context: Context, { state, operation: bytesOf }: JointRecord): void {
  const operation = sayIn(bytesOf);
  const { notAfter } = operation;
  // Whoever signs it is bound to it for so long, the root key too: it could revoke nobody meanwhile.
  if (notAfter - ledgerTime(context) > context.trust.constitution.parameters.validityMs) {
    const message = `It could be handed in until ${timeText(notAfter)}, which is longer than the sovereign allows: propose it anew.`;
    stop('refused', 'too-far-ahead', message);
  }
  const after = afterIdentityOperation(context.identity, operation, bytesOf);
  const built = nextOfIdentity(context, operation, after.view);
  const fits = equalBytes(built.stateBytes, state) && equalBytes(built.operationBytes, bytesOf);
  if (!fits) stop('refused', 'outdated', 'The identity has changed since: propose it anew.');
}

function sayIn(bytesOf: Uint8Array): SayOperation {
  const operation = storedOperation(bytesOf, 'change');
  return operation.kind === 'say' ? operation : stop('usage', 'bad-change', 'This is no change.');
}

/** One of each device, in order; ends the operation where one is not by an active device of the identity. */
function goodSignatures(context: Context, id: Hash, given: readonly Signature[]): Signature[] {
  const { ports, trust, identity } = context;
  const bound = signingContext('transition', trust.sovereign);
  const distinct = new Map(given.map((signature) => [signature.by, signature]));
  for (const { by, bytes: signature } of distinct.values()) {
    const device = identity?.view.devices[by - 1];
    const isGood =
      device?.status === 'active' && ports.crypto.verify(device.device.key, id, signature, bound);
    if (!isGood) stop('usage', 'bad-signature', `The signature of device ${by - 1} is not good.`);
  }
  return [...distinct.values()].sort((a, b) => a.by - b.by);
}

function isEnough({ identity }: Context, { signatures }: Pick<Transition, 'signatures'>): boolean {
  if (identity === null) return false;
  const by = signatures.map((signature) => signature.by);
  return signingKeys({ kind: 'identity', view: identity.view }, by).ok;
}

function view(context: Context, joint: JointRecord): JointChange {
  const content = encode(changeCodec, { identity: context.enrolment.identity, joint });
  const statement = sayIn(joint.operation);
  return {
    change: `${CHANGE_PREFIX}${toBase64url(content)}`,
    does: describeChange(statement),
    signed: joint.signatures.map(({ by }) => by - 1),
    needed: context.identity?.view.policy.threshold ?? 1,
    until: statement.notAfter,
  };
}
