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
  answerOfFile,
  approvalHash,
  constitutionCodec,
  decode,
  decodeGovernance,
  decodeStructured,
  encodeAddress,
  encodeGovernance,
  fromBase64url,
  fromHex,
  hash,
  sameKey,
  signedConstitutionCodec,
  signingContext,
  toBase64url,
  toHex,
} from '@tallystick/protocol';
import type {
  AnswerJob,
  ApprovalJob,
  ExemptionShown,
  LookAnswer,
  OfficeJob,
  ProposedShown,
  SignAnswer,
} from './messages.ts';

type Approval = Extract<GovernanceStatement, { readonly kind: 'approval' }>;
type Answer = Extract<GovernanceStatement, { readonly kind: 'answer' }>;
type Signature = Approval['signatures'][number];

const MOST_BYTES = 1 << 23;

interface Ground {
  readonly sovereign: Hash;
  readonly governance: Governance;
}

/** A word of an office, as its bytes are to be signed. */
interface Spoken {
  readonly office: Office;
  readonly message: Hash;
  readonly context: ReturnType<typeof signingContext>;
  /** What others have signed, of this word or of another. */
  readonly before: readonly Signature[];
  readonly fileOf: (signatures: readonly Signature[]) => object;
  readonly says:
    Pick<Approval, 'kind' | 'word'> | Pick<Answer, 'kind' | 'appeal' | 'outcome' | 'exemption'>;
}

/** Signs what an office is to say, with one more key of it; the others' signatures stay where they are good. */
export function signWord(job: OfficeJob, pair: KeyPair, crypto: CryptoProvider): SignAnswer {
  const spoken = spokenOf(job);
  if (spoken === undefined) return { kind: 'not-signed', fault: 'unfit' };
  const { office, message, context, fileOf } = spoken;
  const { signers } = office;
  const own = signers.keys.findIndex((key) => sameKey(key, pair));
  if (own === -1) return { kind: 'not-signed', fault: 'not-a-signer' };
  const others = goodOf(spoken, crypto).filter(({ by }) => by !== own);
  const signature = { by: own, bytes: crypto.sign(pair, message, context) };
  const signatures = [...others, signature].sort((a, b) => a.by - b.by).slice(0, signers.threshold);
  const file = `${JSON.stringify(fileOf(signatures), null, 2)}\n`;
  return { kind: 'signed', file, signatures: signatures.length, threshold: signers.threshold };
}

/** What {@link signWord} would sign, in words; `proposed` is what the word is about, read by its hash. */
export function lookAtWord(
  job: OfficeJob,
  proposed: ProposedShown | null,
  crypto: CryptoProvider,
): LookAnswer {
  const spoken = spokenOf(job);
  if (spoken === undefined) return { kind: 'not-shown', fault: 'unfit' };
  const { office, before, says } = spoken;
  const good = goodOf(spoken, crypto).length;
  const others = job.before === null ? null : { good, dropped: before.length - good };
  const by = { office: office.name, others };
  if (says.kind === 'answer') {
    const { appeal, outcome, exemption } = says;
    const terms = exemption && exemptionShown(exemption);
    const shown = { kind: says.kind, appeal: toHex(appeal), outcome, exemption: terms };
    return { kind: 'shown', shown: { ...shown, ...by } };
  }
  if (job.kind !== 'approval' || proposed?.id !== job.proposal) {
    return { kind: 'not-shown', fault: 'unproven' };
  }
  if (proposed.text === null && proposed.stated === null) {
    return { kind: 'not-shown', fault: 'unread' };
  }
  const shown = { kind: says.kind, says: job.says, proposal: proposed };
  return { kind: 'shown', shown: { ...shown, ...by } };
}

function exemptionShown({ currency, amount, payee, rule, until }: Exemption): ExemptionShown {
  const terms = { currency: toHex(currency), amount: String(amount) };
  return { ...terms, payee: encodeAddress(payee), rule, until };
}

function spokenOf(job: OfficeJob): Spoken | undefined {
  const ground = groundOf(job);
  if (ground === undefined) return undefined;
  return job.kind === 'approval' ? approvalOf(job, ground) : answerOf(job, ground);
}

/** Those of others that are good over this very word, one of each signer. */
function goodOf(
  { office, message, context, before }: Spoken,
  crypto: CryptoProvider,
): readonly Signature[] {
  return before.filter(({ by, bytes }, at) => {
    const key = office.signers.keys[by];
    const isFirst = before.findIndex((one) => one.by === by) === at;
    return isFirst && key !== undefined && crypto.verify(key, message, bytes, context);
  });
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

function approvalOf(job: ApprovalJob, { sovereign, governance }: Ground): Spoken | undefined {
  const office = governance.offices.findIndex(({ name }) => name === job.office);
  const said = wordOf(job);
  const proposal = fromHex(job.proposal, 32);
  const speaks = governance.offices[office];
  if (speaks === undefined || said === undefined || proposal === undefined) return undefined;
  const word = { kind: 'approval', proposal, office, word: said, signatures: [] } as const;
  return {
    office: speaks,
    message: approvalHash(word),
    context: signingContext('approval', sovereign),
    before: readApproval(job.before)?.signatures ?? [],
    says: word,
    fileOf: (signatures) => ({
      kind: 'tallystick office word',
      version: 1,
      name: job.name,
      constitution: job.signedConstitution,
      governance: job.governance,
      word: toBase64url(encodeGovernance({ ...word, signatures }).body),
      signatures: signatures.length,
    }),
  };
}

function wordOf({ says }: ApprovalJob): Approval['word'] | undefined {
  if (says.kind === 'approved') return { kind: 'approved' };
  const report = fromHex(says.report, 32);
  return report && { kind: 'audit', report, agrees: says.agrees };
}

function answerOf(job: AnswerJob, { sovereign, governance }: Ground): Spoken | undefined {
  const speaks = governance.offices[governance.appeals ?? -1];
  const appeal = fromHex(job.appeal, 32);
  const exemption = job.exemption === null ? null : exemptionOf(job.exemption);
  if (speaks === undefined || appeal === undefined || exemption === undefined) return undefined;
  const { outcome } = job;
  const answer = { kind: 'answer', appeal, outcome, exemption, signatures: [] } as const;
  return {
    office: speaks,
    message: answerHash(answer),
    context: signingContext('answer', sovereign),
    before: readAnswer(job.before)?.signatures ?? [],
    says: answer,
    fileOf: (signatures) => ({
      kind: 'tallystick answer to an appeal',
      appeal: job.appeal,
      outcome,
      exemption: job.exemption,
      signed: signatures.map(({ by, bytes }) => ({ by, signature: toBase64url(bytes) })),
    }),
  };
}

function exemptionOf(terms: ExemptionShown): Exemption | undefined {
  const [currency, payee] = [fromHex(terms.currency, 32), fromHex(terms.payee, 32)];
  if (currency === undefined || payee === undefined || !/^\d{1,19}$/.test(terms.amount)) {
    return undefined;
  }
  const { rule, until } = terms;
  return { currency, payee, amount: BigInt(terms.amount), rule, until };
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
