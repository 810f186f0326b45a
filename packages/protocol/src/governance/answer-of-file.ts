import type { Hash } from '../crypto/index.ts';
import { fromBase64url, fromHex } from '../identifier/text-forms.ts';
import type { Exemption, GovernanceStatement } from './types.ts';

/** How an appeal can end. */
export const APPEAL_OUTCOMES = ['upheld', 'exception', 'compensation', 'referred'] as const;
const MOST_SIGNATURE_BYTES = 17_088;

/** An answer to an appeal from its file, as `tally answer` writes it. Throws where it is none. */
export function answerOfFile(
  content: Readonly<Record<string, unknown>>,
): Extract<GovernanceStatement, { readonly kind: 'answer' }> {
  const outcome = APPEAL_OUTCOMES.find((one) => one === content['outcome']);
  if (outcome === undefined) throw new TypeError('no outcome');
  const signed = content['signed'] as readonly { by: number; signature: unknown }[];
  return {
    kind: 'answer',
    appeal: hashOf(content['appeal']),
    outcome,
    exemption: exemptionOf(content['exemption']),
    signatures: signed.map(({ by, signature }) => ({ by, bytes: bytesOf(signature) })),
  };
}

function exemptionOf(value: unknown): Exemption | null {
  if (value === null) return null;
  const { currency, amount, payee, rule, until } = value as Readonly<Record<string, unknown>>;
  if (typeof rule !== 'string' || typeof until !== 'number') throw new TypeError('no exemption');
  const terms = { currency: hashOf(currency), payee: hashOf(payee) };
  return { ...terms, amount: BigInt(String(amount)), rule, until };
}

function hashOf(value: unknown): Hash {
  const hash = typeof value === 'string' ? fromHex(value, 32) : undefined;
  if (hash?.length !== 32) throw new TypeError('no hash');
  return hash;
}

function bytesOf(value: unknown): Uint8Array {
  const bytes = typeof value === 'string' ? fromBase64url(value, MOST_SIGNATURE_BYTES) : undefined;
  if (bytes === undefined) throw new TypeError('no bytes');
  return bytes;
}
