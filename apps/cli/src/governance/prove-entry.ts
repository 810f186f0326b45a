import {
  type GovernanceStatement,
  type Hash,
  MAX_TRANSITION_BYTES,
  certificateCodec,
  currencyId,
  decode,
  decodeGovernance,
  decodeState,
  equalBytes,
  fromBase64url,
  hash,
  operationCodec,
  operationHash,
  signedConstitutionCodec,
  signedEpochCodec,
  stateId,
  transitionCodec,
  verifyFounding,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { type Trust, checkCertificate } from '@tallystick/wallet';
import type { EntryBody, VoteRecord } from './vote-record.ts';

/** A statement that was proven to be on the log. */
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

const MAX_BYTES = 1 << 23;

/** What a record shows as its sovereign's constitution and log keys; or what is wrong with it. */
export function trustOf({ constitution, epochs }: VoteRecord): Trust | string {
  const signed = decode(signedConstitutionCodec, bytesOf(constitution), MAX_BYTES);
  if (!signed.ok) return `the constitution is malformed: ${signed.reason}`;
  const sovereign = hash('constitution', signed.value.constitution);
  const founded = [];
  for (const [number, text] of epochs.entries()) {
    const epoch = decode(signedEpochCodec, bytesOf(text), MAX_BYTES);
    if (!epoch.ok) return `epoch ${number} is malformed: ${epoch.reason}`;
    const check = verifyFounding(signed.value, epoch.value, sovereign, nodeCrypto);
    if (!check.ok) return `epoch ${number}: ${check.fault}`;
    founded.push(check);
  }
  const [first] = founded;
  if (first === undefined) return 'there is no epoch of the log';
  return {
    sovereign,
    signed: signed.value,
    constitution: first.constitution,
    currencies: first.constitution.currencies.map((declared) => ({
      id: currencyId(sovereign, declared.code),
      declared,
    })),
    epochs: founded.map(({ epoch }) => epoch),
  };
}

/** The statement of an entry, if all of it is proven: the log has it, its state says it, and this is what it says. */
export function proveStatement(trust: Trust, entry: EntryBody): ProvenStatement | string {
  const transition = decode(transitionCodec, bytesOf(entry.transition), MAX_TRANSITION_BYTES);
  if (!transition.ok) return `its transition is malformed: ${transition.reason}`;
  const state = decodeState(transition.value.state);
  if (!state.ok) return `its state is malformed: ${state.reason}`;
  const id = stateId(transition.value.state);
  const certificate = decode(certificateCodec, bytesOf(entry.certificate), MAX_BYTES);
  if (!certificate.ok) return `its certificate is malformed: ${certificate.reason}`;
  const proven = checkCertificate(nodeCrypto, trust, certificate.value, id);
  if (!proven.ok) return `its certificate does not prove it: ${proven.fault}`;
  const bytes = transition.value.operation;
  if (!equalBytes(operationHash(bytes), state.value.operation)) {
    return 'its state carries another operation';
  }
  const operation = decode(operationCodec, bytes);
  if (!operation.ok) return `its operation is malformed: ${operation.reason}`;
  if (operation.value.kind !== 'say') return 'it is no statement';
  const said = decodeGovernance(operation.value.statement, operation.value.body);
  if (!said.ok) return `its statement is malformed: ${said.reason}`;
  const { index } = certificate.value;
  const { time } = proven.value.effects;
  return { id, index, identity: state.value.chain, time, said: said.value };
}

function bytesOf(text: unknown): Uint8Array {
  const bytes = typeof text === 'string' ? fromBase64url(text, MAX_BYTES) : undefined;
  return bytes ?? new Uint8Array();
}
