import {
  type State,
  decodeState,
  encodeState,
  impliedFirstState,
  preCommitment,
  stateId,
  successor,
  verifyRun,
} from '@tallystick/protocol';
import { type Json, bytesFor, plain } from '../plain.ts';

const LENGTH = 9;

/** A chain from its S_0, with entropies, ids and pre-commitments; states that are none; runs that break. */
export function stateVectors(): Json {
  const states = chain();
  const bytes = states.map(encodeState);
  return plain({
    states: states.map((state, n) => {
      const next = states[n + 1];
      return {
        bytes: encodeState(state),
        id: stateId(encodeState(state)),
        fields: state,
        preCommitmentOfNext:
          next === undefined ? null : preCommitment(next.previous, next.operation, next.entropy),
      };
    }),
    invalid: invalidStates(bytes[1] as Uint8Array),
    runs: runs(bytes),
  });
}

function chain(): State[] {
  const states = [impliedFirstState(bytesFor('chain'), 1, bytesFor('introduced'))];
  for (let n = 1; n < LENGTH; n += 1) {
    const head = states[n - 1] as State;
    const operation = bytesFor(`operation ${n}`);
    states.push(successor(head, stateId(encodeState(head)), operation, bytesFor(`contents ${n}`)));
  }
  return states;
}

function invalidStates(state: Uint8Array): unknown[] {
  const damaged: Uint8Array[] = [
    state.slice(1),
    new Uint8Array([...state, 0]),
    state.with(0, 0),
    state.with(0, 2),
    state.with(1, 0),
    state.with(1, 5),
    state.with(2, 1),
    state.with(7, 255),
    state.with(41, 0x20),
    state.with(40, 0x80),
  ];
  return damaged.map((bytes) => {
    const decoded = decodeState(bytes);
    if (decoded.ok) throw new Error('a damaged state was read');
    return { bytes, reason: decoded.reason };
  });
}

function runs(states: readonly Uint8Array[]): unknown[] {
  const at = (n: number): Uint8Array => states[n] as Uint8Array;
  const flipped = (n: number, byte: number): Uint8Array[] =>
    states.map((state, i) => (i === n ? state.with(byte, (state[byte] as number) ^ 1) : state));
  const cases: (readonly Uint8Array[])[] = [
    states,
    states.slice(4),
    [at(8)],
    [],
    states.toSpliced(4, 1),
    states.toSpliced(4, 0, at(4)),
    [at(1), at(0)],
    ...[0, 1, 2, 8, 47, 48, 80, 112, 144].map((byte) => flipped(3, byte)),
    flipped(0, 48),
    flipped(0, 80),
    flipped(LENGTH - 1, 144),
  ];
  return cases.map((run) => ({ states: run, result: verifyRun(run) }));
}
