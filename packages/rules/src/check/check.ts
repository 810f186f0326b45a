import { collectMistakes, type Mistake } from '../mistake/mistake.ts';
import { parse } from '../parse/parse.ts';
import { createSpans, type Spans } from '../parse/spans.ts';
import type { List, Module } from '../tree/index.ts';
import { checkLabels } from './check-labels.ts';
import { checkListTree } from './check-list.ts';
import { checkModuleTree } from './check-module.ts';
import { type Checking, type Surroundings } from './checking.ts';
import { runExamples } from './run-examples.ts';

/** A text that was looked at in full. */
export interface Checked {
  /** May be compiled when there are no mistakes; null when it could not be read at all. */
  readonly tree: Module | List | null;
  readonly spans: Spans;
  /** In the text's order, at most 100. */
  readonly mistakes: readonly Mistake[];
}

/**
 * Everything that can be said about a text before it is in force: whether it can be read, means
 * something, is bounded, and does what its own examples say. Never throws.
 */
export function check(text: string, surroundings: Surroundings): Checked {
  const { tree, spans, mistakes } = parse(text);
  if (tree !== null) {
    const checking: Checking = { surroundings, spans, mistakes };
    checkTree(checking, tree);
    if (mistakes.list.length === 0 && tree.kind === 'module') runExamples(checking, tree);
  }
  return { tree, spans, mistakes: [...mistakes.list].sort((a, b) => a.from - b.from) };
}

/** The mistakes of a tree that no text is at hand for: their places say nothing. */
export function mistakesOf(tree: Module | List, surroundings: Surroundings): readonly Mistake[] {
  const mistakes = collectMistakes('');
  checkTree({ surroundings, spans: createSpans(), mistakes }, tree);
  return mistakes.list;
}

function checkTree(checking: Checking, tree: Module | List): void {
  if (tree.kind === 'module') checkModuleTree(checking, tree);
  else checkListTree(checking, tree);
  checkLabels(checking, tree);
}
