import { encodeOperation, holdId, noteHash, operationHash } from '@tallystick/protocol';
import { type Json, bytesFor, plain } from '../plain.ts';
import { type Samples, operations } from './samples.ts';

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
  });
}
