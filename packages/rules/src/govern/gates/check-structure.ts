import {
  type Governance,
  type StructuredContents,
  type StructuredMatter,
  decodeStructured,
  procedureFor,
} from '@tallystick/protocol';
import { canBeSet, ownerOfSetting } from '../../compile/moment.ts';
import type { RulebookSource, Setting } from '../../compile/source.ts';
import { parseConstant } from '../../parse/parse-constant.ts';
import type { Module } from '../../tree/index.ts';
import { declaredValue, settle } from '../settle.ts';
import { beginsAt, type GatedProposal, type GatesGround, type Proposed } from './ground.ts';
import type { Noting } from './noting.ts';

const NOTHING_OF_RULES = { ok: true, after: null, module: null, examples: 0 } as const;
/** Decision 0010, section 2: of two vendors one alone is left when the other is taken away. */
const LEAST_VENDORS = 3;

/** Whatever is no text of rules: it decodes, and leaves a sovereign that works. */
export function checkStructure(
  kind: StructuredMatter,
  proposal: GatedProposal,
  ground: GatesGround,
  noting: Noting,
): Proposed {
  const decoded = decodeStructured(kind, proposal.content);
  if (!decoded.ok) {
    noting.note('content', `The content is none of ${kind}: ${decoded.reason}.`);
    return { ok: false };
  }
  const content = { [kind]: decoded.value } as Partial<StructuredContents>;
  if (content.settings !== undefined) return settled(content.settings, proposal, ground, noting);
  if (content.suites !== undefined) checkSuites(content.suites, ground, noting);
  if (content.currencies !== undefined) checkCurrencies(content.currencies, ground, noting);
  if (content.cosigners !== undefined) checkCosigners(content.cosigners, ground, noting);
  if (content.vendors !== undefined) checkVendors(content.vendors, ground, noting);
  if (content.governance !== undefined) checkGovernance(content.governance, ground, noting);
  return NOTHING_OF_RULES;
}

/** Whether there is such a parameter, and its bounds allow it, compiling says. */
function settled(
  texts: StructuredContents['settings'],
  proposal: GatedProposal,
  ground: GatesGround,
  noting: Noting,
): Proposed {
  if (proposal.until !== null) {
    noting.note('dates', 'Settings have no end: they last as long as the version they belong to.');
  }
  const version: Omit<Setting, 'from'>[] = [];
  for (const { value, ...named } of texts) {
    const constant = parseConstant(value);
    if (constant === undefined) noting.note('setting', `“${value}” is no constant.`);
    else version.push({ ...named, value: constant });
  }
  const { source } = ground;
  const start = beginsAt(proposal, ground);
  let after = withVersion(source, version, start);
  // Its office may approve it as late as when another version of a module is in force.
  const later = proposal.lane === 'emergency' ? changesOf(source.modules, start) : [];
  for (const from of later) {
    const settable = version.filter((one) => canBeSet(source, { ...one, from }));
    after = withVersion(after, settable, from);
  }
  return { ok: true, after, module: null, examples: 0 };
}

function withVersion(
  source: RulebookSource,
  version: readonly Omit<Setting, 'from'>[],
  from: number,
): RulebookSource {
  const settings = settle(source.settings, version, from).flatMap((said): Setting[] => {
    if (said.value !== null) return [{ ...said, value: said.value }];
    const { module, parameter } = said;
    const owner = ownerOfSetting(source.modules, said);
    const value = declaredValue(owner, parameter);
    return value === undefined ? [] : [{ module, parameter, value, from }];
  });
  return { ...source, settings };
}

/** When another version of a module comes into force later, or comes back. */
function changesOf(modules: readonly Module[], start: number): number[] {
  const instants = new Set<number>();
  for (const { force } of modules) {
    instants.add(force.from);
    if (force.until !== null) instants.add(force.until);
  }
  return [...instants].filter((instant) => instant > start).sort((a, b) => a - b);
}

function checkSuites(
  { roots }: StructuredContents['suites'],
  { constitution }: GatesGround,
  noting: Noting,
): void {
  if (roots.includes(constitution.root.suite)) return;
  noting.note('suites', 'The suite of the sovereign’s own root key would not be admitted.');
}

function checkCurrencies(
  proposed: StructuredContents['currencies'],
  { constitution, circulating }: GatesGround,
  noting: Noting,
): void {
  for (const { code, decimals } of constitution.currencies) {
    const after = proposed.find((one) => one.code === code);
    if (after === undefined && circulating.includes(code)) {
      noting.note('currencies', `${code} would be dropped, and there is some in circulation.`);
    }
    if (after !== undefined && after.decimals !== decimals) {
      noting.note('currencies', `${code} has ${decimals} decimals: amounts would mean others.`);
    }
  }
}

function checkCosigners(
  { witnesses, validators }: StructuredContents['cosigners'],
  { constitution }: GatesGround,
  noting: Noting,
): void {
  const { quorum } = constitution.parameters;
  const count = witnesses.length + validators.length;
  if (count >= quorum) return;
  noting.note('cosigners', `${quorum} cosignatures are needed, and there would be ${count}.`);
}

function checkVendors(
  vendors: StructuredContents['vendors'],
  { constitution }: GatesGround,
  noting: Noting,
): void {
  const count = vendors.length;
  if (count > 0 && count < LEAST_VENDORS) {
    noting.note('vendors', `There are none or at least ${LEAST_VENDORS} vendors, not ${count}.`);
  }
  const needed = mostVendors(constitution.governance);
  if (count < needed) noting.note('vendors', `Votes need ${needed} vendors, not ${count}.`);
}

function checkGovernance(governance: Governance, { vendors }: GatesGround, noting: Noting): void {
  if (procedureFor(governance, { kind: 'governance' }) === undefined) {
    noting.note('governance', 'Nobody could change the governance any more.');
  }
  const needed = mostVendors(governance);
  if (vendors < needed) {
    noting.note('governance', `Votes would need ${needed} vendors, and ${vendors} are registered.`);
  }
}

function mostVendors(governance: Governance | null): number {
  return Math.max(0, ...(governance?.procedures.map(({ vendors }) => vendors) ?? []));
}
