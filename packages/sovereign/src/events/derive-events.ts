import {
  type Effects,
  type Hash,
  type Hold,
  type Operation,
  type PutOperation,
  type TakeOperation,
  decode,
  decodeStatement,
  effectsCodec,
  encode,
  encodeAddress,
  holdCodec,
  holdId,
  toBase64url,
  toHex,
} from '@tallystick/protocol';
import { type LedgerState, readCurrency, readHold } from '@tallystick/ledger';
import { handleOf } from '../reads/identity.ts';
import type { EventType, NodeEvent } from './node-event.ts';

/** An admitted transition, as far as events follow from it. */
export interface EventSource {
  readonly index: number;
  readonly id: Hash;
  readonly chain: Hash;
  readonly sequence: number;
  readonly operation: Operation;
  /** Canonical bytes. */
  readonly effects: Uint8Array;
}

/** Who owned a hold, and which transition put it; asked for holds that may be closed by now. */
export interface HoldOrigin {
  /** The identity, or the treasury's chain. */
  readonly owner: Hash;
  readonly put: Hash;
}

export interface DeriveOptions {
  readonly state: LedgerState;
  /** Only events of these identities are derived. */
  readonly wants: (identity: Hash) => boolean;
  readonly originOf: (hold: Hash) => HoldOrigin | undefined;
}

/** What happened to whom with one entry. The same entry gives the same events whenever it is asked. */
export function deriveEvents(source: EventSource, options: DeriveOptions): NodeEvent[] {
  const effects = decode(effectsCodec, source.effects);
  if (!effects.ok) throw new Error(`entry ${source.index} has no effects: ${effects.reason}`);
  const { time } = effects.value;
  const events: NodeEvent[] = [];
  const add = (type: EventType, identity: Hash, part: number, data: unknown): void => {
    const { index } = source;
    events.push({ id: `${index}-${part}`, index, type, identity, time, data });
  };
  const actor = ownerOf(options.state, source.chain);
  if (options.wants(actor)) {
    const { id, index, chain, sequence } = source;
    add('admitted', actor, 0, { id: toHex(id), index, chain: toHex(chain), sequence });
  }
  const { operation } = source;
  if (operation.kind === 'put') {
    addReceivables(source, operation, { ...options, actor, time, add });
    addRaises(source, operation, { ...options, actor, time, add });
  }
  if (isRevocation(operation)) addFreed(source, { ...options, actor, time, add });
  if (operation.kind === 'take') {
    addTaken(source, operation, effects.value, { ...options, actor, time, add });
  }
  return events;
}

interface Deriving extends DeriveOptions {
  readonly actor: Hash;
  readonly time: number;
  readonly add: (type: EventType, identity: Hash, part: number, data: unknown) => void;
}

/** Part numbers: 0 is `admitted`, then one for each claim of each hold and of each that is raised, or for each taking. */
const CLAIMS = 16;

function addReceivables(source: EventSource, operation: PutOperation, to: Deriving): void {
  for (const [number, hold] of operation.holds.entries()) {
    for (const [claim, { payee }] of hold.claims.entries()) {
      if (payee.kind !== 'identity' || !to.wants(payee.identity)) continue;
      const data = receivable(source, hold, { number, claim }, to);
      to.add('receivable', payee.identity, 1 + number * CLAIMS + claim, data);
    }
  }
}

/** What was added to a tab, to its payee; of one that is closed by now nobody is told any more. */
function addRaises(source: EventSource, { holds, raises = [] }: PutOperation, to: Deriving): void {
  for (const [number, { hold, by }] of raises.entries()) {
    const raised = readHold(to.state, hold);
    for (const [claim, { payee, meter }] of raised?.record.hold.claims.entries() ?? []) {
      if (meter.kind === 'all' || payee.kind !== 'identity' || !to.wants(payee.identity)) continue;
      const data = { hold: toHex(hold), claim, by: String(by), raise: toHex(source.id) };
      to.add('raised', payee.identity, 1 + (holds.length + number) * CLAIMS + claim, data);
    }
  }
}

/** Whether an operation is one that may free balances (protocol.md, section 4). */
export function isRevocation(operation: Operation): boolean {
  if (operation.kind !== 'say') return false;
  const statement = decodeStatement(operation.statement, operation.body);
  return statement.ok && statement.value.kind === 'revoke-device';
}

/**
 * What a revoked device held lies in holds of its identity for itself. No transition names them: they are found by their ids,
 * as long as they are open. One that was taken before anybody was told is not told any more.
 */
function addFreed(source: EventSource, to: Deriving): void {
  if (!to.wants(to.actor)) return;
  for (const number of to.state.currencies.ids.keys()) {
    const found = readHold(to.state, holdId(source.id, number));
    if (found === undefined) continue;
    const data = receivable(source, found.record.hold, { number, claim: 0 }, to);
    to.add('receivable', to.actor, 1 + number * CLAIMS, data);
  }
}

function receivable(
  source: EventSource,
  hold: Hold,
  at: { number: number; claim: number },
  { state, actor, time }: Deriving,
): unknown {
  const currency = state.currencies.numbers.get(toHex(hold.currency)) ?? -1;
  const declared = readCurrency(state, currency);
  const claim = hold.claims[at.claim];
  const payer = state.identities.find(actor);
  return {
    hold: toHex(holdId(source.id, at.number)),
    currency: toHex(hold.currency),
    code: declared?.code ?? '',
    decimals: declared?.decimals ?? 0,
    amount: String(hold.cap),
    claim: at.claim,
    until: claim?.until ?? 0,
    country: claim?.payee.kind === 'identity' ? claim.payee.country : '',
    from: {
      identity: toHex(actor),
      address: payer < 0 ? null : encodeAddress(actor),
      handle: payer < 0 ? null : handleOf(state, payer),
    },
    put: toHex(source.id),
    index: source.index,
    note: hold.note && toHex(hold.note),
    time,
    entry: toBase64url(encode(holdCodec, hold)),
    transition: null,
  };
}

function addTaken(
  source: EventSource,
  operation: TakeOperation,
  effects: Effects,
  to: Deriving,
): void {
  const takings = effects.kind === 'take' ? effects.takings : [];
  for (const [number, taking] of operation.takings.entries()) {
    if (taking.claim === null) continue; // the owner took it back itself
    const origin = to.originOf(taking.hold);
    if (origin === undefined || !to.wants(origin.owner)) continue;
    to.add('taken', origin.owner, 1 + number, {
      hold: toHex(taking.hold),
      put: toHex(origin.put),
      taking: toHex(source.id),
      by: toHex(to.actor),
      amount: String(taking.amount),
      closed: takings[number]?.closed ?? false,
    });
  }
}

/** The identity that a chain belongs to; of a treasury, its chain. */
function ownerOf(state: LedgerState, chain: Hash): Hash {
  const slot = state.devices.find(chain);
  const owner = slot < 0 ? -1 : state.devices.owner(slot);
  return owner < 0 ? chain : state.identities.id(owner);
}
