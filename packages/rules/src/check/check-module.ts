import { type Accepts, type Module, nameOf, type Parameter } from '../tree/index.ts';
import { checkExample } from './check-example.ts';
import { checkForce, checkVersion } from './check-force.ts';
import { checkOwner } from './check-owner.ts';
import { checkParameter } from './check-parameter.ts';
import { checkException, checkRule } from './check-rule.ts';
import { ownRules } from './name-index.ts';
import { type Checking, tell } from './checking.ts';

export function checkModuleTree(checking: Checking, module: Module): void {
  checkOwner(checking, module.owner);
  checkVersion(checking, module);
  checkForce(checking, module.force);
  const parameters = new Map<string, Parameter>();
  for (const item of module.items) {
    if (item.kind === 'parameter') parameters.set(item.name, item);
  }
  const own = ownRules(module);
  checkNames(checking, module);
  for (const item of module.items) {
    if (checking.mistakes.isFull) return;
    switch (item.kind) {
      case 'accepts':
        checkAccepts(checking, item, module);
        break;
      case 'parameter':
        checkParameter(checking, item);
        break;
      case 'rule':
        checkRule(checking, item, module, parameters);
        break;
      case 'exception':
        checkException(checking, item, module, { own, parameters });
        break;
      case 'example':
        checkExample(checking, item, own);
        break;
    }
  }
}

/** Rules and parameters of one module have names of their own, and exceptions to one rule titles. */
function checkNames(checking: Checking, { items }: Module): void {
  const seen = new Set<string>();
  for (const item of items) {
    if (item.kind === 'exception') {
      const key = `exception ${item.to} ${item.title}`;
      const message = `${item.to} has two exceptions “${item.title}”: give each a title of its own, so that people can tell them apart.`;
      if (seen.has(key)) tell(checking, 'duplicate', [item, 'title'], message);
      seen.add(key);
    }
    if (item.kind !== 'rule' && item.kind !== 'parameter') continue;
    const name = item.kind === 'rule' ? item.id : item.name;
    const at = item.kind === 'rule' ? 'id' : 'name';
    const key = `${item.kind} ${name}`;
    if (seen.has(key))
      tell(
        checking,
        'duplicate',
        [item, at],
        `There are two of ${name}: give this one another code, or take it out.`,
      );
    seen.add(key);
  }
}

function checkAccepts(checking: Checking, accepts: Accepts, { owner }: Module): void {
  if (owner.kind === 'treaty') {
    tell(checking, 'treaty', accepts, `${nameOf(owner)} is a treaty: its parties accept treaties.`);
  }
}
