import { readFileSync, existsSync } from 'node:fs';
import {
  type Exemption,
  type GovernanceStatement,
  type Hash,
  type KeyPair,
  type Office,
  answerHash,
  fromBase64url,
  fromHex,
  sameKey,
  signingContext,
  toBase64url,
  toHex,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { replaceDurably } from '@tallystick/sovereign';
import { usage } from '../stop.ts';

export type AppealAnswer = Extract<GovernanceStatement, { readonly kind: 'answer' }>;

export const OUTCOMES = ['upheld', 'exception', 'compensation', 'referred'] as const;
const KIND = 'tallystick answer to an appeal';
const MAX_FILE_BYTES = 1 << 20;
const MAX_SIGNATURE_BYTES = 17_088;

/** An answer as it is passed from signer to signer, in words that they can read. */
export function writeAnswer(
  path: string,
  { appeal, outcome, exemption, signatures }: AppealAnswer,
): void {
  const terms = exemption && {
    ...exemption,
    currency: toHex(exemption.currency),
    amount: String(exemption.amount),
    payee: toHex(exemption.payee),
  };
  const signed = signatures.map(({ by, bytes }) => ({ by, signature: toBase64url(bytes) }));
  const content = { kind: KIND, appeal: toHex(appeal), outcome, exemption: terms, signed };
  replaceDurably(path, `${JSON.stringify(content, null, 2)}\n`);
}

/** Undefined where there is no such file yet; ends the command where it is something else. */
export function readAnswerFile(path: string): AppealAnswer | undefined {
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, 'utf8');
  try {
    if (text.length > MAX_FILE_BYTES) throw new RangeError('too long');
    const content = JSON.parse(text) as Readonly<Record<string, unknown>>;
    if (content['kind'] !== KIND) throw new TypeError('something else');
    const outcome = OUTCOMES.find((one) => one === content['outcome']);
    if (outcome === undefined) throw new TypeError('no outcome');
    const signed = content['signed'] as readonly { by: number; signature: string }[];
    return {
      kind: 'answer',
      appeal: hashOf(content['appeal']),
      outcome,
      exemption: exemptionOf(content['exemption']),
      signatures: signed.map(({ by, signature }) => ({ by, bytes: bytesOf(signature) })),
    };
  } catch {
    throw usage(`${path} is no answer to an appeal.`, 'bad-word');
  }
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
  const bytes = typeof value === 'string' ? fromBase64url(value, MAX_SIGNATURE_BYTES) : undefined;
  if (bytes === undefined) throw new TypeError('no bytes');
  return bytes;
}

/** With one more signature; those that are not good are left out. Undefined: it is no key of the office. */
export function signAnswer(
  answer: AppealAnswer,
  { signers }: Office,
  sovereign: Hash,
  pair: KeyPair,
): AppealAnswer | undefined {
  const own = signers.keys.findIndex((key) => sameKey(key, pair));
  if (own === -1) return undefined;
  const message = answerHash(answer);
  const context = signingContext('answer', sovereign);
  const others = answer.signatures.filter(({ by, bytes }) => {
    const key = signers.keys[by];
    return by !== own && key !== undefined && nodeCrypto.verify(key, message, bytes, context);
  });
  const signature = { by: own, bytes: nodeCrypto.sign(pair, message, context) };
  const signatures = [...others, signature].sort((a, b) => a.by - b.by);
  return { ...answer, signatures: signatures.slice(0, signers.threshold) };
}
