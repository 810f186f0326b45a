import type { Program } from '../decide/frame.ts';
import { FALSE, MISSING, negation, TRUE, truthOf, type Truth } from '../decide/truth.ts';
import type { Condition, FlagName, Within } from '../tree/index.ts';
import { buildCompare } from './build-compare.ts';
import type { Context } from './context.ts';
import { currentNames } from './names-of.ts';

/** A condition as a program for one corridor. */
export function buildCondition(condition: Condition, context: Context): Program {
  switch (condition.kind) {
    case 'and':
      return all(condition.operands.map((operand) => buildCondition(operand, context)));
    case 'or':
      return any(condition.operands.map((operand) => buildCondition(operand, context)));
    case 'not':
      return not(buildCondition(condition.operand, context));
    case 'compare':
      return buildCompare(condition, context);
    case 'within': {
      const program = buildWithin(condition, context);
      return condition.negated ? not(program) : program;
    }
    case 'flag':
      return buildFlag(condition.name, context);
    case 'document':
      return buildDocument(condition.name);
  }
}

export function all(programs: readonly Program[]): Program {
  const asked: Exclude<Program, Truth>[] = [];
  let known: Truth = TRUE;
  for (const program of programs) {
    if (typeof program === 'function') asked.push(program);
    else if (program < known) known = program;
  }
  const [first, second, third] = asked;
  if (known === FALSE || first === undefined) return known;
  if (known === TRUE && second === undefined) return first;
  if (known === TRUE && second !== undefined && third === undefined) {
    return (frame) => {
      const truth = first(frame);
      return truth === FALSE ? FALSE : (Math.min(truth, second(frame)) as Truth);
    };
  }
  return (frame) => {
    let least: Truth = known;
    for (const program of asked) {
      const truth = program(frame);
      if (truth === FALSE) return FALSE;
      if (truth < least) least = truth;
    }
    return least;
  };
}

function any(programs: readonly Program[]): Program {
  return not(all(programs.map(not)));
}

function not(program: Program): Program {
  if (typeof program !== 'function') return negation(program);
  return (frame) => negation(program(frame));
}

function buildWithin({ subject, choice }: Within, context: Context): Program {
  const { origin, destination, currency } = context.corridor;
  if (subject === 'sender' || subject === 'receiver') {
    return choice.kind === 'list' ? buildMembership(subject, choice.name, context) : MISSING;
  }
  const names = currentNames(choice, context.moment);
  if (names === null) return MISSING;
  switch (subject) {
    case 'origin':
      return truthOf(names.has(origin));
    case 'destination':
      return truthOf(names.has(destination));
    case 'currency':
      return truthOf(currency !== null && names.has(currency));
    case 'purpose':
      return ({ facts }) => truthOf(facts.purpose === null ? null : names.has(facts.purpose));
  }
}

/** Who is on a list of parties is a fact; only a list that is fresh here can be one. */
function buildMembership(
  subject: 'sender' | 'receiver',
  name: string,
  { moment, needs }: Context,
): Program {
  const index = needs.lists.indexOf(name);
  if (moment.lists.get(name)?.isFresh !== true || index < 0) return MISSING;
  if (subject === 'sender') return ({ facts }) => truthOf(facts.lists[index]?.sender ?? null);
  return ({ facts, receiver }) => truthOf(facts.lists[index]?.receivers[receiver] ?? null);
}

function buildFlag(name: FlagName, { corridor }: Context): Program {
  switch (name) {
    case 'always':
      return TRUE;
    case 'crossborder':
      return truthOf(corridor.origin !== corridor.destination);
    case 'online':
      return ({ facts }) => (facts.online ? TRUE : FALSE);
    case 'offline':
      return ({ facts }) => (facts.online ? FALSE : TRUE);
    case 'second factor':
      return ({ facts }) => truthOf(facts.secondFactor);
    case 'first payment to payee':
      return ({ first }) => first;
  }
}

export function buildDocument(name: string): Exclude<Program, Truth> {
  return ({ facts }) => truthOf(facts.documents === null ? null : facts.documents.includes(name));
}
