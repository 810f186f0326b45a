import type { Constitution, Governance, Key, Procedure } from '@tallystick/protocol';
import { pseudoKey, testConstitution } from './parties.ts';

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
