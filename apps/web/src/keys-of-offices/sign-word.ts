import {
  type CryptoProvider,
  type Exemption,
  GOVERNANCE_KINDS,
  type Governance,
  type GovernanceStatement,
  type Hash,
  type KeyPair,
  type Office,
  answerHash,
  approvalHash,
  constitutionCodec,
  decode,
  decodeGovernance,
  decodeStructured,
  encodeGovernance,
  fromBase64url,
  fromHex,
  hash,
  sameKey,
  signedConstitutionCodec,
  signingContext,
  toBase64url,
} from '@tallystick/protocol';
import { answerOfFile } from './answer-of-file.ts';
import type { AnswerJob, ApprovalJob, OfficeJob, SignAnswer } from './messages.ts';

type Approval = Extract<GovernanceStatement, { readonly kind: 'approval' }>;
type Answer = Extract<GovernanceStatement, { readonly kind: 'answer' }>;
type Signature = Approval['signatures'][number];

const MOST_BYTES = 1 << 23;

interface Ground {
  readonly sovereign: Hash;
  readonly governance: Governance;
}

/** Signs what an office is to say, with one more key of it; the others' signatures stay where they are good. */
export function signWord(job: OfficeJob, pair: KeyPair, crypto: CryptoProvider): SignAnswer {
  const ground = groundOf(job);
  if (ground === undefined) return { kind: 'not-signed', fault: 'unfit' };
  return job.kind === 'approval'
    ? signApproval(job, ground, pair, crypto)
    : signAnswer(job, ground, pair, crypto);
}

function groundOf(job: OfficeJob): Ground | undefined {
  const signed = decode(signedConstitutionCodec, bytesOf(job.signedConstitution), MOST_BYTES);
  if (!signed.ok) return undefined;
  const { constitution } = signed.value;
  const voted = job.kind === 'approval' ? job.governance : null;
  const inForce = job.kind === 'answer' ? job.inForce : null;
  const governance =
    voted === null
      ? governanceIn(inForce === null ? constitution : bytesOf(inForce))
      : readGovernance(voted);
  return governance && { sovereign: hash('constitution', constitution), governance };
}

function governanceIn(constitution: Uint8Array): Governance | undefined {
  const decoded = decode(constitutionCodec, constitution);
  return decoded.ok ? (decoded.value.governance ?? undefined) : undefined;
}

function readGovernance(text: string): Governance | undefined {
  const decoded = decodeStructured('governance', bytesOf(text));
  return decoded.ok ? decoded.value : undefined;
}

function signApproval(
  job: ApprovalJob,
  { sovereign, governance }: Ground,
  pair: KeyPair,
  crypto: CryptoProvider,
): SignAnswer {
  const office = governance.offices.findIndex(({ name }) => name === job.office);
  const said = wordOf(job);
  const proposal = fromHex(job.proposal, 32);
  const speaks = governance.offices[office];
  if (speaks === undefined || said === undefined || proposal === undefined) {
    return { kind: 'not-signed', fault: 'unfit' };
  }
  const word = { kind: 'approval', proposal, office, word: said, signatures: [] } as const;
  const before = readApproval(job.before)?.signatures ?? [];
  const signing = {
    crypto,
    pair,
    message: approvalHash(word),
    context: signingContext('approval', sovereign),
  };
  const signatures = withOwn(signing, speaks, before);
  if (signatures === undefined) return { kind: 'not-signed', fault: 'not-a-signer' };
  const { body } = encodeGovernance({ ...word, signatures });
  const content = {
    kind: 'tallystick office word',
    version: 1,
    name: job.name,
    constitution: job.signedConstitution,
    governance: job.governance,
    word: toBase64url(body),
    signatures: signatures.length,
  };
  return signed(content, signatures, speaks);
}

function wordOf({ says }: ApprovalJob): Approval['word'] | undefined {
  if (says.kind === 'approved') return { kind: 'approved' };
  const report = fromHex(says.report, 32);
  return report && { kind: 'audit', report, agrees: says.agrees };
}

function signAnswer(
  job: AnswerJob,
  { sovereign, governance }: Ground,
  pair: KeyPair,
  crypto: CryptoProvider,
): SignAnswer {
  const speaks = governance.offices[governance.appeals ?? -1];
  const appeal = fromHex(job.appeal, 32);
  const exemption = job.exemption === null ? null : exemptionOf(job.exemption);
  if (speaks === undefined || appeal === undefined || exemption === undefined) {
    return { kind: 'not-signed', fault: 'unfit' };
  }
  const { outcome } = job;
  const answer = { kind: 'answer', appeal, outcome, exemption, signatures: [] } as const;
  const before = readAnswer(job.before)?.signatures ?? [];
  const signing = {
    crypto,
    pair,
    message: answerHash(answer),
    context: signingContext('answer', sovereign),
  };
  const signatures = withOwn(signing, speaks, before);
  if (signatures === undefined) return { kind: 'not-signed', fault: 'not-a-signer' };
  const content = {
    kind: 'tallystick answer to an appeal',
    appeal: job.appeal,
    outcome,
    exemption: job.exemption,
    signed: signatures.map(({ by, bytes }) => ({ by, signature: toBase64url(bytes) })),
  };
  return signed(content, signatures, speaks);
}

function exemptionOf(terms: NonNullable<AnswerJob['exemption']>): Exemption | undefined {
  const [currency, payee] = [fromHex(terms.currency, 32), fromHex(terms.payee, 32)];
  if (currency === undefined || payee === undefined || !/^\d{1,19}$/.test(terms.amount)) {
    return undefined;
  }
  const { rule, until } = terms;
  return { currency, payee, amount: BigInt(terms.amount), rule, until };
}

interface Signing {
  readonly crypto: CryptoProvider;
  readonly pair: KeyPair;
  readonly message: Hash;
  readonly context: ReturnType<typeof signingContext>;
}

/** With one more; those of others that are not good over this very word are left out. Undefined: it is no key of the office. */
function withOwn(
  { crypto, pair, message, context }: Signing,
  { signers }: Office,
  before: readonly Signature[],
): Signature[] | undefined {
  const own = signers.keys.findIndex((key) => sameKey(key, pair));
  if (own === -1) return undefined;
  const others = before.filter(({ by, bytes }) => {
    const key = signers.keys[by];
    return by !== own && key !== undefined && crypto.verify(key, message, bytes, context);
  });
  const signature = { by: own, bytes: crypto.sign(pair, message, context) };
  return [...others, signature].sort((a, b) => a.by - b.by).slice(0, signers.threshold);
}

function signed(
  content: object,
  signatures: readonly Signature[],
  { signers }: Office,
): SignAnswer {
  const file = `${JSON.stringify(content, null, 2)}\n`;
  return { kind: 'signed', file, signatures: signatures.length, threshold: signers.threshold };
}

/** The word of a proposal in a file of `tally rules approve` or of the console; undefined for anything else. */
export function readApproval(file: string | null): Approval | undefined {
  const content = contentOf(file, 'tallystick office word');
  // A draft that nobody has signed has an empty byte in the place of a signature.
  if (content === undefined || content['signatures'] === 0) return undefined;
  const body = bytesOf(String(content['word']));
  const said = decodeGovernance(GOVERNANCE_KINDS.approval, body);
  return said.ok && said.value.kind === 'approval' ? said.value : undefined;
}

/** The answer in a file of `tally answer` or of the console; undefined for anything else. */
export function readAnswer(file: string | null): Answer | undefined {
  const content = contentOf(file, 'tallystick answer to an appeal');
  try {
    return content && answerOfFile(content);
  } catch {
    return undefined;
  }
}

function contentOf(
  file: string | null,
  kind: string,
): Readonly<Record<string, unknown>> | undefined {
  if (file === null || file.length > MOST_BYTES) return undefined;
  try {
    const content = JSON.parse(file) as Readonly<Record<string, unknown>>;
    return content['kind'] === kind ? content : undefined;
  } catch {
    return undefined;
  }
}

function bytesOf(text: string): Uint8Array {
  return fromBase64url(text, MOST_BYTES) ?? new Uint8Array();
}
