import { type Message, actCodec, decode, receiptCodec } from '@tallystick/protocol';
import type { ExchangeRole } from './exchange-messages.ts';

const ANSWERS: Readonly<Record<ExchangeRole['kind'], readonly Message['kind'][]>> = {
  pay: ['receipt', 'voided', 'not-accepted', 'half'],
  receive: ['handover', 'half'],
  compare: ['seen', 'shown'],
};

/**
 * Whether a message has its place in an exchange. A screen still shows what was before, and a camera sees it: a message of another
 * step is passed over. `hasRequest`: the payer has read one, and reads no other; before
 * that it also reads the word not to claim what it paid earlier.
 */
export function isExpected(
  role: ExchangeRole['kind'],
  hasRequest: boolean,
  kind: Message['kind'],
): boolean {
  if (role === 'pay' && !hasRequest) return kind === 'request' || kind === 'voided';
  return ANSWERS[role].includes(kind);
}

/**
 * Whether a receipt is for an earlier act than the one that is being handed over: it is true, and says nothing of this one. Which is
 * which both sides count (protocol.md, halves).
 */
export function isEarlierReceipt(handed: Message | null, answer: Message): boolean {
  if (handed?.kind !== 'handover' || answer.kind !== 'receipt') return false;
  const act = decode(actCodec, handed.act.act);
  const receipt = decode(receiptCodec, answer.receipt.receipt);
  return act.ok && receipt.ok && receipt.value.half.index < act.value.half.index;
}
