import {
  type Governance,
  type Key,
  type Office,
  encode,
  governanceCodec,
} from '@tallystick/protocol';
import { type NewKey, OPERATING_SUITE, newKey } from '../keys.ts';
import { type FoundingPorts, SovereignProblem } from '../options.ts';
import type { GovernanceOptions, OfficeOptions } from './options.ts';

/** An office's keys that were made here: to be sealed for the ring, or for people. */
export interface MadeOffice {
  readonly name: string;
  readonly holder: 'ring' | 'people';
  readonly keys: readonly NewKey[];
}

/** The governance of a constitution, with the keys that had to be made for it; options were checked. */
export function draftGovernance(
  options: GovernanceOptions,
  ports: FoundingPorts,
): { readonly governance: Governance; readonly made: readonly MadeOffice[] } {
  const made: MadeOffice[] = [];
  const offices = options.offices.map((office) => {
    const { name } = office;
    if ('signers' in office) {
      return { name, signers: { threshold: office.threshold, keys: office.signers } };
    }
    const keys = makeKeys(office, ports);
    made.push({ name, holder: 'holder' in office ? 'ring' : 'people', keys });
    const threshold = 'holder' in office ? 1 : office.threshold;
    return { name, signers: { threshold, keys: keys.map(publicKey) } };
  });
  return { governance: assemble(options, offices), made };
}

/** With its names as indexes. Throws a `SovereignProblem` where it has no canonical form. */
export function assemble(options: GovernanceOptions, offices: readonly Office[]): Governance {
  const officeAt = (name: string | null): number | null => indexOf(options.offices, name);
  const governance: Governance = {
    electorates: options.electorates,
    offices,
    procedures: options.procedures.map((procedure) => ({
      ...procedure,
      electorate: indexOf(options.electorates, procedure.electorate),
      office: officeAt(procedure.office),
    })),
    gates: officeAt(options.gates) ?? 0,
    registrars: officeAt(options.registrars),
    appeals: officeAt(options.appeals),
  };
  requireEncodable(governance);
  return governance;
}

function makeKeys(
  office: Exclude<OfficeOptions, { signers: unknown }>,
  ports: FoundingPorts,
): NewKey[] {
  const count = 'keys' in office ? office.keys : 1;
  return Array.from({ length: count }, () => newKey(OPERATING_SUITE, ports));
}

function publicKey({ pair }: NewKey): Key {
  return { suite: pair.suite, publicKey: pair.publicKey };
}

function indexOf(named: readonly { readonly name: string }[], name: string | null): number | null {
  return name === null ? null : named.findIndex((one) => one.name === name);
}

/** What is left after the checks: keys of which two are the same, or whose signatures are too long. */
function requireEncodable(governance: Governance): void {
  try {
    encode(governanceCodec, governance);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new SovereignProblem('invalid-options', `governance: ${error.message}`);
  }
}
