import { type ForkMark, type LedgerState, type Store, deviceAt } from '@tallystick/ledger';
import {
  type CryptoProvider,
  type ForkProof,
  type Hash,
  type Key,
  type SignedState,
  chequeEvidenceCodec,
  decode,
  decodeStatement,
  equalBytes,
  findFork,
  holdId,
  signingContext,
  stateId,
  takingEvidenceCodec,
  toHex,
} from '@tallystick/protocol';
import { type OpenedTransition, openOperation, openTransition } from './entries.ts';

/** A fork as the log itself proves it: two states of one hold that its writer's key has signed. */
export interface ShownFork {
  readonly writer: Key;
  readonly proof: ForkProof;
}

/** Where forks are read. */
export interface ForkSource {
  readonly state: LedgerState;
  readonly store: Store;
  readonly crypto: CryptoProvider;
}

/** Proofs that are kept, of some 5 kB each: what the log says of a mark never changes. */
const MAX_KEPT = 1024;

/**
 * Assembles the proofs of marked holds from what stands on the log: the two deposits that showed a fork, or the statement that
 * did. The payees need not have met, nor anybody have said anything. Answers undefined as long as what shows it is not durable.
 */
export function forkProofs(): (from: ForkSource, mark: ForkMark) => ShownFork | undefined {
  const kept = new Map<string, ShownFork>();
  return (from, mark) => {
    const name = toHex(mark.hold);
    const known = kept.get(name) ?? assemble(from, mark);
    if (known === undefined) return undefined;
    const [oldest] = kept.keys();
    if (!kept.has(name) && kept.size >= MAX_KEPT && oldest !== undefined) kept.delete(oldest);
    kept.set(name, known);
    return known;
  };
}

function assemble(
  { state, store, crypto }: ForkSource,
  { hold, put, shown, proof }: ForkMark,
): ShownFork | undefined {
  const sources = shown === null ? [proof] : [shown.first, shown.second];
  const opened = sources.map((id) => (id === null ? undefined : openTransition(store, id)));
  const putting = openTransition(store, put);
  const writer = putting === undefined ? undefined : writerOf(state, putting, hold);
  if (writer === undefined || opened.includes(undefined)) return undefined;
  const context = signingContext('act', state.sovereign);
  const states = opened.flatMap((one) => (one === undefined ? [] : statesIn(one, hold)));
  // Of a cheque that is presented again the ledger reads no signature: only what the key has signed counts.
  const signed = states.filter((one) =>
    crypto.verify(writer, stateId(one.state), one.signature, context),
  );
  const found = findFork(signed);
  if (found !== undefined) return { writer, proof: found };
  throw new Error(`the log does not show the fork on hold ${toHex(hold)}; run an audit`);
}

/** Whose signature acts on a hold carry, by the terms of its put. */
function writerOf(state: LedgerState, putting: OpenedTransition, hold: Hash): Key | undefined {
  const operation = openOperation(putting);
  if (operation.kind !== 'put') return undefined;
  const terms = operation.holds.find((_, at) => equalBytes(holdId(putting.id, at), hold));
  if (terms?.writer.kind === 'key') return terms.writer.key;
  const device = state.devices.find(putting.state.chain);
  return terms?.writer.kind === 'putter' ? deviceAt(state, device).key : undefined;
}

/** The states of a hold's chain that an entry shows: of cheques presented, or of a statement. No payee is in them. */
function statesIn(opened: OpenedTransition, hold: Hash): SignedState[] {
  const operation = openOperation(opened);
  if (operation.kind === 'say') {
    const said = decodeStatement(operation.statement, operation.body);
    if (!said.ok || said.value.kind !== 'fork-proof') return [];
    const { first, second } = said.value.proof;
    return [first, second];
  }
  if (operation.kind !== 'take') return [];
  return operation.takings.flatMap((taking) => {
    if (taking.proof === null || !equalBytes(taking.hold, hold)) return [];
    const evidence = decode(takingEvidenceCodec, taking.proof.evidence);
    const meter = evidence.ok ? evidence.value.meter : null;
    const cheque = meter === null ? undefined : decode(chequeEvidenceCodec, meter);
    return cheque?.ok === true ? [cheque.value.act] : [];
  });
}
