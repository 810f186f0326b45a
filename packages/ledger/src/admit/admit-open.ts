import {
  deviceId,
  type Effects,
  encodeState,
  type Genesis,
  type Hash,
  type Header,
  type Device,
  identityContents,
  impliedFirstState,
  openIdentity,
  type OpenOperation,
  stateId,
} from '@tallystick/protocol';
import { type Refusal, refuse } from '../refusal/refusal.ts';
import type { Change, FirstHead } from '../state/change.ts';
import { findHandle, type LedgerState } from '../state/state.ts';
import type { Outcome } from './admitted.ts';
import { checkContents } from './check-contents.ts';
import { checkGenesisSuites } from './check-suite.ts';
import type { DecodedTransition } from './decode-transition.ts';

/** An identity's chain, its first device's implied S_0, its handle and its country records. */
export function admitOpen(
  state: LedgerState,
  transition: DecodedTransition,
  operation: OpenOperation,
  header: Header,
): Outcome | Refusal {
  const { genesis, countries, handle } = operation;
  const suite = checkGenesisSuites(state, genesis);
  if (suite !== undefined) return suite;
  const opened = openIdentity(genesis, countries, handle);
  if (!opened.ok) return refuse('not-available', { feature: 'recovery' });
  const mismatch = checkContents(transition.state, identityContents(opened.view));
  if (mismatch !== undefined) return mismatch;
  if (handle !== null && findHandle(state, handle) >= 0) return refuse('handle-taken', { handle });
  const identity = state.identities.count;
  const changes: Change[] = [opening(transition, genesis)];
  for (const country of countries) {
    changes.push({ kind: 'country', identity, record: { country, tier: 0, validUntil: null } });
  }
  if (handle !== null) changes.push({ kind: 'handle', identity, handle });
  const effects: Effects = { kind: 'open', time: header.time };
  return { ok: true, effects, changes };
}

/** The implied first state of a device's chain, introduced by an operation. */
export function firstHead(identity: Hash, device: Device, operation: Hash): FirstHead {
  const chain = deviceId(identity, device);
  const first = impliedFirstState(chain, device.key.suite, operation);
  return { chain, id: stateId(encodeState(first)), entropy: first.entropy };
}

function opening(transition: DecodedTransition, genesis: Genesis): Change {
  const { chain, entropy, operation } = transition.state;
  return {
    kind: 'identity-opened',
    id: chain,
    head: transition.id,
    entropy,
    operation,
    genesis,
    device: firstHead(chain, genesis.device, operation),
  };
}
