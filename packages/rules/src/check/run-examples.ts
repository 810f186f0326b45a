import { CompiledRulebook } from '../compile/compiled-rulebook.ts';
import { withPlaceholders } from '../compile/placeholder-currencies.ts';
import type { Decision } from '../decision.ts';
import type { Example, List, Module } from '../tree/index.ts';
import { type Checking, tell } from './checking.ts';
import { ownRules, ruleIndexOf } from './name-index.ts';
import { exampleFacts } from './example-facts.ts';

const VERDICTS = { refuse: 'refused', hold: 'held', 'no-objection': 'allowed' } as const;
/** Whatever the time. */
const EVER = { kind: 'force', from: 0, until: null } as const;

/**
 * Every worked example comes out as it says: decided by the module itself, and by those whose rules
 * it excepts. Lists count as they are in their newest version, whatever the example's time.
 */
export function runExamples(checking: Checking, module: Module): void {
  const examples = module.items.filter((item) => item.kind === 'example');
  const [first] = examples;
  if (first === undefined) return;
  const rules = module.items.length - examples.length;
  if (examples.length * rules > MAX_WORK) {
    const most = Math.floor(MAX_WORK / rules);
    const message = `${examples.length} examples are too many beside ${rules} rules, exceptions and parameters: at most ${most} can be tried.`;
    tell(checking, 'too-many', first, message);
    return;
  }
  const { surroundings } = checking;
  const currencies = withPlaceholders(
    surroundings.currencies,
    examples.map(({ amount }) => amount.currency),
  );
  const rulebook = new CompiledRulebook({
    modules: [module, ...concerned(module, surroundings.modules)],
    lists: newestLists(surroundings.lists),
    settings: [],
    currencies,
  });
  // Rules are built for a corridor when it is first asked for: each once.
  for (const example of examples.toSorted(byCorridor)) {
    if (checking.mistakes.isFull) return;
    const setting = { needs: rulebook.needs, currencies, from: module.force.from };
    compare(checking, example, rulebook.decide(exampleFacts(example, setting)));
  }
}

/** Each example may ask every rule: some seconds of work. */
const MAX_WORK = 20_000_000;

function byCorridor(one: Example, other: Example): number {
  const [a, b] = [corridorOf(one), corridorOf(other)];
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function corridorOf({ amount, origin, destination }: Example): string {
  return `${amount.currency} ${origin} ${destination}`;
}

function compare(
  checking: Checking,
  example: Example,
  { outcome, rule, requirements }: Decision,
): void {
  const verdict = VERDICTS[outcome];
  if (verdict === example.verdict && (example.by === null || example.by === rule)) return;
  const decided = rule === null ? verdict : `${verdict} by ${rule}`;
  const until = requirements.length === 0 ? '' : `, until ${requirements.join(' and ')}`;
  const said = example.by === null ? example.verdict : `${example.verdict} by ${example.by}`;
  const message = `The example says ${said}; by the rules it is ${decided}${until}.`;
  const isRule = rule !== null && rule === rule.toUpperCase();
  const correction = isRule || rule === null ? decided : verdict;
  tell(checking, 'example-fails', [example, 'verdict'], message, correction);
}

/** The newest version of each module that the module's exceptions name a rule of, and its treaties. */
function concerned(module: Module, modules: readonly Module[]): Module[] {
  const found = new Set<Module>();
  const own = ownRules(module);
  const { rules } = ruleIndexOf(modules);
  for (const item of module.items) {
    if (item.kind !== 'exception' || own.has(item.to)) continue;
    const [named] = rules.get(item.to) ?? [];
    if (named !== undefined) found.add(named[0]);
  }
  if (module.owner.kind !== 'treaty') return [...found];
  // A treaty speaks between parties that accept it.
  const { between } = module.owner;
  for (const other of modules) {
    const { owner } = other;
    const isParty = between.some(
      (party) => owner.kind === party.kind && 'code' in owner && owner.code === party.code,
    );
    if (isParty) found.add(other);
  }
  return [...found];
}

function newestLists(lists: readonly List[]): List[] {
  const newest = new Map<string, List>();
  for (const list of lists) {
    const before = newest.get(list.name);
    if (before === undefined || before.version < list.version) newest.set(list.name, list);
  }
  return [...newest.values()].map((list) => ({
    ...list,
    force: EVER,
    fresh: { kind: 'window', count: 99_999_999, unit: 'days' },
  }));
}
