import {
  type CryptoProvider,
  type GovernanceStatement,
  type Hash,
  MAX_TRANSITION_BYTES,
  certificateCodec,
  decode,
  decodeGovernance,
  decodeState,
  equalBytes,
  operationCodec,
  operationHash,
  stateId,
  transitionCodec,
} from '@tallystick/protocol';
import { checkCertificate } from '../trust/checkpoints.ts';
import type { Trust } from '../trust/constitution.ts';

/** An entry of the log as a sovereign shows it: a transition and its certificate, canonical bytes. */
export interface ShownEntry {
  readonly transition: Uint8Array;
  readonly certificate: Uint8Array;
}

/** A statement about governance that was proven to be on the log. */
export interface ProvenStatement {
  /** The transition that said it. */
  readonly id: Hash;
  readonly index: number;
  /** The identity that said it. */
  readonly identity: Hash;
  /** The header's, ms since 1970. */
  readonly time: number;
  readonly said: GovernanceStatement;
}

/** In words, where it is not proven: “its certificate does not prove it: signature”. */
export type StatementProof =
  | { readonly ok: true; readonly statement: ProvenStatement }
  | { readonly ok: false; readonly fault: string };

/** protocol.md section 6: an inclusion proof, effects and a checkpoint are far below it. */
const MAX_CERTIFICATE_BYTES = 1 << 23;

/**
 * The statement of an entry, if all of it is proven: the log has it, its state says it, and this is what it says. Never throws,
 * whatever the bytes are. That a device of the identity signed it is what the ledger checked when it admitted it.
 */
export function proveStatement(
  crypto: CryptoProvider,
  trust: Trust,
  shown: ShownEntry,
): StatementProof {
  const transition = decode(transitionCodec, shown.transition, MAX_TRANSITION_BYTES);
  if (!transition.ok) return unproven(`its transition is malformed: ${transition.reason}`);
  const state = decodeState(transition.value.state);
  if (!state.ok) return unproven(`its state is malformed: ${state.reason}`);
  const id = stateId(transition.value.state);
  const certificate = decode(certificateCodec, shown.certificate, MAX_CERTIFICATE_BYTES);
  if (!certificate.ok) return unproven(`its certificate is malformed: ${certificate.reason}`);
  const proven = checkCertificate(crypto, trust, certificate.value, id);
  if (!proven.ok) return unproven(`its certificate does not prove it: ${proven.fault}`);
  const bytes = transition.value.operation;
  if (!equalBytes(operationHash(bytes), state.value.operation)) {
    return unproven('its state carries another operation');
  }
  const operation = decode(operationCodec, bytes);
  if (!operation.ok) return unproven(`its operation is malformed: ${operation.reason}`);
  if (operation.value.kind !== 'say') return unproven('it is no statement');
  const said = decodeGovernance(operation.value.statement, operation.value.body);
  if (!said.ok) return unproven(`its statement is malformed: ${said.reason}`);
  const { index } = certificate.value;
  const { time } = proven.value.effects;
  const identity = state.value.chain;
  return { ok: true, statement: { id, index, identity, time, said: said.value } };
}

function unproven(fault: string): StatementProof {
  return { ok: false, fault };
}
