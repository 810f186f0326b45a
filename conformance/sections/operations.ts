import { encodeOperation, holdId, intentHash, noteHash, operationHash } from '@tallystick/protocol';
import { type Json, bytesFor, plain } from '../plain.ts';
import { type Samples, operations } from './samples.ts';

const TIME = 1_800_000_000_000;
const VALIDITY_MS = 86_400_000;
/** Around both ends of the times at which a transition can be admitted. */
const NOT_AFTERS: readonly [notAfter: number, isTimely: boolean][] = [
  [TIME - 1, false],
  [TIME, true],
  [TIME + VALIDITY_MS, true],
  [TIME + VALIDITY_MS + 1, false],
  [2 ** 53 - 1, false],
];

/** Operations of every kind, with holds of every meter, condition, writer and payee. */
export function operationVectors(from: Samples): Json {
  const putting = bytesFor('putting transition');
  return plain({
    operations: operations(from).map((value) => {
      const bytes = encodeOperation(value);
      return { value, bytes, hash: operationHash(bytes) };
    }),
    holds: [0, 1, 255].map((index) => ({ putting, index, id: holdId(putting, index) })),
    notes: [0, 100].map((length) => {
      const sealed = bytesFor('sealed memo', length);
      return { sealed, hash: noteHash(sealed) };
    }),
    intents: operations(from).flatMap((operation) =>
      operation.kind !== 'put'
        ? []
        : operation.holds.flatMap((hold) =>
            hold.intent === undefined ? [] : [{ hold, hash: intentHash(hold, hold.intent) }],
          ),
    ),
    times: NOT_AFTERS.map(([notAfter, isTimely]) => ({
      time: TIME,
      validityMs: VALIDITY_MS,
      notAfter,
      isTimely,
    })),
  });
}
