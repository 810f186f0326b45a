import {
  type Constitution,
  type Cosigner,
  type Governance,
  type SettingText,
  type Signers,
  type StructuredMatter,
  decodeStructured,
  encodeStructured,
  formatScope,
  keyId,
  toHex,
} from '@tallystick/protocol';
import { parseConstant } from '@tallystick/rules';
import type {
  ContentStated,
  NamedKnown,
  ParameterStated,
  SettingStated,
  SignersStated,
} from './messages.ts';
import { constantStated } from './parameters.ts';

/** What a content of a matter says, in plain data; null where it does not say it. `parameters` are those of the rules in force. */
export async function statedIn(
  matter: StructuredMatter,
  content: Uint8Array,
  parameters: readonly ParameterStated[] | null,
): Promise<ContentStated | null> {
  if (matter === 'settings') return settingsStated(content, parameters);
  if (matter === 'vendors') return await vendorsStated(content);
  if (matter === 'currencies') {
    const decoded = decodeStructured(matter, content);
    if (!decoded.ok) return null;
    const currencies = decoded.value.map((one) => ({ ...one, treasury: signers(one.treasury) }));
    return { kind: matter, currencies };
  }
  if (matter === 'suites') {
    const decoded = decodeStructured(matter, content);
    return decoded.ok ? { kind: matter, ...decoded.value } : null;
  }
  if (matter === 'cosigners') {
    const decoded = decodeStructured(matter, content);
    if (!decoded.ok) return null;
    const { witnesses, validators } = decoded.value;
    return { kind: matter, witnesses: witnesses.map(named), validators: validators.map(named) };
  }
  if (matter === 'peers') {
    const decoded = decodeStructured(matter, content);
    if (!decoded.ok) return null;
    const peers = decoded.value.map(({ name, sovereign }) => ({ name, id: toHex(sovereign) }));
    return { kind: matter, peers };
  }
  const decoded = decodeStructured(matter, content);
  return decoded.ok ? governanceStated(decoded.value) : null;
}

/** The canonical bytes of what a constitution says of a matter; null where nobody governs. It has no settings, peers and vendors. */
export function contentIn(matter: StructuredMatter, constitution: Constitution): Uint8Array | null {
  const { currencies, governance, suites, witnesses, validators } = constitution;
  switch (matter) {
    case 'currencies':
      return encodeStructured(matter, currencies);
    case 'governance':
      return governance && encodeStructured(matter, governance);
    case 'suites':
      return encodeStructured(matter, suites);
    case 'cosigners':
      return encodeStructured(matter, { witnesses, validators });
    case 'settings':
    case 'peers':
    case 'vendors':
      return encodeStructured(matter, []);
  }
}

function settingsStated(
  content: Uint8Array,
  parameters: readonly ParameterStated[] | null,
): ContentStated | null {
  const decoded = decodeStructured('settings', content);
  if (!decoded.ok) return null;
  const settings = decoded.value.map(settingStated);
  const read = settings.filter((one) => one !== null);
  return read.length < settings.length ? null : { kind: 'settings', settings: read, parameters };
}

function settingStated({ module, parameter, value }: SettingText): SettingStated | null {
  const constant = parseConstant(value);
  return constant === undefined ? null : { module, parameter, value: constantStated(constant) };
}

async function vendorsStated(content: Uint8Array): Promise<ContentStated | null> {
  const decoded = decodeStructured('vendors', content);
  if (!decoded.ok) return null;
  const vendors = decoded.value.map(async ({ name, roots }) => ({
    name,
    roots: await Promise.all(roots.map(fingerprintOf)),
  }));
  return { kind: 'vendors', vendors: await Promise.all(vendors) };
}

/** As every program that shows certificates writes it. */
async function fingerprintOf(certificate: Uint8Array): Promise<string> {
  const bytes = new Uint8Array(certificate);
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

function governanceStated(governance: Governance): ContentStated {
  const { electorates, offices, procedures, gates, registrars, appeals } = governance;
  const nameOf = (index: number | null, all: readonly { readonly name: string }[]) =>
    index === null ? null : (all[index]?.name ?? null);
  return {
    kind: 'governance',
    electorates,
    offices: offices.map((office) => ({ name: office.name, signers: signers(office.signers) })),
    procedures: procedures.map(({ scope, electorate, office, ...figures }) => ({
      ...figures,
      for: formatScope(scope),
      electorate: nameOf(electorate, electorates),
      office: nameOf(office, offices),
    })),
    gates: nameOf(gates, offices) ?? '',
    registrars: nameOf(registrars, offices),
    appeals: nameOf(appeals, offices),
  };
}

function signers({ threshold, keys }: Signers): SignersStated {
  return { threshold, keys: keys.map((key) => toHex(keyId(key))) };
}

function named({ name, key }: Cosigner): NamedKnown {
  return { name, id: toHex(keyId(key)) };
}
