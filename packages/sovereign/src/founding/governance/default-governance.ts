import { SCOPE_WORDS, parseScope } from '@tallystick/protocol';
import type { GovernanceOptions, ProcedureOptions } from './options.ts';

const DAY_MS = 86_400_000;

/** What an emergency can tighten: what payments are decided by. */
const RULES: readonly string[] = ['modules', 'global', 'lists', 'settings'];

/** How long the stages of a proposal last, and what an emergency brings, in ms. */
export interface GovernanceTimes {
  readonly commentMs: number;
  readonly voteMs: number;
  readonly timelockMs: number;
  /** 0: there is no emergency lane. */
  readonly emergencyMs: number;
}

/**
 * Where a founder says nothing else. Everybody with a country record votes with their devices. Records of
 * tier 0 are self-declared, and one person can declare many: so the council has to approve as well,
 * whatever the vote says. Whoever has registrars and tiers, or voting keys, can do without it.
 */
export function defaultGovernance(times: GovernanceTimes): GovernanceOptions {
  return {
    electorates: [{ name: 'everybody', countries: [], minTier: 0 }],
    offices: [
      { name: 'gates', holder: 'ring' },
      { name: 'registrars', holder: 'ring' },
      { name: 'council', threshold: 1, keys: 1 },
    ],
    procedures: SCOPE_WORDS.map((word) => procedureOf(word, times)),
    gates: 'gates',
    registrars: 'registrars',
    appeals: 'council',
  };
}

export const DEFAULT_GOVERNANCE: GovernanceOptions = defaultGovernance({
  commentMs: DAY_MS,
  voteMs: 3 * DAY_MS,
  timelockMs: DAY_MS,
  emergencyMs: 7 * DAY_MS,
});

function procedureOf(word: string, times: GovernanceTimes): ProcedureOptions {
  const scope = parseScope(word);
  if (scope === undefined) throw new RangeError(`${word} is no scope`);
  const isConstitution = !RULES.includes(word);
  return {
    ...times,
    scope,
    electorate: 'everybody',
    office: 'council',
    approvalPermille: isConstitution ? 667 : 501,
    quorumPermille: isConstitution ? 333 : 200,
    vendors: 0,
    audits: 0,
    emergencyMs: isConstitution ? 0 : times.emergencyMs,
  };
}
