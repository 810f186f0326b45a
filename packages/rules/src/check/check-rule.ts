import { MAX_WAITING_HOURS } from '../facts/windows.ts';
import { nearest } from '../mistake/nearest.ts';
import { type Exception, type Module, nameOf, type Requirement, type Rule } from '../tree/index.ts';
import { checkDocument, checkTier, checkWindow, type Checking, tell } from './checking.ts';
import type { Parameters } from './check-compare.ts';
import { ruleIndexOf } from './name-index.ts';
import { checkCondition } from './check-condition.ts';

export function checkRule(
  checking: Checking,
  rule: Rule,
  module: Module,
  parameters: Parameters,
): void {
  const { id, action } = rule;
  const prefix = `${nameOf(module.owner)}-`;
  if (!id.startsWith(prefix)) {
    const message = `The codes of this module's rules begin with ${prefix}.`;
    tell(checking, 'rule-name', [rule, 'id'], message, `${prefix}${id.replace(/^.*-/, '')}`);
  }
  if (action.kind === 'no-objection') {
    const message = 'A rule refuses or holds; only an exception has no objection.';
    tell(checking, 'action', action, message, 'hold');
  }
  if (action.kind === 'hold') for (const one of action.until) checkRequirement(checking, one);
  checkUnder(checking, rule, module);
  checkCondition(checking, rule.when, parameters);
}

function checkRequirement(checking: Checking, requirement: Requirement): void {
  if (requirement.kind === 'needs-tier') checkTier(checking, requirement.tier, requirement);
  if (requirement.kind === 'needs-document') checkDocument(checking, requirement);
  if (requirement.kind === 'needs-waiting') {
    checkWindow(checking, requirement.window, MAX_WAITING_HOURS);
  }
}

/** What a module declares, by name. */
interface Declared {
  readonly own: ReadonlyMap<string, Rule>;
  readonly parameters: Parameters;
}

export function checkException(
  checking: Checking,
  exception: Exception,
  module: Module,
  { own, parameters }: Declared,
): void {
  const { to, action } = exception;
  if (action.kind !== 'no-objection') {
    const message =
      'An exception has no objection. What is milder than the rule is a rule of its own.';
    tell(checking, 'action', action, message, 'no objection');
  }
  checkUnder(checking, exception, module);
  checkCondition(checking, exception.when, parameters);
  const { rules } = ruleIndexOf(checking.surroundings.modules);
  const isOwn = own.has(to);
  if (!isOwn && !rules.has(to)) {
    tell(
      checking,
      'unknown-rule',
      [exception, 'to'],
      `There is no rule ${to}: name one of this module, or, in a treaty, of a party.`,
      nearest(to, new Set([...own.keys(), ...rules.keys()])),
    );
  } else if (!isOwn && module.owner.kind !== 'treaty') {
    const message = `${to} is not this module's: only a treaty that its owner accepts can except it.`;
    tell(checking, 'treaty', [exception, 'to'], message);
  }
}

/** What stands in a treaty stands under that treaty. */
function checkUnder(checking: Checking, { under }: Rule | Exception, { owner }: Module): void {
  if (under === null || owner.kind !== 'treaty' || under.treaty === owner.name) return;
  const message = `This is treaty ${owner.name}: it cannot speak under ${under.treaty}.`;
  tell(checking, 'treaty', [under, 'treaty'], message, owner.name);
}
