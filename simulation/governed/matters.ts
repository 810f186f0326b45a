import { encodeStructured, type Governance, type Matter, type Office } from '@tallystick/protocol';
import { parse, print } from '@tallystick/rules';
import type { Random } from '../engine/random.ts';
import { BARRED, keyNamed, MINUTE_MS, OFFICES, SUCCESSORS } from './charter.ts';
import type { GovernedWorld } from './governed-world.ts';

/** What is known when a version is written; `force`: its dates. */
interface Writing {
  readonly world: GovernedWorld;
  readonly random: Random;
  readonly version: number;
  readonly force: string;
}

/** A matter that people here propose something about, and the bytes of one version of it. */
interface Subject {
  readonly matter: Matter;
  readonly write: (writing: Writing) => Uint8Array;
}

type Text = (writing: Writing) => string;

const global: Text = ({ version, force, random }) => `
  module global version ${version} ${force}
  parameter MOST "What anybody may send within hours" is 300.00 HRB between 100.00 HRB and 500.00 HRB
  rule GLOBAL-1 "Not too much at once"
    when currency = HRB and sender tier < 15 and sent in ${random.between(1, 3)} hours + amount > MOST
    then refuse
  ${random.chance(0.8) ? `rule GLOBAL-2 "Nobody pays the barred" when receiver in ${BARRED} then refuse` : ''}
  ${random.chance(0.2) ? 'rule GLOBAL-3 "Nor do they pay" when sender in BARRED then refuse' : ''}`;

/** Of everything that can be asked about a payment a part. */
const currency: Text = ({ version, force, random }) => {
  const rules = [
    'rule HRB-1 "Up to a cap" when currency = HRB and sender tier < 15 and amount > CAP then hold',
    `rule HRB-2 "Rents follow trade" when purpose = RENT and sender tier < 15 and amount > RENTS then refuse`,
    `rule HRB-3 "In gold" when currency = HRB and sender tier < 15 and amount > ${random.between(20, 60)}.000 GLD then hold`,
    `rule HRB-4 "Large ones wait"
      when currency = HRB and sender tier < 15 and amount > ${random.between(80, 130)}.00 HRB
      then hold until waiting 1 hours`,
    `rule HRB-5 "The barred, once more" when receiver in ${BARRED} then refuse`,
    `rule HRB-6 "Few and slow" when sender tier < 15 and purpose != SALA and payments in 1 hours >= ${random.between(3, 9)} then hold`,
  ].filter(() => random.chance(0.6));
  return `
    module currency HRB version ${version} ${force}
    parameter CAP "At most at once" is 180.00 HRB between 60.00 HRB and 400.00 HRB
    parameter RENTS "What may be paid of rent" follows indicator TRADE times 10.00 HRB between 30.00 HRB and 200.00 HRB
    ${rules.join('\n')}
    ${rules.length === 0 ? 'rule HRB-7 "Nothing without end" when currency = HRB and amount > 100000.00 HRB then hold' : ''}`;
};

const abroad: Text = ({ version, force, random }) => `
  module DE version ${version} ${force}
  rule DE-7 "Identity above a sum"
    when currency = HRB and sender tier < 3 and amount > ${random.between(20, 90)}.00 HRB
    then hold until identity tier 3`;

const home: Text = ({ version, force, random }) => `
  module KE version ${version} ${force}
  parameter LITTLE "What is little" is 200.00 HRB between 60.00 HRB and 300.00 HRB
  rule KE-3 "Little by little"
    when currency = HRB and sender tier < 15 and origin = KE and amount > LITTLE
    then ${random.pick(['hold', 'refuse'])}`;

const bloc: Text = ({ version, force, random }) => `
  list BLOC of countries version ${version} ${force} fresh for ${random.between(1, 9)} hours:
    ${random.pick(['UG, DE', 'UG', 'DE, KE'])}`;

/** Some of those who live here, and somebody whom nobody knows. */
const barred: Text = ({ version, force, random, world }) => {
  const people = world.voters.filter(() => random.chance(0.35)).map(({ id }) => `"${id}"`);
  const fresh = random.chance(0.25) ? '1 hours' : '90 days';
  return `
    list ${BARRED} of parties version ${version} ${force} fresh for ${fresh}:
      ${[...people, `"${'0'.repeat(63)}1"`].join(', ')}`;
};

/** Within their bounds, beyond them, and of what nobody may set. */
const SETTINGS = [
  { module: 'HRB', parameter: 'CAP', from: 60, to: 400, most: 900 },
  { module: 'KE', parameter: 'LITTLE', from: 60, to: 300, most: 2_000 },
  { module: 'GLOBAL', parameter: 'MOST', from: 100, to: 500, most: 3_000 },
  { module: 'HRB', parameter: 'RENTS', from: 30, to: 200, most: 200 },
  { module: 'DE', parameter: 'NONE', from: 1, to: 2, most: 2 },
] as const;

function settings({ random }: Writing): Uint8Array {
  const chosen = SETTINGS.filter(({ parameter }) => {
    return random.chance(parameter === 'NONE' || parameter === 'RENTS' ? 0.1 : 0.5);
  });
  return encodeStructured(
    'settings',
    chosen.map(({ module, parameter, from, to, most }) => {
      const isBeyond = random.chance(0.25);
      const value = isBeyond ? random.between(to, most) : random.between(from, to);
      return { module, parameter, value: `${value}.00 HRB` };
    }),
  );
}

/** Other thresholds, other times, other people in an office: one of it in each version. */
function governance({ random, world }: Writing): Uint8Array {
  const current = world.governance.governance;
  const changes: ((before: Governance) => Governance)[] = [
    thresholds(random),
    thresholds(random),
    ({ procedures, ...rest }) => {
      const timelockMs = random.pick([1, 3, 6]) * MINUTE_MS;
      const voteMs = random.pick([4, 6, 9]) * MINUTE_MS;
      return { ...rest, procedures: procedures.map((one) => ({ ...one, timelockMs, voteMs })) };
    },
    ({ electorates, ...rest }) => {
      return {
        ...rest,
        electorates: electorates.map((one) => ({ ...one, minTier: random.below(2) })),
      };
    },
    (before) => ({ ...before, offices: before.offices.map(succeeded(random, world)) }),
    (before) => {
      const { council, ombuds } = OFFICES;
      return { ...before, appeals: random.pick([council, ombuds, null]) };
    },
  ];
  return encodeStructured('governance', random.pick(changes)(current));
}

function thresholds(random: Random): (before: Governance) => Governance {
  return ({ procedures, ...rest }) => {
    const approvalPermille = random.pick([501, 600, 700, 801]);
    const quorumPermille = random.pick([200, 400, 600, 800]);
    const changed = procedures.map((one) => ({ ...one, approvalPermille, quorumPermille }));
    return { ...rest, procedures: changed };
  };
}

/** Another keyholder for those offices that have somebody waiting; the council asks for more or fewer of its people. */
function succeeded(random: Random, { node }: GovernedWorld): (office: Office) => Office {
  return ({ name, signers }) => {
    const people = SUCCESSORS[name as keyof typeof SUCCESSORS];
    if (name === 'council') {
      return { name, signers: { ...signers, threshold: random.between(1, 3) } };
    }
    if (people === undefined || random.chance(0.3)) return { name, signers };
    const keys = people.map((one) => keyNamed(node.founding, one));
    return { name, signers: { ...signers, keys } };
  };
}

const written =
  (text: Text): Subject['write'] =>
  (writing) => {
    const { tree } = parse(text(writing));
    if (tree === null) throw new Error('a text that cannot be read');
    return new TextEncoder().encode(print(tree));
  };

export const BARRED_LIST: Subject = {
  matter: { kind: 'list', name: BARRED },
  write: written(barred),
};

export const CURRENCY: Subject = {
  matter: { kind: 'module', owner: 'HRB' },
  write: written(currency),
};

/** What people here propose something about; some of it more often. */
export const SUBJECTS: readonly Subject[] = [
  { matter: { kind: 'global' }, write: written(global) },
  { matter: { kind: 'global' }, write: written(global) },
  CURRENCY,
  CURRENCY,
  { matter: { kind: 'module', owner: 'DE' }, write: written(abroad) },
  { matter: { kind: 'module', owner: 'KE' }, write: written(home) },
  { matter: { kind: 'list', name: 'BLOC' }, write: written(bloc) },
  BARRED_LIST,
  BARRED_LIST,
  { matter: { kind: 'settings' }, write: settings },
  { matter: { kind: 'settings' }, write: settings },
  { matter: { kind: 'governance' }, write: governance },
  { matter: { kind: 'governance' }, write: governance },
];

/** Those that may be tightened in an emergency. */
export const URGENT: readonly Subject[] = SUBJECTS.filter(({ matter }) => {
  return matter.kind === 'module' || (matter.kind === 'list' && matter.name === BARRED);
});

/** The dates of a version as its text says them; ms since 1970, whole seconds. */
export function forceText(from: number, until: number | null): string {
  const at = (instant: number): string => new Date(instant).toISOString().replace('.000Z', 'Z');
  return `in force from ${at(from)}${until === null ? '' : ` until ${at(until)}`}`;
}
