import { type Constitution, type Governance, type Office, formatScope } from '@tallystick/protocol';
import { signersWith } from './draft-signers.ts';
import { type Drafted, drafted, failed } from './drafted.ts';
import type { ChangeDraft, RoleOfOffices } from './messages.ts';

type GovernanceTyped = Extract<ChangeDraft, { matter: 'governance' }>;

/** protocol.md section 5, `governance`. */
const NAME = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

/** A governance with the offices, keys and figures that somebody wants changed. */
export function governanceWith(
  typed: GovernanceTyped,
  { governance }: Pick<Constitution, 'governance'>,
): Drafted<Governance> {
  if (governance === null) return failed('procedure');
  const offices = officesWith(typed, governance.offices);
  if (!offices.ok) return offices;
  const procedures = proceduresWith(typed.procedures, governance.procedures);
  if (!procedures.ok) return procedures;
  // Offices are named by their place, and one that goes moves others.
  const nameOf = (place: number | null): string | null =>
    place === null ? null : (governance.offices[place]?.name ?? null);
  const missing: string[] = [];
  const placeOf = (name: string | null): number | null => {
    if (name === null) return null;
    const place = offices.value.findIndex((one) => one.name === name);
    if (place < 0) missing.push(name);
    return place;
  };
  const roleOf = (role: RoleOfOffices): number | null => {
    const wanted = typed.roles[role];
    return placeOf(wanted === undefined ? nameOf(governance[role]) : wanted);
  };
  const decided = procedures.value.map(({ office, ...figures }) => {
    const wanted = typed.procedures.find((one) => one.for === formatScope(figures.scope))?.office;
    return { ...figures, office: placeOf(wanted === undefined ? nameOf(office) : wanted) };
  });
  const roles = { registrars: roleOf('registrars'), appeals: roleOf('appeals') };
  const gates = roleOf('gates');
  if (missing.length > 0) {
    return failed(missing.some((name) => typed.dropOffices.includes(name)) ? 'in-use' : 'gone');
  }
  if (gates === null) return failed('unfit');
  return drafted({ ...governance, offices: offices.value, procedures: decided, gates, ...roles });
}

function officesWith(
  { offices, newOffices, dropOffices }: GovernanceTyped,
  before: readonly Office[],
): Drafted<readonly Office[]> {
  const isThere = (name: string): boolean => before.some((one) => one.name === name);
  if (![...offices.map(({ name }) => name), ...dropOffices].every(isThere)) return failed('gone');
  if (!newOffices.every(({ name }) => NAME.test(name))) return failed('office-name');
  const all: Office[] = [];
  for (const office of before.filter(({ name }) => !dropOffices.includes(name))) {
    const touched = offices.find(({ name }) => name === office.name);
    const signers =
      touched === undefined
        ? drafted(office.signers)
        : signersWith(touched.signers, office.signers);
    if (!signers.ok) return signers;
    all.push({ name: office.name, signers: signers.value });
  }
  for (const { name, signers: wanted } of newOffices) {
    if (all.some((one) => one.name === name)) return failed('there');
    const signers = signersWith(wanted);
    if (!signers.ok) return signers;
    all.push({ name, signers: signers.value });
  }
  return drafted(all);
}

function proceduresWith(
  typed: GovernanceTyped['procedures'],
  before: Governance['procedures'],
): Drafted<Governance['procedures']> {
  const procedures = [...before];
  for (const { for: scope, office: _office, ...figures } of typed) {
    const at = procedures.findIndex((one) => formatScope(one.scope) === scope);
    const known = procedures[at];
    if (known === undefined) return failed('gone');
    if (!Object.values(figures).every((figure) => Number.isSafeInteger(figure) && figure >= 0)) {
      return failed('figures');
    }
    procedures[at] = { ...known, ...figures };
  }
  return drafted(procedures);
}
