import type { Condition, Example, Exception, ExampleFact, Rule, Term } from '../tree/index.ts';
import { combine, type Label } from './label.ts';

/** Whether a list of that name is confidential, in any of its versions. */
export type IsConfidential = (list: string) => boolean;

/** What stands in a text, which everybody reads before it is in force. */
const WRITTEN: Label = { confidentiality: 0, integrity: 2 };
/** What sources publish and sign: rates and indicators. */
const PUBLISHED: Label = { confidentiality: 0, integrity: 1 };
/** What the ledger knows of a payment and its parties. */
const KNOWN: Label = { confidentiality: 1, integrity: 1 };
/** What the payer says, and nobody vouches for. */
const SAID: Label = { confidentiality: 1, integrity: 0 };
/** Who is on a confidential list. */
const SECRET: Label = { confidentiality: 2, integrity: 1 };

/** Where something of a text, or of what is decided by it, ends up. */
export const PLACES: Readonly<Record<'text' | 'decision' | 'hold', Label>> = {
  /** In the text itself: modules and lists are public under `/v1/rules`. */
  text: { confidentiality: 0, integrity: 0 },
  /**
   * In a public rule's decision: outcome, code and requirements go to the parties. An objection may
   * rest on anybody's word: whoever lies gets no more by it.
   */
  decision: { confidentiality: 1, integrity: 0 },
  /** In a bare hold without a code: the one bit for which the ring's gate opens. */
  hold: { confidentiality: 2, integrity: 0 },
};

/**
 * The label of a condition's truth: of all that it reads, whatever it turns out to be. What is not
 * reached counts too: that a condition is true without it tells about it, and so does silence.
 */
export function labelOf(condition: Condition, isConfidential: IsConfidential): Label {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return combine(...condition.operands.map((operand) => labelOf(operand, isConfidential)));
    case 'not':
      return labelOf(condition.operand, isConfidential);
    case 'compare': {
      const terms = [...condition.left.terms, ...condition.right.terms];
      return combine(...terms.map(labelOfTerm));
    }
    case 'within': {
      const { subject, choice } = condition;
      const isSecret = choice.kind === 'list' && isConfidential(choice.name);
      return combine(subject === 'purpose' ? SAID : KNOWN, isSecret ? SECRET : WRITTEN);
    }
    case 'document':
      return SAID;
    case 'flag':
      return condition.name === 'always' ? WRITTEN : KNOWN;
  }
}

function labelOfTerm(term: Term): Label {
  switch (term.kind) {
    case 'money':
    case 'figure':
      return WRITTEN;
    case 'reference':
    case 'indicator':
      return PUBLISHED;
    case 'amount':
    case 'sent':
    case 'payments':
    case 'payees':
    case 'tier':
      return KNOWN;
  }
}

/** Where a rule's answer goes. */
export function placeOf({ confidential }: Pick<Rule, 'confidential'>): Label {
  return confidential ? PLACES.hold : PLACES.decision;
}

/**
 * Whether the payer's own word can make a condition so, whatever else is so. The least integrity of
 * all that it reads would not say that: "a salary, and at most 200" reads somebody's word and is
 * bounded by what the ledger knows; "a salary, or at most 200" is not.
 */
export function isByOwnWord(condition: Condition, isSo: boolean): boolean {
  switch (condition.kind) {
    case 'and':
    case 'or': {
      const asksAll = (condition.kind === 'and') === isSo;
      const { operands } = condition;
      if (asksAll) return operands.every((operand) => isByOwnWord(operand, isSo));
      return operands.some((operand) => isByOwnWord(operand, isSo));
    }
    case 'not':
      return isByOwnWord(condition.operand, !isSo);
    case 'flag':
      return condition.name === 'always' && isSo;
    case 'document':
      return true;
    case 'within':
      return condition.subject === 'purpose';
    case 'compare':
      return false;
  }
}

/** Whether a condition reads what the payer says. */
export function readsOwnWord({ when }: Exception): boolean {
  return labelOf(when, () => false).integrity === 0;
}

/** Every text in quotation marks, each of which is shown as it stands. */
export function quotedIn(item: Rule | Exception | Example): readonly string[] {
  if (item.kind === 'example') return item.facts.flatMap(quotedInFact);
  const { title, source, when, action } = item;
  const needs = action.kind === 'hold' ? action.until : [];
  return [
    title,
    ...(source === null ? [] : [source]),
    ...documentsIn(when),
    ...needs.flatMap((need) => (need.kind === 'needs-document' ? [need.name] : [])),
  ];
}

function quotedInFact(fact: ExampleFact): readonly string[] {
  return fact.kind === 'document' ? [fact.name] : [];
}

function documentsIn(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.operands.flatMap(documentsIn);
    case 'not':
      return documentsIn(condition.operand);
    case 'document':
      return [condition.name];
    case 'compare':
    case 'flag':
    case 'within':
      return [];
  }
}
