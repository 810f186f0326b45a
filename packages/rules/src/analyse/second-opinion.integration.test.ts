import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RulebookSource } from '../compile/source.ts';
import { freshRulebook } from '../testing/fresh-rulebooks.ts';
import { START } from '../testing/rulebooks.ts';
import { nameOf, type Requirement } from '../tree/index.ts';
import { analyse } from './analyse.ts';
import { type Desk, desksOf } from './desk.ts';
import { difference } from './difference.ts';
import type { Formula } from './formula.ts';
import { valueOf } from './linear/solve.ts';
import { type Model, satisfy } from './satisfy.ts';
import { numberDeclarations, numbered, spokenFormula } from './testing/formulas.ts';
import { type Opinion, openSecondOpinion, type SecondOpinion } from './testing/second-opinion.ts';
import { factDeclarations } from './testing/spoken-facts.ts';
import { corridorIs, gapOf, shifted, STEPPED } from './testing/spoken-steps.ts';
import {
  all,
  any,
  not,
  type SpokenRule,
  type SpokenRulebook,
  speakRulebook,
} from './testing/spoken-rulebook.ts';

/** Thousands with `npm run soak:analysis`. */
const IS_SOAK = process.env['npm_lifecycle_event'] === 'soak:analysis';
const RULEBOOKS = Number(process.env['TALLY_TEST_RULEBOOKS'] ?? (IS_SOAK ? 5000 : 60));
const FORMULAS = RULEBOOKS * 20;
const SEED = Number(process.env['TALLY_TEST_SEED'] ?? 1);
const LONG = { timeout: IS_SOAK ? 6 * 3_600_000 : 300_000 };
const STEPS = { left: 20_000_000, perQuestion: 200_000 } as const;

const FORMULA_STEPS = 200_000;

let z3: SecondOpinion;
beforeAll(async () => {
  z3 = await openSecondOpinion();
});
afterAll(() => z3.close());

/** What the analysis says, to be held to what Z3 says about one formula. */
interface Claim {
  /** What the analysis calls it. */
  readonly kind: string;
  /** The rule that it is about. */
  readonly what: string;
  readonly formula: string;
  readonly opinion: Opinion;
}

/** What was claimed and how often, and where Z3 is of another opinion. */
class Comparison {
  readonly claimed = new Map<string, number>();
  readonly doubts: string[] = [];

  hold(rulebooks: readonly SpokenRulebook[], claims: readonly Claim[], where: string): void {
    const declarations = [...factDeclarations(), ...rulebooks.flatMap((one) => one.definitions)];
    const opinions = z3.ask(
      declarations,
      claims.map(({ formula }) => formula),
    );
    for (const [index, { kind, what, opinion }] of claims.entries()) {
      this.compare(kind, opinion, opinions[index] as Opinion, `${where} ${what} ${kind}`);
    }
  }

  compare(kind: string, ours: Opinion, theirs: Opinion, where: string): void {
    const key = `${kind} ${theirs}`;
    this.claimed.set(key, (this.claimed.get(key) ?? 0) + 1);
    if (theirs !== ours && theirs !== 'unknown') {
      this.doubts.push(`${where}: ${ours}, Z3 says ${theirs} (seed ${SEED})`);
    }
  }

  /** How often both were of one opinion, or at least how often Z3 had one. */
  of(kind: string, opinion: Opinion): number {
    return this.claimed.get(`${kind} ${opinion}`) ?? 0;
  }
}

function samples<T>(arbitrary: fc.Arbitrary<T>, numRuns = RULEBOOKS): readonly T[] {
  return fc.sample(arbitrary, { seed: SEED, numRuns });
}

test('Z3 finds a model of a formula exactly where the search does', LONG, () => {
  const comparison = new Comparison();
  const formulas = samples(spokenFormula, FORMULAS);
  const opinions = z3.ask(
    numberDeclarations(),
    formulas.map(({ smt }) => smt),
  );
  for (const [index, { formula }] of formulas.entries()) {
    const model = modelOf(formula);
    const ours = model === undefined ? 'unsat' : 'sat';
    comparison.compare('model', ours, opinions[index] as Opinion, `formula ${index}`);
    if (model !== undefined && !isSo(formula, model)) {
      comparison.doubts.push(`formula ${index}: the model makes it false`);
    }
  }
  expect(comparison.doubts).toEqual([]);
  expect(comparison.of('model', 'unknown')).toBe(0);
  for (const opinion of ['sat', 'unsat'] as const) {
    expect(comparison.of('model', opinion)).toBeGreaterThan(FORMULAS / 5);
  }
});

function modelOf(formula: Formula): Model | undefined {
  return satisfy(formula, numbered(), { steps: FORMULA_STEPS });
}

/** Whether a model makes a formula true; what it does not say may be anything. */
function isSo(formula: Formula, model: Model): boolean {
  switch (formula.kind) {
    case 'known':
      return formula.value;
    case 'and':
      return formula.of.every((one) => isSo(one, model));
    case 'or':
      return formula.of.some((one) => isSo(one, model));
    case 'flag':
      return model.flags.get(formula.name) === formula.value;
    case 'purpose': {
      const { only, never } = model.purposes;
      const codes = [...formula.among];
      if (formula.negated) {
        const isElse = only !== null && [...only].every((code) => !formula.among.has(code));
        return isElse || codes.every((code) => never.has(code));
      }
      return only !== null && [...only].every((code) => formula.among.has(code));
    }
    case 'linear':
      return valueOf(formula.inequality, model.numbers) >= 0n;
  }
}

test('Z3 finds idle rules, exceptions and conflicts where the analysis does', LONG, () => {
  const comparison = new Comparison();
  for (const [index, source] of samples(freshRulebook).entries()) {
    const spoken = speakRulebook(source, START, '');
    comparison.hold([spoken], claimsAbout(source, spoken), `rulebook ${index}`);
  }
  expect(comparison.doubts).toEqual([]);
  const { claimed } = comparison;
  for (const kind of ['never-applies', 'never-objects', 'shadowed', 'conflict', ...EXCEPTIONS]) {
    expect([...claimed.keys()]).toEqual(expect.arrayContaining([`${kind} sat`, `${kind} unsat`]));
  }
});

const EXCEPTIONS = ['exception-never-applies', 'exception-without-effect'];

/** For each rule and question that the analysis has decided, whether there is a payment. */
function claimsAbout(source: RulebookSource, { rules }: SpokenRulebook): readonly Claim[] {
  const { findings, undecided } = analyse(source, START, STEPS);
  const claims: Claim[] = [];
  for (const one of rules) {
    const { id } = one.rule;
    const found = (kind: string, exception: string | null = null): boolean =>
      findings.some(
        (finding) =>
          finding.kind === kind && finding.rule === id && finding.exception === exception,
      );
    const claim = (kind: string, formula: string, opinion: Opinion): void => {
      if (undecided.some(({ about, rule }) => rule === id && about === kind)) return;
      claims.push({ kind, what: id, formula, opinion });
    };
    if (undecided.some(({ about, rule }) => rule === id && about === 'never-objects')) continue;
    if (found('never-applies')) {
      claim('never-applies', one.applies, 'unsat');
    } else if (found('never-objects')) {
      claim('never-applies', one.applies, 'sat');
      claim('never-objects', one.objects, 'unsat');
    } else {
      // Where a payment needs it, it objects to one.
      if (found('shadowed')) claim('never-objects', one.objects, 'sat');
      const others = rules.filter((other) => isStronger(other, one)).map(({ objects }) => objects);
      const alone = all([one.objects, not(any(others))]);
      claim('shadowed', alone, found('shadowed') ? 'unsat' : 'sat');
    }
    const { action } = one.rule;
    if (action.kind === 'hold' && action.until.length > 0) {
      const refusals = rules.filter((other) => other.module === one.module && isRefusal(other));
      const both = all([one.objects, any(refusals.map(({ objects }) => objects))]);
      claim('conflict', both, found('conflict') ? 'sat' : 'unsat');
    }
    for (const { exception, isTrue } of one.exceptions) {
      const [never, idle] = EXCEPTIONS.map((kind) => found(kind, exception.title));
      const excepted = all([one.applies, isTrue]);
      claim('exception-never-applies', excepted, never === true ? 'unsat' : 'sat');
      if (never === true) continue;
      const helps = all([excepted, not(any(rules.map(({ objects }) => objects)))]);
      claim('exception-without-effect', helps, idle === true ? 'unsat' : 'sat');
    }
  }
  return claims;
}

function isRefusal({ rule: { action } }: SpokenRule): boolean {
  return action.kind === 'refuse';
}

/** Whether a rule of the same module objects at least as strictly, and decides before or more. */
function isStronger(other: SpokenRule, one: SpokenRule): boolean {
  if (other === one || other.module !== one.module || !isAsStrict(other, one)) return false;
  return !isAsStrict(one, other) || other.order < one.order;
}

function isAsStrict(one: SpokenRule, other: SpokenRule): boolean {
  if (isRefusal(one) || isRefusal(other)) return isRefusal(one);
  if (one.rule.confidential && !other.rule.confidential) return false;
  const [mine, theirs] = [needsOf(one), needsOf(other)];
  return mine.length === 0 || (theirs.length > 0 && theirs.every((need) => mine.includes(need)));
}

function needsOf({ rule: { action } }: SpokenRule): readonly string[] {
  const needs: readonly Requirement[] = action.kind === 'hold' ? action.until : [];
  return needs.map((need) => JSON.stringify(need));
}

test('Z3 finds gaps and closed corridors where the analysis does', LONG, () => {
  const comparison = new Comparison();
  for (const [index, source] of samples(freshRulebook, Math.ceil(RULEBOOKS / 10)).entries()) {
    const spoken = speakRulebook(source, START, '');
    const steps = STEPPED.flatMap(({ name }) =>
      ([-1, 1] as const).map((by) => ({ ...spoken, definitions: shifted(spoken, name, by) })),
    );
    const claims = claimsAboutCorridors(source, spoken);
    comparison.hold([spoken, ...steps], claims, `rulebook ${index}`);
  }
  expect(comparison.doubts).toEqual([]);
  for (const kind of ['gap', 'open-corridor']) {
    for (const opinion of ['sat', 'unsat'] as const) {
      expect(comparison.of(kind, opinion)).toBeGreaterThan(0);
    }
  }
});

/** For each rule, in the corridors that its text tells apart: gaps, and whether anything is open. */
function claimsAboutCorridors(source: RulebookSource, spoken: SpokenRulebook): readonly Claim[] {
  const { findings, closed, undecided } = analyse(source, START, STEPS);
  const [desk] = desksOf([source], START, STEPS) as [Desk];
  const claims: Claim[] = [];
  const asked = new Set<string>();
  const silent = not(any(spoken.rules.map(({ objects }) => objects)));
  for (const placed of desk.rules) {
    const { id } = placed.rule;
    const isOpen = (about: string): boolean =>
      undecided.some((one) => one.rule === id && one.about === about);
    const one = spoken.rules.find(({ rule }) => rule.id === id) as SpokenRule;
    const corridors = [...desk.corridorsOf(placed, false)].map(corridorIs);
    if (!isOpen('gap')) {
      const isFound = findings.some(({ kind, rule }) => kind === 'gap' && rule === id);
      const formula = all([any(corridors), gapOf(one, spoken)]);
      claims.push({ kind: 'gap', what: id, formula, opinion: isFound ? 'sat' : 'unsat' });
    }
    if (isOpen('closed-corridor')) continue;
    const shut = new Set(closed.map(corridorIs));
    for (const where of corridors) {
      if (asked.has(where)) continue;
      asked.add(where);
      const opinion = shut.has(where) ? 'unsat' : 'sat';
      claims.push({ kind: 'open-corridor', what: where, formula: all([where, silent]), opinion });
    }
  }
  return claims;
}

test('Z3 tells two rulebooks apart where the difference does', LONG, () => {
  const comparison = new Comparison();
  const pairs = samples(fc.tuple(freshRulebook, freshRulebook, fc.nat()));
  for (const [index, [before, other, part]] of pairs.entries()) {
    const after = changed(before, other, part);
    const report = difference(before, after, START, STEPS);
    const was = speakRulebook(before, START, 'was-');
    const is = speakRulebook(after, START, 'is-');
    const [refused, objected] = [refuses(was), objects(was)];
    const [refusing, objecting] = [refuses(is), objects(is)];
    const kinds = [
      ['newly-refused', all([refusing, not(refused)])],
      ['newly-held', all([objecting, not(refusing), any([refused, not(objected)])])],
      ['newly-allowed', all([not(objecting), objected])],
    ] as const;
    const claims = kinds.flatMap(([kind, formula]): Claim[] => {
      const isFound = report.differences.some((one) => one.kind === kind);
      if (!isFound && report.undecided.some((one) => one.kind === kind)) return [];
      return [{ kind, what: '', formula, opinion: isFound ? 'sat' : 'unsat' }];
    });
    comparison.hold([was, is], claims, `pair ${index}`);
  }
  expect(comparison.doubts).toEqual([]);
  for (const kind of ['newly-refused', 'newly-held', 'newly-allowed']) {
    for (const opinion of ['sat', 'unsat'] as const) {
      expect(comparison.of(kind, opinion)).toBeGreaterThan(RULEBOOKS / 8);
    }
  }
});

/** All of the other rulebook's modules, or one of them, or none and its parameters. */
function changed(before: RulebookSource, other: RulebookSource, part: number): RulebookSource {
  if (part % 3 === 0) return { ...other, lists: before.lists };
  if (part % 3 === 1) return { ...before, settings: other.settings };
  const { modules } = before;
  const taken = modules[part % Math.max(1, modules.length)];
  const given = other.modules.find(
    ({ owner }) => taken !== undefined && nameOf(owner) === nameOf(taken.owner),
  );
  if (taken === undefined || given === undefined) return { ...before, modules: other.modules };
  const put = { ...given, version: taken.version };
  return { ...before, modules: modules.map((one) => (one === taken ? put : one)) };
}

function refuses({ rules }: SpokenRulebook): string {
  return any(rules.filter(isRefusal).map(({ objects }) => objects));
}

function objects({ rules }: SpokenRulebook): string {
  return any(rules.map(({ objects }) => objects));
}
