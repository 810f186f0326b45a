import {
  type Electorate,
  type Key,
  SCOPE_WORDS,
  type Scope,
  type Signers,
  parseScope,
} from '@tallystick/protocol';
import { SovereignProblem } from '../options.ts';
import type { GovernanceOptions, OfficeOptions, ProcedureOptions } from './options.ts';
import { readPeriod, readShare } from './read-figures.ts';

/** Reads the public key that a governance names by its file. Throws a `SovereignProblem`. */
export type ReadKey = (file: string) => Key;

/** Who signs for the office of that name now; undefined where there is none. */
export type OfficeNow = (name: string) => Signers | undefined;

type Fields = Readonly<Record<string, unknown>>;

/** For an office that has its keys already. */
export const AS_IT_IS = 'as it is';

const FIELDS = ['electorates', 'offices', 'procedures', 'gates', 'registrars', 'appeals'];
const PROCEDURE_FIELDS = [
  'for',
  'electorate',
  'office',
  'approval',
  'quorum',
  'comment',
  'vote',
  'timelock',
  'vendors',
  'audits',
  'emergency',
];

/**
 * A governance as people write it, in JSON (docs/operators/governance.md). What it says is checked when it stands in a
 * constitution. `officeNow` says what an office is that is to stay "as it is"; at a founding there is none. Throws a `SovereignProblem`
 * `invalid-options` that names the place.
 */
export function readGovernance(
  text: string,
  readKey: ReadKey,
  officeNow: OfficeNow = () => undefined,
): GovernanceOptions {
  const whole = fieldsOf('it', parseJson(text), FIELDS);
  const procedures = listOf('procedures', whole['procedures']);
  return {
    electorates: entriesOf('electorates', whole['electorates'] ?? {}).map(readElectorate),
    offices: entriesOf('offices', whole['offices']).map(([name, said]) =>
      readOffice(name, said, readKey, officeNow),
    ),
    procedures: procedures.flatMap((said, at) => readProcedures(`procedures, ${at + 1}.`, said)),
    gates: textOf('gates', whole['gates']),
    registrars: nameOrNull('registrars', whole['registrars']),
    appeals: nameOrNull('appeals', whole['appeals']),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw problem(`it is no JSON: ${(error as Error).message}`);
  }
}

function readElectorate([name, said]: readonly [string, unknown]): Electorate {
  const where = `electorate ${name}`;
  const { countries = [], tier = 0 } = fieldsOf(where, said, ['countries', 'tier']);
  return {
    name,
    countries: listOf(`${where}: countries`, countries).map((one) => textOf(where, one)),
    minTier: countOf(`${where}: tier`, tier),
  };
}

function readOffice(
  name: string,
  said: unknown,
  readKey: ReadKey,
  officeNow: OfficeNow,
): OfficeOptions {
  if (said === 'ring') return { name, holder: 'ring' };
  const where = `office ${name}`;
  if (said === AS_IT_IS) {
    const signers = officeNow(name);
    if (signers !== undefined) {
      return { name, threshold: signers.threshold, signers: signers.keys };
    }
    throw problem(`${where}: there is none yet that could stay as it is: name its keys`);
  }
  if (typeof said !== 'object') {
    throw problem(`${where}: write "ring", or {"threshold": 2, "keys": ["ada.key.pub", …]}`);
  }
  const { threshold, keys } = fieldsOf(where, said, ['threshold', 'keys']);
  const least = countOf(`${where}: threshold`, threshold);
  if (typeof keys === 'number') return { name, threshold: least, keys };
  const files = listOf(`${where}: keys`, keys).map((file) => textOf(`${where}: keys`, file));
  return { name, threshold: least, signers: files.map(readKey) };
}

/** A procedure for several matters is one for each. */
function readProcedures(where: string, said: unknown): ProcedureOptions[] {
  const fields = fieldsOf(where, said, PROCEDURE_FIELDS);
  const named = typeof fields['for'] === 'string' ? [fields['for']] : fields['for'];
  const scopes = listOf(`${where} for`, named).map((word) => scopeOf(where, word));
  const share = (name: string): number =>
    readShare(textOf(`${where} ${name}`, fields[name])) ?? fail(name, SHARE);
  const period = (name: string, absent?: string): number =>
    readPeriod(textOf(`${where} ${name}`, fields[name] ?? absent)) ?? fail(name, PERIOD);
  const fail = (name: string, form: string): never => {
    throw problem(`${where} ${name}: ${form}, not ${JSON.stringify(fields[name])}`);
  };
  const shown = {
    electorate: nameOrNull(`${where} electorate`, fields['electorate']),
    office: nameOrNull(`${where} office`, fields['office']),
    approvalPermille: share('approval'),
    quorumPermille: share('quorum'),
    commentMs: period('comment'),
    voteMs: period('vote'),
    timelockMs: period('timelock', '0'),
    vendors: countOf(`${where} vendors`, fields['vendors'] ?? 0),
    audits: countOf(`${where} audits`, fields['audits'] ?? 0),
    emergencyMs: period('emergency', '0'),
  };
  return scopes.map((scope) => ({ scope, ...shown }));
}

const SHARE = 'write a share such as "50.1 %"';
const PERIOD = 'write a time such as "3 days", "36 hours" or "30 seconds"';

function scopeOf(where: string, word: unknown): Scope {
  const scope = typeof word === 'string' ? parseScope(word) : undefined;
  if (scope !== undefined) return scope;
  const words = [...SCOPE_WORDS, 'module DE', 'list NAME'].join(', ');
  throw problem(`${where} for: ${JSON.stringify(word)} is none of ${words}`);
}

function fieldsOf(where: string, said: unknown, known: readonly string[]): Fields {
  const fields = Object.fromEntries(entriesOf(where, said));
  const stray = Object.keys(fields).find((name) => !known.includes(name));
  if (stray === undefined) return fields;
  throw problem(`${where}: "${stray}" is not known; ${known.join(', ')} are`);
}

function entriesOf(where: string, said: unknown): [string, unknown][] {
  if (typeof said === 'object' && said !== null && !Array.isArray(said))
    return Object.entries(said);
  throw problem(`${where}: braces with names are expected, as {"council": …}`);
}

function listOf(where: string, said: unknown): readonly unknown[] {
  if (Array.isArray(said)) return said as readonly unknown[];
  throw problem(`${where}: a list is expected, as ["…"]`);
}

function textOf(where: string, said: unknown): string {
  if (typeof said === 'string') return said;
  throw problem(
    said === undefined ? `${where} is missing` : `${where}: a text is expected, as "…"`,
  );
}

function nameOrNull(where: string, said: unknown): string | null {
  return said === undefined || said === null ? null : textOf(where, said);
}

function countOf(where: string, said: unknown): number {
  if (typeof said === 'number') return said;
  throw problem(
    said === undefined ? `${where} is missing` : `${where}: a whole number is expected`,
  );
}

function problem(message: string): SovereignProblem {
  return new SovereignProblem('invalid-options', `governance: ${message}`);
}
