import {
  type Codec,
  type Decoded,
  amount,
  bytes,
  bytesUpTo,
  decode,
  encode,
  list,
  nullable,
  record,
  refine,
  time,
  uint,
  variant,
} from '../encoding/index.ts';
import { MAX_KEYS, MAX_SIGNATURE_BYTES, UNREGISTERED } from '../identity/index.ts';
import { alarmsCodec } from './alarm.ts';
import {
  MAX_OFFICES,
  MAX_OFFICE_SIGNATURE_BYTES,
  matterCodec,
  ruleNameCodec,
  wordCodec,
} from './codecs.ts';
import type {
  Assertion,
  Content,
  Exemption,
  Figure,
  GovernanceStatement,
  OfficeSignature,
  Word,
} from './types.ts';

/** The statements about governance by number (protocol.md section 4). */
export const GOVERNANCE_KINDS = {
  proposal: 7,
  part: 8,
  withdrawal: 9,
  'voting-key': 10,
  ballot: 11,
  approval: 12,
  appeal: 13,
  answer: 14,
  figure: 15,
} as const;

/** protocol.md section 4: what one statement holds of a content; all its parts but the last do. */
export const PART_BYTES = 32_768;
const MAX_PARTS = 64;
/** protocol.md section 4: 64 parts. */
export const MAX_CONTENT_BYTES: number = PART_BYTES * MAX_PARTS;
/** COSE_Key of an ML-DSA-44 key, with room. */
const MAX_CREDENTIAL_BYTES = 1600;
const MAX_ATTESTATION_BYTES = 16_384;
/** W3C Web Authentication section 6.1: without extensions and attested credential data it is 37. */
const AUTHENTICATOR_DATA = { least: 37, most: 1024 };
export const MAX_CLIENT_DATA_BYTES = 2048;
const MAX_ASSERTION_SIGNATURE_BYTES = 4096;

export const contentCodec: Codec<Content> = refine(
  variant('kind', {
    0: ['inline', { bytes: bytesUpTo(PART_BYTES, 1) }],
    1: [
      'parts',
      { hash: bytes(32), size: uint(MAX_CONTENT_BYTES), parts: list(bytes(32), MAX_PARTS, 2) },
    ],
  }),
  (content) => {
    if (content.kind === 'inline') return undefined;
    const parts = Math.ceil(content.size / PART_BYTES);
    return parts === content.parts.length ? undefined : `${parts} parts hold that size`;
  },
);

const officeSignature: Codec<OfficeSignature> = record({
  by: uint(MAX_KEYS - 1),
  bytes: bytesUpTo(MAX_SIGNATURE_BYTES, 1),
});

const signatures: Codec<OfficeSignature[]> = refine(list(officeSignature, MAX_KEYS, 1), (given) => {
  const ascends = given.every(({ by }, i) => i === 0 || (given[i - 1] as { by: number }).by < by);
  if (!ascends) return 'signatures out of order';
  const size = given.reduce((sum, one) => sum + one.bytes.length, 0);
  return size <= MAX_OFFICE_SIGNATURE_BYTES ? undefined : 'signatures that are too long';
});

const assertionCodec: Codec<Assertion> = record({
  authenticatorData: bytesUpTo(AUTHENTICATOR_DATA.most, AUTHENTICATOR_DATA.least),
  clientData: bytesUpTo(MAX_CLIENT_DATA_BYTES, 1),
  signature: bytesUpTo(MAX_ASSERTION_SIGNATURE_BYTES, 1),
});

const flag: Codec<boolean> = {
  write: (out, value) => out.uint(value ? 1 : 0),
  read: (input) => input.uint(1) === 1,
};

export const wordOfOfficeCodec: Codec<Word> = variant('kind', {
  0: ['approved', {}],
  1: ['gates', { report: bytes(32), verdict: wordCodec('failed', 'passed', 'tightens') }],
  2: ['audit', { report: bytes(32), agrees: flag }],
});

export const exemptionCodec: Codec<Exemption> = record({
  currency: bytes(32),
  amount: refine(amount, (value) => (value > 0n ? undefined : 'an amount of zero')),
  payee: bytes(32),
  rule: ruleNameCodec,
  until: time,
});

/** protocol.md section 4: how long a figure can be relied on, at most. */
const MAX_FIGURE_MS = 366 * 86_400_000;
const RATE = /^RATE-[A-Z0-9]{3,8}-[A-Z0-9]{3,8}$/;

const figureFields = {
  name: ruleNameCodec,
  numerator: amount,
  denominator: amount,
  from: time,
  until: time,
};
/** What is signed of a figure. */
export const figureCodec: Codec<Figure> = refine(record(figureFields), figureFault);

function figureFault(figure: Figure): string | undefined {
  const { name, numerator, denominator, from, until } = figure;
  if (until <= from || until - from > MAX_FIGURE_MS) return 'its time';
  if (RATE.test(name)) return numerator > 0n && denominator > 0n ? undefined : 'a rate of nothing';
  return denominator === 1n ? undefined : 'an indicator that is not whole';
}

/** The matters by which payments are decided. */
const RULES: readonly string[] = ['module', 'global', 'list', 'settings'];

export const answerOutcomeCodec: Codec<'upheld' | 'exception' | 'compensation' | 'referred'> =
  wordCodec('upheld', 'exception', 'compensation', 'referred');
export const choiceCodec: Codec<'no' | 'yes' | 'abstain'> = wordCodec('no', 'yes', 'abstain');

const BODIES: {
  readonly [K in GovernanceStatement['kind']]: Codec<
    Omit<Extract<GovernanceStatement, { kind: K }>, 'kind'>
  >;
} = {
  proposal: refine(
    record({
      matter: matterCodec,
      base: nullable(bytes(32)),
      content: contentCodec,
      from: time,
      until: nullable(time),
      lane: wordCodec('ordinary', 'emergency'),
      alarms: alarmsCodec,
    }),
    ({ matter, from, until, alarms }) => {
      if (until !== null && until <= from) return 'it ends before it begins';
      const isOfRules = RULES.includes(matter.kind);
      return isOfRules || alarms.length === 0 ? undefined : 'alarms of what stops no payment';
    },
  ),
  part: record({ bytes: bytesUpTo(PART_BYTES, 1) }),
  withdrawal: record({ proposal: bytes(32) }),
  'voting-key': record({
    key: bytesUpTo(MAX_CREDENTIAL_BYTES, 1),
    attestation: bytesUpTo(MAX_ATTESTATION_BYTES, 1),
    vendor: bytes(32),
    signatures,
  }),
  ballot: record({
    proposal: bytes(32),
    choice: choiceCodec,
    assertion: nullable(assertionCodec),
  }),
  approval: record({
    proposal: bytes(32),
    office: uint(MAX_OFFICES - 1),
    word: wordOfOfficeCodec,
    signatures,
  }),
  appeal: record({ decision: bytes(32), note: bytes(32) }),
  answer: refine(
    record({
      appeal: bytes(32),
      outcome: answerOutcomeCodec,
      exemption: nullable(exemptionCodec),
      signatures,
    }),
    ({ outcome, exemption }) =>
      (outcome === 'exception') === (exemption !== null)
        ? undefined
        : 'outcome and terms do not match',
  ),
  figure: refine(record({ ...figureFields, signatures }), figureFault),
};

const KINDS = new Map<number, GovernanceStatement['kind']>(
  Object.entries(GOVERNANCE_KINDS).map(([name, kind]) => [
    kind,
    name as GovernanceStatement['kind'],
  ]),
);

/** Statement kind number and body, as a say operation carries them. */
export function encodeGovernance(statement: GovernanceStatement): {
  statement: number;
  body: Uint8Array;
} {
  const body = encode(BODIES[statement.kind] as Codec<GovernanceStatement>, statement);
  return { statement: GOVERNANCE_KINDS[statement.kind], body };
}

/** A statement about governance; other kinds are refused with the reason `UNREGISTERED`. */
export function decodeGovernance(kind: number, body: Uint8Array): Decoded<GovernanceStatement> {
  const name = KINDS.get(kind);
  if (name === undefined) return { ok: false, reason: UNREGISTERED, at: 0 };
  const decoded = decode(BODIES[name] as Codec<object>, body);
  if (!decoded.ok) return decoded;
  return { ok: true, value: { kind: name, ...decoded.value } as GovernanceStatement };
}
