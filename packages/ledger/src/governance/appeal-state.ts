import {
  bytes,
  type Codec,
  decode,
  encode,
  nullable,
  answerOutcomeCodec,
  exemptionCodec,
  record,
  time,
} from '@tallystick/protocol';
import type { AppealView } from './views.ts';

/** protocol.md section 6, `appeal`: what the state root has of one. */
const appealCodec: Codec<AppealView> = record({
  id: bytes(32),
  identity: bytes(32),
  decision: bytes(32),
  note: bytes(32),
  at: time,
  answer: nullable(
    record({
      outcome: answerOutcomeCodec,
      at: time,
      by: bytes(32),
      exemption: nullable(exemptionCodec),
    }),
  ),
  used: nullable(bytes(32)),
});

export function encodeAppeal(appeal: AppealView): Uint8Array {
  return encode(appealCodec, appeal);
}

/** Undefined when the bytes are none. They must be the caller's own: parts stay views of them. */
export function decodeAppeal(encoded: Uint8Array): AppealView | undefined {
  const decoded = decode(appealCodec, encoded);
  return decoded.ok ? decoded.value : undefined;
}
