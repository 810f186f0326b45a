import { type Label, mayFlow } from '../label/label.ts';
import {
  type IsConfidential,
  isByOwnWord,
  labelOf,
  placeOf,
  PLACES,
  quotedIn,
  readsOwnWord,
} from '../label/tree-labels.ts';
import {
  type Example,
  type Exception,
  type List,
  type Module,
  nameOf,
  type Rule,
} from '../tree/index.ts';
import { type Checking, tell } from './checking.ts';
import { listIndexOf, ownRules, ruleIndexOf } from './name-index.ts';

/**
 * What flows where in a text: nothing confidential into what the parties or everybody see, and no
 * objection lifted by somebody's word alone. Each value has a label, each place where it can end up
 * another (label/tree-labels.ts); DESIGN section 8, decision 0008 section 7.
 */
export function checkLabels(checking: Checking, tree: Module | List): void {
  if (tree.kind === 'list') {
    checkEntries(checking, tree);
    return;
  }
  const { lists } = checking.surroundings;
  const isConfidential: IsConfidential = (name) =>
    listIndexOf(lists)
      .get(name)
      ?.some(({ confidential }) => confidential) === true;
  const own = ownRules(tree);
  for (const item of tree.items) {
    if (checking.mistakes.isFull) return;
    if (item.kind === 'rule') checkRuleFlows(checking, item, isConfidential);
    if (item.kind === 'exception') checkExceptionFlows(checking, item, own, isConfidential);
    if (item.kind === 'example') checkVerdict(checking, item, own);
    if (item.kind === 'parameter') checkQuoted(checking, item, [item.title]);
    else if (item.kind !== 'accepts') checkQuoted(checking, item, quotedIn(item));
  }
}

/** A text is read by everybody: whoever is on a confidential list does not stand in it. */
function checkEntries(checking: Checking, list: List): void {
  const { confidential, entries } = list;
  const label: Label = { confidentiality: confidential ? 2 : 0, integrity: 2 };
  if (entries === null || entries.length === 0 || mayFlow(label, PLACES.text)) return;
  const message =
    'Everybody can read this text, and the list is confidential: write "withheld" instead of its entries, and keep them where only the ring reads them.';
  tell(checking, 'confidential', [list, 'entries'], message, 'withheld');
}

function checkRuleFlows(checking: Checking, rule: Rule, isConfidential: IsConfidential): void {
  const { id, action, confidential } = rule;
  if (confidential && (action.kind !== 'hold' || action.until.length > 0)) {
    const message =
      'A confidential rule is a bare hold: a refusal, or what would lift it, would tell which rule it was.';
    tell(checking, 'confidential', action, message, 'hold');
    return;
  }
  const place = placeOf(rule);
  if (!mayFlow(labelOf(rule.when, isConfidential), place)) {
    const message =
      'It reads a confidential list, and its decisions show its code: mark it as confidential, or do not read that list here.';
    tell(checking, 'confidential', [rule, 'id'], message, `confidential rule ${id}`);
    return;
  }
  const { treatyExceptions } = ruleIndexOf(checking.surroundings.modules);
  for (const [treaty, exception] of treatyExceptions.get(id) ?? []) {
    if (mayFlow(labelOf(exception.when, isConfidential), place)) continue;
    const message = `The exception “${exception.title}” of treaty ${nameOf(treaty.owner)} reads a confidential list, and whether ${id} fires would tell it: keep ${id} confidential.`;
    tell(checking, 'confidential', [rule, 'id'], message, `confidential rule ${id}`);
    return;
  }
}

/** An exception flows into the decisions of the rule that it names, in whatever version that is. */
function checkExceptionFlows(
  checking: Checking,
  exception: Exception,
  own: ReadonlyMap<string, Rule>,
  isConfidential: IsConfidential,
): void {
  const { to, when } = exception;
  const its = own.get(to);
  const others = ruleIndexOf(checking.surroundings.modules).rules.get(to) ?? [];
  const named = its === undefined ? others.map(([, rule]) => rule) : [its];
  const label = labelOf(when, isConfidential);
  if (named.some((rule) => !mayFlow(label, placeOf(rule)))) {
    const message = `Whether ${to} fires is public, so this exception would tell who is on a confidential list: leave that list out, or make ${to} confidential in every version.`;
    tell(checking, 'confidential', exception, message);
  }
  if (!readsOwnWord(exception) || !isByOwnWord(when, true)) return;
  const message = `The payer's own word (a purpose, a document's name) lifts ${to} all alone: add something that the ledger knows with "and", such as a sum, a tier or a second factor.`;
  tell(checking, 'own-word', when, message);
}

function checkVerdict(checking: Checking, example: Example, own: ReadonlyMap<string, Rule>): void {
  const { by, verdict } = example;
  if (by === null || verdict !== 'held') return;
  const others = ruleIndexOf(checking.surroundings.modules).rules.get(by) ?? [];
  const rule = own.get(by) ?? others[0]?.[1];
  if (rule?.confidential !== true) return;
  const message = `No decision shows the code of ${by}, which is confidential: write only "held".`;
  tell(checking, 'confidential', [example, 'verdict'], message, 'held');
}

const IDENTITY = /[0-9a-f]{64}/i;

/** Who somebody is stands in no rule: a title or a source is public for ever. */
function checkQuoted(checking: Checking, at: object, texts: readonly string[]): void {
  if (!texts.some((text) => IDENTITY.test(text))) return;
  const message =
    'This names an identity in a text that is public for ever: put it on a list of parties, and name the list.';
  tell(checking, 'confidential', at, message);
}
