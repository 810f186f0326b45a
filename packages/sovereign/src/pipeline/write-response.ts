import { type SubmitResult, encode, submitResponseCodec } from '@tallystick/protocol';
import type { ReceiptedAnswer } from './receipts.ts';

/** The body that answers `POST /v1/transitions` (protocol.md section 7); each batch's checkpoint stands in it once. */
export function writeResponse(answers: readonly ReceiptedAnswer[]): Uint8Array {
  const checkpoints: Uint8Array[] = [];
  const results = answers.map((answer): SubmitResult => {
    if (!answer.ok) {
      const { code, message, data, receipt } = answer;
      const refused = { kind: 'refused', code, message, data: JSON.stringify(data) } as const;
      return receipt === undefined ? refused : { ...refused, receipt };
    }
    const { certificate } = answer;
    const { index, treeSize, transition, effects, proof } = certificate;
    // The answers of one batch share the very bytes of its checkpoint.
    let checkpoint = checkpoints.lastIndexOf(certificate.checkpoint);
    if (checkpoint < 0) checkpoint = checkpoints.push(certificate.checkpoint) - 1;
    return { kind: 'admitted', checkpoint, index, treeSize, transition, effects, proof };
  });
  return encode(submitResponseCodec, { checkpoints, results });
}
