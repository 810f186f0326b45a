import { SUITES } from '../crypto/index.ts';
import {
  type Codec,
  list,
  mapped,
  nullable,
  record,
  refine,
  text,
  uint,
  variant,
} from '../encoding/index.ts';
import {
  MAX_COUNTRIES,
  MAX_TIER,
  type Signers,
  distinctCountries,
  repeats,
  signersCodec,
} from '../identity/index.ts';
import type { Electorate, Governance, Matter, Office, Procedure, Scope } from './types.ts';

/** protocol.md section 5: electorates, offices, procedures of a governance. */
const MAX_ELECTORATES = 8;
export const MAX_OFFICES = 16;
const MAX_PROCEDURES = 32;
/** protocol.md section 5: ten years of 365 days, so that sums of periods stay integers. */
const MAX_PERIOD_MS = 315_360_000_000;
/** protocol.md section 5: fewer than three vendors leave one alone when another is taken away. */
const MIN_VENDORS = 3;
const MAX_VENDORS = 16;
const MAX_AUDITS = 16;
/** protocol.md section 4: what a statement has room for beside an attestation of the longest. */
export const MAX_OFFICE_SIGNATURE_BYTES = 18_432;

const NAME = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
/** The rule language's names of modules and lists. */
export const RULE_NAME: RegExp = /^[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*$/;

const nameCodec: Codec<string> = refine(text(32, 1), (name) =>
  NAME.test(name) ? undefined : 'not a name',
);

export const ruleNameCodec: Codec<string> = refine(text(64, 1), (name) =>
  RULE_NAME.test(name) ? undefined : 'not a name of the rule language',
);

/** A module's owner; what is everybody's has a matter of its own. */
const ownerCodec: Codec<string> = refine(ruleNameCodec, (owner) =>
  owner === 'GLOBAL' ? 'GLOBAL is no owner' : undefined,
);

/** Matters that are one each, by number. */
const SINGLE = {
  1: ['global', {}],
  3: ['settings', {}],
  4: ['suites', {}],
  5: ['currencies', {}],
  6: ['cosigners', {}],
  7: ['peers', {}],
  8: ['vendors', {}],
  9: ['governance', {}],
} as const;

export const matterCodec: Codec<Matter> = variant('kind', {
  0: ['module', { owner: ownerCodec }],
  2: ['list', { name: ruleNameCodec }],
  ...SINGLE,
});

const scopeCodec: Codec<Scope> = variant('kind', {
  0: ['module', { owner: nullable(ownerCodec) }],
  2: ['list', { name: nullable(ruleNameCodec) }],
  ...SINGLE,
});

const electorateCodec: Codec<Electorate> = record({
  name: nameCodec,
  countries: distinctCountries(MAX_COUNTRIES.payee),
  minTier: uint(MAX_TIER),
});

const officeCodec: Codec<Office> = refine(
  record({ name: nameCodec, signers: signersCodec }),
  ({ signers }) =>
    longestSignatures(signers) <= MAX_OFFICE_SIGNATURE_BYTES
      ? undefined
      : 'signatures of the office do not fit a statement',
);

/** An office speaks in one statement, whichever of its people sign. */
function longestSignatures({ threshold, keys }: Signers): number {
  const sizes = keys.map(({ suite }) => SUITES[suite].signature).sort((a, b) => b - a);
  return sizes.slice(0, threshold).reduce((sum, size) => sum + size, 0);
}

const periodCodec: Codec<number> = uint(MAX_PERIOD_MS);

/** An unsigned integer from `least` to `most`. */
function between(least: number, most: number): Codec<number> {
  return refine(uint(most), (value) => (value < least ? `below ${least}` : undefined));
}

export const procedureCodec: Codec<Procedure> = refine(
  record({
    scope: scopeCodec,
    electorate: nullable(uint(MAX_ELECTORATES - 1)),
    office: nullable(uint(MAX_OFFICES - 1)),
    approvalPermille: between(501, 1000),
    quorumPermille: uint(1000),
    commentMs: periodCodec,
    voteMs: periodCodec,
    timelockMs: periodCodec,
    vendors: uint(MAX_VENDORS),
    audits: uint(MAX_AUDITS),
    emergencyMs: periodCodec,
  }),
  procedureFault,
);

function procedureFault(procedure: Procedure): string | undefined {
  const { electorate, office, commentMs, voteMs, vendors, emergencyMs } = procedure;
  if (electorate === null && office === null) return 'nobody decides';
  if (commentMs === 0) return 'no time in which the gates could report';
  if (voteMs === 0) return 'no time in which anybody could decide';
  if (vendors > 0 && vendors < MIN_VENDORS) return `fewer than ${MIN_VENDORS} vendors`;
  if (vendors > 0 && electorate === null) return 'vendors without a vote';
  if (emergencyMs > 0 && emergencyMs < 1000) return 'an emergency of less than a second';
  return emergencyMs > 0 && office === null ? 'an emergency lane without an office' : undefined;
}

/** protocol.md section 5, `governance`. */
export const governanceCodec: Codec<Governance> = refine(
  record({
    electorates: list(electorateCodec, MAX_ELECTORATES),
    offices: list(officeCodec, MAX_OFFICES, 1),
    procedures: list(procedureCodec, MAX_PROCEDURES, 1),
    gates: uint(MAX_OFFICES - 1),
    registrars: nullable(uint(MAX_OFFICES - 1)),
    appeals: nullable(uint(MAX_OFFICES - 1)),
  }),
  governanceFault,
);

function governanceFault(governance: Governance): string | undefined {
  const { electorates, offices, procedures, gates, registrars, appeals } = governance;
  const sameName = (a: { name: string }, b: { name: string }): boolean => a.name === b.name;
  if (repeats(electorates, sameName)) return 'the same electorate twice';
  if (repeats(offices, sameName)) return 'the same office twice';
  const named = [gates, registrars, appeals, ...procedures.map(({ office }) => office)];
  if (named.some((office) => office !== null && office >= offices.length)) return 'no such office';
  for (const { electorate, vendors } of procedures) {
    if (electorate !== null && electorate >= electorates.length) return 'no such electorate';
    if (vendors > 0 && registrars === null) return 'vendors without an office of registrars';
  }
  return undefined;
}

/** The first procedure that names the matter; undefined where nobody may change it. */
export function procedureFor({ procedures }: Governance, matter: Matter): Procedure | undefined {
  return procedures.find(({ scope }) => covers(scope, matter));
}

function covers(scope: Scope, matter: Matter): boolean {
  if (scope.kind === 'module') {
    return matter.kind === 'module' && (scope.owner ?? matter.owner) === matter.owner;
  }
  if (scope.kind === 'list') {
    return matter.kind === 'list' && (scope.name ?? matter.name) === matter.name;
  }
  return scope.kind === matter.kind;
}

/** One of several words, written as its place among them. */
export function wordCodec<const T extends readonly string[]>(...words: T): Codec<T[number]> {
  return mapped(
    uint(words.length - 1),
    (place) => words[place] as T[number],
    (word) => words.indexOf(word),
  );
}
