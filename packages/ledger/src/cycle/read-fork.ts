import {
  chequeEvidenceCodec,
  type CryptoProvider,
  decode,
  decodeState,
  decodeStatement,
  equalBytes,
  findFork,
  type ForkProof,
  type Hash,
  holdId,
  type Key,
  type Operation,
  openedAct,
  type OpenedState,
  openedProof,
  operationCodec,
  signingContext,
  stateId,
  takingEvidenceCodec,
} from '@tallystick/protocol';
import type { ForkMark } from '../state/forks.ts';
import type { LedgerState } from '../state/state.ts';
import { deviceKeyAt } from '../state/view.ts';
import type { Store } from '../store/index.ts';
import { StoreError } from '../store/store.ts';
import { readTransition } from './head-state.ts';

/** A fork as the log itself proves it: two states of one hold that its writer's key has signed. */
export interface ShownFork {
  readonly writer: Key;
  readonly proof: ForkProof;
}

type Entries = Pick<Store, 'indexOf' | 'entry'>;

/**
 * The proof of a mark, assembled from what stands on the log: the two deposits that showed the fork, or the statement that did.
 * The payees need not have met, nor anybody have said anything. Undefined as long as what shows it is not durable. Throws where
 * the log does not show what the mark says, which is damage.
 */
export function readFork(
  state: LedgerState,
  store: Entries,
  { hold, put, shown, proof }: ForkMark,
  crypto: CryptoProvider,
): ShownFork | undefined {
  const sources = shown === null ? [proof] : [shown.first, shown.second];
  const operations = sources.map((id) => (id === null ? undefined : operationOf(store, id)));
  const writer = writerOf(state, store, put, hold);
  if (writer === undefined || operations.includes(undefined)) return undefined;
  const context = signingContext('act', state.sovereign);
  const states = operations.flatMap((one) => (one === undefined ? [] : statesIn(one, hold)));
  // Of a cheque that is presented again the ledger reads no signature: only what the key has signed counts.
  const signed = states.filter((one) =>
    crypto.verify(writer, stateId(one.state), one.signature, context),
  );
  const found = findFork(signed);
  if (found !== undefined) return { writer, proof: found };
  throw new StoreError('damaged', `the log does not show the fork on hold ${hold.toHex()}`);
}

function operationOf(store: Entries, id: Hash): Operation | undefined {
  const transition = readTransition(store, id);
  const operation = transition && decode(operationCodec, transition.operation);
  return operation?.ok === true ? operation.value : undefined;
}

/** Whose signature acts on a hold carry, by the terms of its put. */
function writerOf(state: LedgerState, store: Entries, put: Hash, hold: Hash): Key | undefined {
  const operation = operationOf(store, put);
  if (operation?.kind !== 'put') return undefined;
  const terms = operation.holds.find((_, at) => equalBytes(holdId(put, at), hold));
  if (terms?.writer.kind === 'key') return terms.writer.key;
  const putting = decodeState(readTransition(store, put)?.state ?? new Uint8Array());
  const device = putting.ok ? state.devices.find(putting.value.chain) : -1;
  return terms?.writer.kind === 'putter' && device >= 0 ? deviceKeyAt(state, device) : undefined;
}

/** The states of a hold's chain that an operation shows: of cheques presented, or of a statement. No payee is in them. */
function statesIn(operation: Operation, hold: Hash): OpenedState[] {
  if (operation.kind === 'say') {
    const said = decodeStatement(operation.statement, operation.body);
    if (!said.ok || said.value.kind !== 'fork-proof') return [];
    return openedProof(said.value.proof);
  }
  if (operation.kind !== 'take') return [];
  return operation.takings.flatMap((taking) => {
    if (taking.proof === null || !equalBytes(taking.hold, hold)) return [];
    const evidence = decode(takingEvidenceCodec, taking.proof.evidence);
    const meter = evidence.ok ? evidence.value.meter : null;
    const cheque = meter === null ? undefined : decode(chequeEvidenceCodec, meter);
    return cheque?.ok === true ? [openedAct(cheque.value.act)] : [];
  });
}
