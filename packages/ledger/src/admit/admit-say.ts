import {
  activeDevices,
  applyStatement,
  decodeStatement,
  type Effects,
  identityContents,
  type IdentityView,
  MAX_DEVICES,
  MAX_RECORDS,
  type SayOperation,
  type Statement,
  type StatementFault,
  UNREGISTERED,
} from '@tallystick/protocol';
import { isAboutGovernance, judge } from '../governance/admit/judge.ts';
import { notAcceptable, type Refusal, refuse } from '../refusal/refusal.ts';
import type { Change } from '../state/change.ts';
import { MAX_INTENTS } from '../state/details.ts';
import { openIntents } from '../state/intents.ts';
import { detailOf, findHandle, type LedgerState } from '../state/state.ts';
import { deviceSlots, identityAt } from '../state/view.ts';
import { firstHead } from './admit-open.ts';
import type { AdmitContext } from './admit.ts';
import type { Outcome } from './admitted.ts';
import { checkAttestation } from './check-attestation.ts';
import { checkContents } from './check-contents.ts';
import { checkForkProof } from './check-fork-proof.ts';
import { isByRoot, type Verify } from './check-signatures.ts';
import { checkSuite } from './check-suite.ts';
import type { DecodedTransition } from './decode-transition.ts';
import { freeBalances } from './free-balances.ts';

/** A statement on an identity's chain. `slot` is the identity's. */
export function admitSay(
  state: LedgerState,
  transition: DecodedTransition,
  operation: SayOperation,
  slot: number,
  context: AdmitContext,
): Outcome | Refusal {
  if (isAboutGovernance(operation)) {
    return admitGovernance(state, transition, operation, slot, context);
  }
  const decoded = decodeStatement(operation.statement, operation.body);
  if (!decoded.ok) return undecodable(operation.statement, decoded.reason);
  const statement = decoded.value;
  const { header, verifyInside: verify } = context;
  const view = identityAt(state, slot);
  const applied = applyStatement(view, statement);
  if (!applied.ok) return unfit(view, statement, applied.fault);
  const refusal =
    checkContents(transition.state, identityContents(applied.view)) ??
    checkStatement(state, view, statement, { slot, time: header.time, verify }) ??
    checkLastDevice(applied.view, statement, transition);
  if (refusal !== undefined) return refusal;
  const effects: Effects = { kind: 'say', time: header.time };
  const changes = changesOf(state, transition, statement, { slot, time: header.time });
  if (statement.kind === 'fork-proof') {
    const proven = checkForkProof(state, statement, context.crypto);
    if (!proven.ok) return proven;
    if (!proven.jobs.every(verify)) return notAcceptable('wrong-signature');
    changes.push(...proven.changes);
    const known = state.forks.of(statement.hold)?.proof ?? null;
    if (known === null) {
      changes.push({ kind: 'fork-proven', hold: statement.hold, proof: transition.id });
    }
  }
  if (statement.kind === 'revoke-device') {
    const device = deviceSlots(state, slot)[statement.ordinal] as number;
    changes.push(...freeBalances(state, device, applied.view, transition.id, header));
  }
  return { ok: true, effects, changes };
}

/** What is said about governance leaves the identity as it is. */
function admitGovernance(
  state: LedgerState,
  transition: DecodedTransition,
  operation: SayOperation,
  slot: number,
  context: AdmitContext,
): Outcome | Refusal {
  const contents = identityContents(identityAt(state, slot));
  const mismatch = checkContents(transition.state, contents);
  if (mismatch !== undefined) return mismatch;
  const judged = judge(state, operation, { slot, id: transition.id }, context);
  if (!judged.ok) return judged;
  const effects: Effects = { kind: 'say', time: context.header.time };
  return { ok: true, effects, changes: [{ kind: 'governance', change: judged.change }] };
}

/** Whoever revokes its last device must have the root key, without which no other can be added. */
function checkLastDevice(
  after: IdentityView,
  statement: Statement,
  { signatures }: DecodedTransition,
): Refusal | undefined {
  if (statement.kind !== 'revoke-device' || activeDevices(after) > 0) return undefined;
  return isByRoot(signatures) ? undefined : refuse('last-device', { ordinal: statement.ordinal });
}

/** What a statement needs beyond fitting its identity. */
function checkStatement(
  state: LedgerState,
  view: IdentityView,
  statement: Statement,
  { slot, time, verify }: { slot: number; time: number; verify: Verify },
): Refusal | undefined {
  switch (statement.kind) {
    case 'handle':
      return checkHandle(state, statement.handle, slot);
    case 'country':
      return checkAttestation(state, view.id, statement, verify);
    case 'add-device':
      return checkSuite(state, 'device', statement.device.key);
    case 'revoke-device':
    case 'policy':
    case 'fork-proof':
      return undefined;
    case 'intent':
      return openIntents(state, slot, time).length < MAX_INTENTS
        ? undefined
        : refuse('limit-reached', { limit: 'intents', most: MAX_INTENTS });
  }
}

/** Handles that one identity can have in its life (protocol.md, section 4). */
const MAX_HANDLES = 16;

/**
 * A handle that was given up stays its identity's, so that nobody is paid in another's name; and so
 * that nobody gathers them, an identity has only so many.
 */
function checkHandle(state: LedgerState, handle: string, slot: number): Refusal | undefined {
  const holder = findHandle(state, handle);
  if (holder === slot) return undefined;
  if (holder >= 0) return refuse('handle-taken', { handle });
  const former = detailOf(state, slot)?.handles.length ?? 0;
  const had = former + (state.identities.hasHandle(slot) ? 1 : 0);
  if (had < MAX_HANDLES) return undefined;
  return refuse('limit-reached', { limit: 'handles', most: MAX_HANDLES });
}

function changesOf(
  state: LedgerState,
  transition: DecodedTransition,
  statement: Statement,
  { slot: identity, time }: { slot: number; time: number },
): Change[] {
  switch (statement.kind) {
    case 'handle':
      return [{ kind: 'handle', identity, handle: statement.handle }];
    case 'country': {
      const { country, tier, validUntil } = statement;
      return [{ kind: 'country', identity, record: { country, tier, validUntil } }];
    }
    case 'add-device': {
      const { device } = statement;
      const { chain, operation } = transition.state;
      const ordinal = deviceSlots(state, identity).length;
      const first = firstHead(chain, device, operation);
      return [{ kind: 'device-added', identity, ordinal, operation, device, first }];
    }
    case 'revoke-device': {
      const slot = deviceSlots(state, identity)[statement.ordinal] as number;
      return [{ kind: 'device-revoked', slot }];
    }
    case 'policy':
      return [{ kind: 'policy', identity, policy: statement.policy }];
    case 'intent':
      return [{ kind: 'intent', identity, intent: { terms: statement.terms, at: time } }];
    case 'fork-proof':
      return [];
  }
}

function undecodable(kind: number, reason: string): Refusal {
  if (reason === UNREGISTERED) return refuse('not-available', { feature: `statement ${kind}` });
  return refuse('bad-statement', { reason });
}

function unfit(view: IdentityView, statement: Statement, fault: StatementFault): Refusal {
  const ordinal = statement.kind === 'revoke-device' ? statement.ordinal : view.devices.length;
  switch (fault) {
    case 'device-known':
      return refuse('device-known', {});
    case 'too-many-devices':
      return refuse('limit-reached', { limit: 'devices', most: MAX_DEVICES });
    case 'device-unknown':
      return refuse('device-unknown', { ordinal });
    case 'device-revoked':
      return refuse('device-revoked', { ordinal });
    case 'too-many-records':
      return refuse('limit-reached', { limit: 'country-records', most: MAX_RECORDS });
    case 'recovery-not-available':
      return refuse('not-available', { feature: 'recovery' });
  }
}
