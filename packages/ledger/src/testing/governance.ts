import {
  approvalHash,
  type Constitution,
  encodeGovernance,
  type Governance,
  type GovernanceStatement,
  type Hash,
  type Key,
  type Office,
  type OfficeSignature,
  type Procedure,
  type SignedKind,
  votingKeyHash,
  type Word,
} from '@tallystick/protocol';
import { type Built, type Person, pseudoKey, testConstitution } from './parties.ts';

/** The offices of `testGovernance`, by their index. */
export const OFFICES = { gates: 0, registrars: 1, appeals: 2, council: 3, auditors: 4 } as const;

/** Short periods, in ms: a whole procedure takes four seconds. */
const PROCEDURE: Procedure = {
  scope: { kind: 'global' },
  electorate: null,
  office: OFFICES.council,
  approvalPermille: 501,
  quorumPermille: 200,
  commentMs: 1000,
  voteMs: 2000,
  timelockMs: 1000,
  vendors: 0,
  audits: 0,
  emergencyMs: 0,
};

/**
 * Everybody votes on global rules, and with the council on settings; votes on the governance take
 * voting keys of three vendors and an audit. The council, two of three, decides the rest alone, and
 * has an emergency lane for modules.
 */
export function testGovernance(key: (name: string) => Key = pseudoKey): Governance {
  const alone = (name: string) => ({ name, signers: { threshold: 1, keys: [key(name)] } });
  const council = ['council 0', 'council 1', 'council 2'].map(key);
  const byPeople = { electorate: 0, office: null };
  return {
    electorates: [{ name: 'people', countries: [], minTier: 0 }],
    offices: [
      alone('gates'),
      alone('registrars'),
      alone('appeals'),
      { name: 'council', signers: { threshold: 2, keys: council } },
      alone('auditors'),
    ],
    procedures: [
      { ...PROCEDURE, ...byPeople },
      { ...PROCEDURE, scope: { kind: 'module', owner: null }, emergencyMs: 10_000 },
      { ...PROCEDURE, scope: { kind: 'list', name: null } },
      { ...PROCEDURE, scope: { kind: 'settings' }, electorate: 0 },
      ...(['suites', 'currencies', 'cosigners', 'peers', 'vendors'] as const).map((kind) => ({
        ...PROCEDURE,
        scope: { kind },
      })),
      {
        ...PROCEDURE,
        ...byPeople,
        scope: { kind: 'governance' },
        approvalPermille: 667,
        vendors: 3,
        audits: 1,
      },
    ],
    gates: OFFICES.gates,
    registrars: OFFICES.registrars,
    appeals: OFFICES.appeals,
  };
}

/** The constitution of `testConstitution`, with `testGovernance`. */
export function governedConstitution(
  key: (name: string) => Key = pseudoKey,
  change: Partial<Governance> = {},
): Constitution {
  return { ...testConstitution(key), governance: { ...testGovernance(key), ...change } };
}

/** A statement about governance on a person's chain, signed by its first device. */
export function speak(
  person: Person,
  said: GovernanceStatement,
  by: readonly number[] = [1],
): Built {
  const { statement, body } = encodeGovernance(said);
  return person.sayRaw(statement, body, undefined, by);
}

/** Signs what an office says, as its key of that number. */
export type OfficeSign = (key: Key, message: Hash, kind: SignedKind) => Uint8Array;

/** Enough wherever signatures are not verified. */
const UNSIGNED: OfficeSign = () => new Uint8Array(4);

/** The signatures of an office's first people over a message, as many as its threshold. */
export function signaturesOf(
  { signers }: Office,
  message: Hash,
  kind: SignedKind,
  sign: OfficeSign = UNSIGNED,
): OfficeSignature[] {
  const people = signers.keys.slice(0, signers.threshold);
  return people.map((key, by) => ({ by, bytes: sign(key, message, kind) }));
}

/** A word of an office of `governance` about a proposal, to be said by anybody. */
export function wordOf(
  governance: Governance,
  office: number,
  proposal: Hash,
  word: Word,
  sign: OfficeSign = UNSIGNED,
): GovernanceStatement {
  const spoken = { proposal, office, word };
  const place = governance.offices[office] as Office;
  const signatures = signaturesOf(place, approvalHash(spoken), 'approval', sign);
  return { kind: 'approval', ...spoken, signatures };
}

/** A voting key as the registrars of `governance` sign it for an identity. */
export function votingKeyOf(
  governance: Governance,
  identity: Hash,
  votingKey: { readonly key: Uint8Array; readonly attestation: Uint8Array; readonly vendor: Hash },
  sign: OfficeSign = UNSIGNED,
): GovernanceStatement {
  const office = governance.offices[governance.registrars ?? 0] as Office;
  const message = votingKeyHash(identity, votingKey);
  return {
    kind: 'voting-key',
    ...votingKey,
    signatures: signaturesOf(office, message, 'voting-key', sign),
  };
}
