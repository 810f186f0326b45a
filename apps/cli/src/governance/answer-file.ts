import { readFileSync, existsSync } from 'node:fs';
import {
  type GovernanceStatement,
  type Hash,
  type KeyPair,
  type Office,
  answerHash,
  answerOfFile,
  sameKey,
  signingContext,
  toBase64url,
  toHex,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { replaceDurably } from '@tallystick/sovereign';
import { usage } from '../stop.ts';

export type AppealAnswer = Extract<GovernanceStatement, { readonly kind: 'answer' }>;

const KIND = 'tallystick answer to an appeal';
const MAX_FILE_BYTES = 1 << 20;

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
    return answerOfFile(content);
  } catch {
    throw usage(`${path} is no answer to an appeal.`, 'bad-word');
  }
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
