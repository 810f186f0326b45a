import { readFileSync } from 'node:fs';
import {
  type Constitution,
  GOVERNANCE_KINDS,
  type Governance,
  type GovernanceStatement,
  type Hash,
  type KeyPair,
  type Office,
  type SignedConstitution,
  approvalHash,
  constitutionCodec,
  decode,
  decodeGovernance,
  decodeStructured,
  encode,
  encodeGovernance,
  encodeStructured,
  fromBase64url,
  hash,
  sameKey,
  signedConstitutionCodec,
  signingContext,
  toBase64url,
  toHex,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { replaceDurably } from '@tallystick/sovereign';
import { usage } from '../stop.ts';

export type Approval = Extract<GovernanceStatement, { readonly kind: 'approval' }>;

/** An office's word as it is passed from signer to signer; without signatures it is nobody's. */
export interface OfficeWord {
  readonly signedConstitution: SignedConstitution;
  /** The governance that decides the proposal where it was voted; null: that of the founding. Nobody signs it. */
  readonly voted: Governance | null;
  readonly approval: Approval;
  /** What the drafter called the proposal; nobody signs it. */
  readonly name: string;
}

/** A word that hangs together, and what it is about. */
export interface ReadWord extends OfficeWord {
  readonly sovereign: Hash;
  readonly constitution: Constitution;
  readonly office: Office;
  /** What the signed bytes say, line by line. */
  readonly says: readonly string[];
}

const KIND = 'tallystick office word';
const MAX_FILE_BYTES = 1 << 23;

export function writeWord(path: string, word: OfficeWord): void {
  const { signedConstitution, voted, approval, name } = word;
  // A statement has a signature at least: a draft carries an empty byte in its place.
  const { signatures } = approval;
  const carried = signatures.length === 0 ? [{ by: 0, bytes: Uint8Array.of(0) }] : signatures;
  const { body } = encodeGovernance({ ...approval, signatures: carried });
  const content = {
    kind: KIND,
    version: 1,
    name,
    constitution: toBase64url(encode(signedConstitutionCodec, signedConstitution)),
    governance: voted && toBase64url(encodeStructured('governance', voted)),
    word: toBase64url(body),
    signatures: signatures.length,
  };
  replaceDurably(path, `${JSON.stringify(content, null, 2)}\n`);
}

/** Ends the command where the file is no word, or one whose parts do not fit together. */
export function readWord(path: string): ReadWord {
  const content = parse(path);
  const signed = decode(signedConstitutionCodec, bytesOf(content['constitution']), MAX_FILE_BYTES);
  const said = decodeGovernance(GOVERNANCE_KINDS.approval, bytesOf(content['word']));
  if (!signed.ok || !said.ok || said.value.kind !== 'approval') {
    throw unfit(path, 'it cannot be read');
  }
  const isDraft = content['signatures'] === 0;
  const approval = isDraft ? { ...said.value, signatures: [] } : said.value;
  const name = typeof content['name'] === 'string' ? content['name'] : '';
  const voted = readVoted(path, content['governance']);
  return readWordOf({ signedConstitution: signed.value, voted, approval, name }, path);
}

function readVoted(path: string, said: unknown): Governance | null {
  if (said === null || said === undefined) return null;
  const decoded = decodeStructured('governance', bytesOf(said));
  if (!decoded.ok) throw unfit(path, 'its governance cannot be read');
  return decoded.value;
}

/** Whose offices speak: those of the governance that was voted, or else of the founding. */
export function governanceOf(
  { constitution }: SignedConstitution,
  voted: Governance | null,
): Governance | null {
  const founding = decode(constitutionCodec, constitution);
  return voted ?? (founding.ok ? founding.value.governance : null);
}

/** The same of a word that was not written down; `where`: what complaints are about. */
export function readWordOf(word: OfficeWord, where: string): ReadWord {
  const { approval, signedConstitution, voted, name } = word;
  const { constitution: bytes, signature } = signedConstitution;
  const constitution = decode(constitutionCodec, bytes);
  const sovereign = hash('constitution', bytes);
  const context = signingContext('constitution', null);
  const isFounded =
    constitution.ok && nodeCrypto.verify(constitution.value.root, sovereign, signature, context);
  if (!isFounded) throw unfit(where, 'its constitution is not signed by its root');
  const office = (voted ?? constitution.value.governance)?.offices[approval.office];
  if (office === undefined) throw unfit(where, 'its governance has no such office');
  checkSignatures(where, approval, office, sovereign);
  const says = [
    `the office ${office.name} says of the proposal ${toHex(approval.proposal)}: ${wordText(approval.word)}`,
    ...(voted === null ? [] : [VOTED]),
    `whoever drafted it calls the proposal “${name.slice(0, 80)}”: compare the digits with tally rules status`,
  ];
  return { ...word, sovereign, constitution: constitution.value, office, says };
}

const VOTED =
  'whose keys the office has is by a governance that was voted, as this file has it: compare with the log';

function checkSignatures(path: string, approval: Approval, office: Office, sovereign: Hash): void {
  const message = approvalHash(approval);
  const context = signingContext('approval', sovereign);
  for (const { by, bytes } of approval.signatures) {
    const key = office.signers.keys[by];
    const isGood = key !== undefined && nodeCrypto.verify(key, message, bytes, context);
    if (!isGood) throw unfit(path, `the signature of signer ${by} is not good`);
  }
}

export function wordText(word: Approval['word']): string {
  switch (word.kind) {
    case 'approved':
      return 'approved';
    case 'gates':
      return `the gates ${word.verdict} it, report ${toHex(word.report)}`;
    case 'audit':
      return `audited, and ${word.agrees ? 'agrees' : 'does not agree'}, report ${toHex(word.report)}`;
  }
}

/** The word with one more signature; undefined where the key is none of the office's. */
export function withSignature(
  { approval, office, sovereign }: ReadWord,
  pair: KeyPair,
): Approval | undefined {
  const by = office.signers.keys.findIndex((key) => sameKey(key, pair));
  if (by === -1) return undefined;
  const bytes = nodeCrypto.sign(
    pair,
    approvalHash(approval),
    signingContext('approval', sovereign),
  );
  const others = approval.signatures.filter((signature) => signature.by !== by);
  return { ...approval, signatures: [...others, { by, bytes }].sort((a, b) => a.by - b.by) };
}

function parse(path: string): Readonly<Record<string, unknown>> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw usage(`The word cannot be read: ${(error as Error).message}.`);
  }
  if (text.length > MAX_FILE_BYTES) throw unfit(path, 'it is too long');
  try {
    const content: unknown = JSON.parse(text);
    const isWord = typeof content === 'object' && content !== null && 'kind' in content;
    if (isWord && content.kind === KIND) return content;
  } catch {
    // Told as anything else that is none.
  }
  throw unfit(path, 'it is something else');
}

function bytesOf(value: unknown): Uint8Array {
  const bytes = typeof value === 'string' ? fromBase64url(value, MAX_FILE_BYTES) : undefined;
  return bytes ?? new Uint8Array();
}

function unfit(path: string, why: string): Error {
  return usage(`${path} is no word of an office: ${why}.`, 'bad-word');
}
