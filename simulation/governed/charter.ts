import {
  type Governance,
  type GovernanceStatement,
  type Hash,
  type Key,
  type Office,
  type OfficeSignature,
  type Procedure,
  type SignedKind,
  signingContext,
  type Vendor,
  vendorId,
  type Word,
} from '@tallystick/protocol';
import { signaturesOf, votingKeyOf, wordOf } from '@tallystick/ledger/testing/governance';
import type { Charter, Founding, Pace } from '../sovereign/founding.ts';

export const MINUTE_MS = 60_000;

/** Slow enough that a machine which stops for some minutes closes the ledger, and fast enough for many votes in an afternoon. */
export const PACE: Pace = {
  heartbeatMs: MINUTE_MS,
  closureAfterMs: 3 * MINUTE_MS,
  validityMs: 10 * MINUTE_MS,
};

export const OFFICES = {
  gates: 0,
  registrars: 1,
  council: 2,
  auditors: 3,
  statistics: 4,
  ombuds: 5,
} as const;
export type OfficeName = keyof typeof OFFICES;
/** People of an office, whose keys follow from their names. */
const PEOPLE: Readonly<Record<OfficeName, readonly string[]>> = {
  gates: ['gates'],
  registrars: ['registrars'],
  council: ['council 0', 'council 1', 'council 2'],
  auditors: ['auditors'],
  statistics: ['statistics'],
  ombuds: ['ombuds 0', 'ombuds 1'],
};
/** Who comes after them, once a vote has put somebody else there. */
export const SUCCESSORS: Readonly<Partial<Record<OfficeName, readonly string[]>>> = {
  statistics: ['statistics anew'],
  ombuds: ['ombuds anew', 'ombuds 1'],
};
/** What is published, and who is barred: lists of their own, that no vote is taken on. */
export const FIGURES = ['TRADE', 'RATE-HRB-GLD'] as const;
export const BARRED = 'BARRED';

/** Who makes voting keys; somebody else has the last one's. */
export const VENDORS: readonly Vendor[] = ['alba', 'brio', 'cima', 'duna'].map((name) => ({
  name,
  roots: [new TextEncoder().encode(`the root of ${name}`)],
}));
export const CAPTURED: Hash = vendorId(VENDORS.at(-1) as Vendor);

const PROCEDURE: Procedure = {
  scope: { kind: 'global' },
  electorate: 0,
  office: null,
  approvalPermille: 501,
  quorumPermille: 550,
  commentMs: 4 * MINUTE_MS,
  voteMs: 6 * MINUTE_MS,
  timelockMs: 3 * MINUTE_MS,
  vendors: 3,
  audits: 0,
  emergencyMs: 0,
};

/**
 * Known people vote on global rules, with voting keys of three vendors at least; on lists without, and after an audit. The council decides
 * about modules, settings and who is barred, and may tighten modules and bar people in an emergency; on some of it both have to agree.
 * Statistics publish figures, ombuds answer appeals; people vote on all of this.
 */
export const GOVERNED: Charter = (key) => {
  const council = { electorate: null, office: OFFICES.council, vendors: 0 };
  const emergencyMs = 9 * MINUTE_MS;
  return {
    registrars: { threshold: 1, keys: [key('registrar')] },
    governance: {
      electorates: [{ name: 'known', countries: [], minTier: 1 }],
      offices: Object.entries(PEOPLE).map(([name, people]): Office => {
        const keys: Key[] = people.map((one) => key(one));
        return { name, signers: { threshold: keys.length > 1 ? 2 : 1, keys } };
      }),
      procedures: [
        PROCEDURE,
        { ...PROCEDURE, scope: { kind: 'module', owner: 'DE' }, office: 2, emergencyMs },
        { ...PROCEDURE, ...council, scope: { kind: 'module', owner: null }, emergencyMs },
        ...FIGURES.map((name) => ({
          ...PROCEDURE,
          ...council,
          scope: { kind: 'list', name } as const,
          office: OFFICES.statistics,
        })),
        { ...PROCEDURE, ...council, scope: { kind: 'list', name: BARRED }, emergencyMs },
        { ...PROCEDURE, scope: { kind: 'list', name: null }, vendors: 0, audits: 1 },
        { ...PROCEDURE, ...council, scope: { kind: 'settings' } },
        { ...PROCEDURE, scope: { kind: 'governance' }, vendors: 0 },
        { ...PROCEDURE, ...council, scope: { kind: 'vendors' } },
      ],
      gates: OFFICES.gates,
      registrars: OFFICES.registrars,
      appeals: OFFICES.ombuds,
    },
  };
};

/** What an office of the governance says of a proposal that was admitted under it. */
export function officeSays(
  founding: Founding,
  governance: Governance,
  office: OfficeName,
  { proposal, word }: { readonly proposal: Hash; readonly word: Word },
): GovernanceStatement {
  return wordOf(governance, OFFICES[office], proposal, word, signWith(founding));
}

/** A voting key under the registrars' signature. */
export function registered(
  founding: Founding,
  governance: Governance,
  identity: Hash,
  votingKey: Parameters<typeof votingKeyOf>[2],
): GovernanceStatement {
  return votingKeyOf(governance, identity, votingKey, signWith(founding));
}

/** Signatures of an office's people, as many as its threshold. */
export function officeSigns(
  founding: Founding,
  { offices }: Governance,
  office: OfficeName,
  { kind, message }: { readonly kind: SignedKind; readonly message: Hash },
): OfficeSignature[] {
  return signaturesOf(offices[OFFICES[office]] as Office, message, kind, signWith(founding));
}

/** The key of somebody by name. */
export function keyNamed({ pair }: Founding, name: string): Key {
  const { suite, publicKey } = pair(name);
  return { suite, publicKey };
}

function signWith({
  crypto,
  sovereign,
  pair,
}: Founding): NonNullable<Parameters<typeof wordOf>[4]> {
  const names = [...Object.values(PEOPLE), ...Object.values(SUCCESSORS)].flat();
  return ({ publicKey }, message, kind) => {
    const name = names.find((one) => pair(one).publicKey.toHex() === publicKey.toHex());
    return crypto.sign(pair(name ?? ''), message, signingContext(kind, sovereign));
  };
}
