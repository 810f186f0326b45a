import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  COSIGNER_SUITE,
  type Constitution,
  type Cosigner,
  type Currency,
  type Governance,
  type Key,
  SUITES,
  type Signers,
  type StructuredContents,
} from '@tallystick/protocol';
import { SovereignProblem, stateGovernance } from '@tallystick/sovereign';
import { readPublicKeyText } from './governance-file.ts';
import { type Fields, countOf, eachOf, fieldsOf, listOf, textOf } from './json-fields.ts';

/** What "as it is" stands for: the constitution in force, as far as no version that is decided changes it later. */
export interface Standing {
  readonly constitution: Pick<
    Constitution,
    'currencies' | 'witnesses' | 'validators' | 'governance'
  >;
  /** The name of a version of the same matter that is decided and not in force yet. */
  readonly toCome: string | undefined;
}

/** A file, and what it lies beside: keys are named from there. Complaints are thrown, in words. */
interface Place extends Standing {
  readonly besides: string;
}

const AS_IT_IS = 'as it is';

/** All currencies: those that there are first, in their order, for the ledger keeps balances by it. */
export function readCurrencies(said: unknown, place: Place): StructuredContents['currencies'] {
  const { currencies } = place.constitution;
  const proposed = eachOf(said, (one) =>
    currencyOf(fieldsOf(one, ['code', 'decimals', 'name', 'treasury']), place),
  );
  const order = currencies.map(({ code }) => code);
  const isKept = order.every((code, at) => proposed[at]?.code === code);
  if (!isKept) {
    throw new TypeError(
      `the currencies that there are come first, in their order (${order.join(', ')}), and new ones after them: none can be dropped`,
    );
  }
  for (const [at, { code, decimals }] of currencies.entries()) {
    if (proposed[at]?.decimals === decimals) continue;
    throw new TypeError(
      `${code} has ${decimals} decimals, and keeps them: amounts would mean others`,
    );
  }
  return proposed;
}

function currencyOf({ code, decimals, name, treasury }: Fields, place: Place): Currency {
  const said = textOf(code);
  const before = place.constitution.currencies.find((one) => one.code === said);
  return {
    code: said,
    decimals: countOf('“decimals”', decimals),
    name: textOf(name),
    treasury:
      treasury === AS_IT_IS
        ? keptOf(place, `the treasury of ${said}`, before?.treasury)
        : signersOf(treasury, place),
  };
}

function signersOf(said: unknown, { besides }: Place): Signers {
  const { threshold, keys } = fieldsOf(said, ['threshold', 'keys']);
  const least = countOf('“threshold”', threshold);
  const read = listOf(keys).map((file) => readKey(besides, textOf(file)));
  if (least >= 1 && least <= read.length) return { threshold: least, keys: read };
  throw new TypeError(`${least} of ${read.length} keys cannot sign`);
}

export function readCosigners(said: unknown, place: Place): StructuredContents['cosigners'] {
  const { witnesses, validators } = fieldsOf(said, ['witnesses', 'validators']);
  return {
    witnesses: eachOf(witnesses, (one) => cosignerOf(one, 'witness', place)),
    validators: eachOf(validators, (one) => cosignerOf(one, 'validator', place)),
  };
}

function cosignerOf(said: unknown, role: 'witness' | 'validator', place: Place): Cosigner {
  const fields = fieldsOf(said, ['name', 'key']);
  const name = textOf(fields['name']);
  const { witnesses, validators } = place.constitution;
  const known = (role === 'witness' ? witnesses : validators).find((one) => one.name === name);
  const key =
    fields['key'] === AS_IT_IS
      ? keptOf(place, `the key of the ${role} ${name}`, known?.key)
      : readKey(place.besides, textOf(fields['key']));
  if (key.suite === COSIGNER_SUITE) return { name, key };
  throw new TypeError(
    `the key of the ${role} ${name} is ${SUITES[key.suite].name}, and cosignatures are ${SUITES[COSIGNER_SUITE].name}`,
  );
}

/** As at a founding, with offices that stay as they are instead of keys that are made. */
export function readProposedGovernance(text: string, place: Place): Governance {
  const offices = place.constitution.governance?.offices ?? [];
  const officeNow = (name: string): Signers | undefined => {
    const known = offices.find((office) => office.name === name);
    return known && keptOf(place, `the office ${name}`, known.signers);
  };
  try {
    return stateGovernance(text, (file) => readKey(place.besides, file), officeNow);
  } catch (error) {
    if (!(error instanceof SovereignProblem)) throw error;
    throw new TypeError(error.message.replace(/^governance: /, ''), { cause: error });
  }
}

function keptOf<T>({ toCome }: Standing, what: string, before: T | undefined): T {
  if (before === undefined) {
    throw new TypeError(`there is none yet: ${what} cannot stay “${AS_IT_IS}”. Name its keys`);
  }
  if (toCome === undefined) return before;
  throw new TypeError(
    `${toCome} is decided and not in force yet, and may change ${what}: wait for it, or name the keys instead of “${AS_IT_IS}”`,
  );
}

function readKey(besides: string, file: string): Key {
  const key = readPublicKeyText(readFileSync(resolve(besides, file), 'utf8'));
  if (key !== undefined) return key;
  throw new TypeError(`${file} is no public key of tally sovereign key`);
}
