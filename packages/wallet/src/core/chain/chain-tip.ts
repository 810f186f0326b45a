import {
  type Applied,
  type BuiltTransition,
  type Hash,
  type IdentityView,
  type Operation,
  type SayOperation,
  type State,
  applyStatement,
  buildTransition,
  decode,
  decodeGovernance,
  decodeState,
  decodeStatement,
  deviceContents,
  encodeState,
  identityContents,
  impliedFirstState,
  openIdentity,
  operationCodec,
  operationHash,
  stateId,
} from '@tallystick/protocol';
import type { Context, KnownIdentity } from '../context.ts';
import type { ChainName } from '../records/keys.ts';
import { StorageDamage } from '../storage/damage.ts';
import { stop } from '../stop.ts';
import type { Holding } from '../records/chain-record.ts';
import { balancePairs } from './holdings.ts';

/** The last certified state of an own chain. */
export interface Tip {
  readonly state: State;
  readonly id: Hash;
}

/** The tip of a chain; of a device's chain that has no transition yet, its implied S_0. */
export function tipOf(context: Context, chain: ChainName): Tip {
  const { head } = context.chains[chain];
  return readTip(head ?? firstDeviceState(context, chain), chain);
}

/** A state that this wallet stored or made. */
export function readTip(bytes: Uint8Array, chain: ChainName): Tip {
  const decoded = decodeState(bytes);
  if (!decoded.ok) throw damaged(chain, decoded.reason);
  return { state: decoded.value, id: stateId(bytes) };
}

/** A device's S_0, which nobody submits. */
export function firstDeviceState(context: Context, chain: ChainName = 'device'): Uint8Array {
  if (chain !== 'device') throw damaged(chain, 'has no state');
  const { suite } = context.profile.device.key;
  const introduced = context.identity?.introduced[context.enrolment.ordinal];
  if (introduced === undefined) throw damaged(chain, 'is of a device that is not enrolled');
  return encodeState(impliedFirstState(context.deviceChain, suite, introduced));
}

/** The next transition of the device's chain, after which it has `balances`. */
export function nextOfDevice(
  context: Context,
  operation: Operation,
  balances: readonly Holding[],
): BuiltTransition {
  const { state, id } = tipOf(context, 'device');
  const contents = deviceContents(balancePairs(balances));
  return buildTransition({ head: state, headId: id, operation, contents });
}

/** The next transition of the identity's chain. */
export function nextOfIdentity(
  context: Context,
  operation: SayOperation,
  after: IdentityView,
): BuiltTransition {
  const { state, id } = tipOf(context, 'identity');
  return buildTransition({ head: state, headId: id, operation, contents: identityContents(after) });
}

/**
 * An identity after an operation of its chain, null before its opening; an operation that does not fit ends the wallet's own
 * operation with `refused`.
 */
export function afterIdentityOperation(
  before: KnownIdentity | null,
  operation: Operation,
  operationBytes: Uint8Array,
): KnownIdentity {
  const applied = applyTo(before, operation);
  if (!applied.ok) {
    const message = `This change does not fit the identity: ${applied.fault}.`;
    return stop('refused', applied.fault, message);
  }
  const known = before?.introduced ?? [];
  const isNew = applied.view.devices.length > known.length;
  const introduced = isNew ? [...known, operationHash(operationBytes)] : known;
  return { view: applied.view, introduced };
}

function applyTo(
  before: KnownIdentity | null,
  operation: Operation,
): Applied | { readonly ok: false; readonly fault: string } {
  if (before === null) {
    if (operation.kind !== 'open') return { ok: false, fault: 'not-opened' };
    return openIdentity(operation.genesis, operation.countries, operation.handle);
  }
  if (operation.kind !== 'say') return { ok: false, fault: 'wrong-operation' };
  // What is said about governance leaves the identity as it is.
  const { statement: kind, body } = operation;
  if (decodeGovernance(kind, body).ok) return { ok: true, view: before.view };
  const statement = decodeStatement(kind, body);
  if (!statement.ok) return { ok: false, fault: 'statement-malformed' };
  return applyStatement(before.view, statement.value);
}

/** An operation that this wallet stored. */
export function storedOperation(bytes: Uint8Array, where: string): Operation {
  const decoded = decode(operationCodec, bytes);
  if (decoded.ok) return decoded.value;
  throw new StorageDamage([{ where, what: decoded.reason }]);
}

function damaged(chain: ChainName, what: string): StorageDamage {
  return new StorageDamage([{ where: `record chain/${chain}`, what }]);
}
