import { MAX_KEYS, formatScope } from '@tallystick/protocol';
import { SovereignProblem } from '../options.ts';
import type { GovernanceOptions, OfficeOptions, ProcedureOptions } from './options.ts';

const TITLE = /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/;
/** protocol.md section 5: ten years of 365 days. */
export const MAX_PERIOD_MS = 315_360_000_000;
const MAX = { electorates: 8, offices: 16, procedures: 32, tier: 15, countries: 32 } as const;

/** Throws a `SovereignProblem` that names the first thing which cannot stand in a constitution. */
export function checkGovernance(governance: GovernanceOptions): void {
  const { electorates, offices, procedures, gates, registrars, appeals } = governance;
  checkCount('electorates', electorates.length, 0, MAX.electorates);
  checkCount('offices', offices.length, 1, MAX.offices);
  checkCount('procedures', procedures.length, 1, MAX.procedures);
  checkTitles('electorate', electorates);
  checkTitles('office', offices);
  for (const { name, countries, minTier } of electorates) {
    const areCountries = countries.every((country) => /^[A-Z]{2}$/.test(country));
    require(areCountries, `${name}: a country is two capital letters (ISO 3166-1), as KE`);
    require(new Set(countries).size === countries.length, `${name}: a country stands there twice`);
    checkCount(`${name}: countries`, countries.length, 0, MAX.countries);
    require(isCount(minTier, 0, MAX.tier), `${name}: a tier is 0 to ${MAX.tier}`);
  }
  for (const office of offices) checkOffice(office);
  checkOfficeNamed(governance, 'the gates', gates);
  checkOfficeNamed(governance, 'the registrars', registrars);
  checkOfficeNamed(governance, 'the appeals', appeals);
  for (const procedure of procedures) checkProcedure(governance, procedure);
}

function checkTitles(what: string, named: readonly { readonly name: string }[]): void {
  const names = named.map(({ name }) => name);
  for (const name of names) {
    require(TITLE.test(name), `an ${what}'s name is 1 to 32 of a-z, 0-9 and -, not "${name}"`);
  }
  require(new Set(names).size === names.length, `two ${what}s have the same name`);
}

function checkOffice(office: OfficeOptions): void {
  if ('holder' in office) return;
  const { name, threshold } = office;
  const keys = 'keys' in office ? office.keys : office.signers.length;
  require(isCount(keys, 1, MAX_KEYS), `${name}: 1 to ${MAX_KEYS} keys`);
  require(isCount(threshold, 1, keys), `${name}: ${threshold} of ${keys} keys cannot sign`);
}

function checkOfficeNamed({ offices }: GovernanceOptions, what: string, name: string | null): void {
  const isNamed = name === null || offices.some((office) => office.name === name);
  require(isNamed, `${what} are of an office "${name ?? ''}", which there is not`);
}

function checkProcedure(governance: GovernanceOptions, procedure: ProcedureOptions): void {
  const { electorate, office, approvalPermille, quorumPermille } = procedure;
  const of = formatScope(procedure.scope);
  const hasElectorate = governance.electorates.some(({ name }) => name === electorate);
  require(electorate === null ||
    hasElectorate, `${of}: there is no electorate "${electorate ?? ''}"`);
  const hasOffice = governance.offices.some(({ name }) => name === office);
  require(office === null || hasOffice, `${of}: there is no office "${office ?? ''}"`);
  require(electorate !== null ||
    office !== null, `${of}: name an electorate, an office, or both: nobody decides`);
  require(isCount(
    approvalPermille,
    501,
    1000,
  ), `${of}: an approval is 50.1 % to 100 % of yes and no`);
  require(isCount(quorumPermille, 0, 1000), `${of}: a quorum is 0 % to 100 % of the electorate`);
  checkTimes(of, procedure);
  const { vendors, audits, emergencyMs } = procedure;
  const areVendors = vendors === 0 || isCount(vendors, 3, 16);
  require(areVendors, `${of}: vendors are 0, or 3 to 16: of two, one alone is left when the other is taken away`);
  require(vendors === 0 || electorate !== null, `${of}: vendors without an electorate that votes`);
  require(vendors === 0 ||
    governance.registrars !== null, `${of}: vendors need an office of registrars`);
  require(isCount(audits, 0, 16), `${of}: 0 to 16 audits`);
  require(emergencyMs === 0 || office !== null, `${of}: an emergency lane needs an office`);
}

function checkTimes(of: string, procedure: ProcedureOptions): void {
  const { commentMs, voteMs, timelockMs, emergencyMs } = procedure;
  for (const period of [commentMs, voteMs, timelockMs, emergencyMs]) {
    require(isCount(period, 0, MAX_PERIOD_MS), `${of}: a time is at most ten years`);
  }
  require(commentMs > 0, `${of}: without time for comments the gates could not report`);
  require(voteMs > 0, `${of}: without time to decide nobody could`);
  require(emergencyMs === 0 || emergencyMs >= 1000, `${of}: an emergency lasts a second at least`);
}

function checkCount(what: string, count: number, least: number, most: number): void {
  require(isCount(count, least, most), `${what}: ${least} to ${most}, not ${count}`);
}

function isCount(value: number, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most;
}

function require(holds: boolean, message: string): void {
  if (!holds) throw new SovereignProblem('invalid-options', `governance: ${message}`);
}
