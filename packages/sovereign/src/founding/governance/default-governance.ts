import { SCOPE_WORDS, parseScope } from '@tallystick/protocol';
import type { GovernanceOptions, ProcedureOptions } from './options.ts';

const DAY_MS = 86_400_000;

/** What an emergency can tighten: what payments are decided by. */
const RULES: readonly string[] = ['modules', 'global', 'lists', 'settings'];

/**
 * Where a founder says nothing else. Everybody with a country record votes with their devices. Records of
 * tier 0 are self-declared, and one person can declare many: so the council has to approve as well,
 * whatever the vote says. Whoever has registrars and tiers, or voting keys, can do without it.
 */
export const DEFAULT_GOVERNANCE: GovernanceOptions = {
  electorates: [{ name: 'everybody', countries: [], minTier: 0 }],
  offices: [
    { name: 'gates', holder: 'ring' },
    { name: 'registrars', holder: 'ring' },
    { name: 'council', threshold: 1, keys: 1 },
  ],
  procedures: SCOPE_WORDS.map(procedureOf),
  gates: 'gates',
  registrars: 'registrars',
  appeals: 'council',
};

function procedureOf(word: string): ProcedureOptions {
  const scope = parseScope(word);
  if (scope === undefined) throw new RangeError(`${word} is no scope`);
  const isConstitution = !RULES.includes(word);
  return {
    scope,
    electorate: 'everybody',
    office: 'council',
    approvalPermille: isConstitution ? 667 : 501,
    quorumPermille: isConstitution ? 333 : 200,
    commentMs: DAY_MS,
    voteMs: 3 * DAY_MS,
    timelockMs: DAY_MS,
    vendors: 0,
    audits: 0,
    emergencyMs: isConstitution ? 0 : 7 * DAY_MS,
  };
}
