import type { Governance, KeyPair } from '@tallystick/protocol';
import { keyOf } from './founding.ts';

type Procedure = Governance['procedures'][number];

/** Decided by one office alone, two minutes after it was proposed: one to comment, one to decide. */
const ALONE: Omit<Procedure, 'scope' | 'office'> = {
  electorate: null,
  approvalPermille: 501,
  quorumPermille: 0,
  commentMs: 60_000,
  voteMs: 60_000,
  timelockMs: 0,
  vendors: 0,
  audits: 0,
  emergencyMs: 0,
};

/** Offices of one key each, by name; the first is the gates, the last decides about these matters. */
export function shortGovernance(
  offices: Readonly<Record<string, KeyPair>>,
  scopes: readonly Procedure['scope'][],
): Governance {
  const names = Object.entries(offices);
  return {
    electorates: [],
    offices: names.map(([name, pair]) => ({
      name,
      signers: { threshold: 1, keys: [keyOf(pair)] },
    })),
    procedures: scopes.map((scope) => ({ scope, ...ALONE, office: names.length - 1 })),
    gates: 0,
    registrars: null,
    appeals: null,
  };
}
