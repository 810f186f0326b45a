/**
 * The Unified Rule Language: the text that a lawyer can read, parsed, checked, evaluated and
 * analysed. Pure, as the protocol is: a decision depends on the rulebook and on the facts, and on
 * nothing else.
 */
export { type Decision, NO_OBJECTION } from './decision.ts';
export {
  type Bounds,
  type Facts,
  type Party,
  type Receiver,
  type WindowSum,
  factsCodec,
  factsHash,
} from './facts.ts';
export { type Label, combine, mayFlow } from './label/label.ts';
export { type Instruction, Labelled, apply, choose, declassify, follow } from './label/labelled.ts';
export { type Mistake, type MistakeCode, type Span } from './mistake/mistake.ts';
export { type Outcome, strictest } from './outcome.ts';
export { type Parsed, parse } from './parse/parse.ts';
export type { Spans } from './parse/spans.ts';
export { print } from './print/print.ts';
export { treeHash } from './print/tree-hash.ts';
export { type Rulebook, noObjection } from './rulebook.ts';
export * from './tree/index.ts';
export { type HourBucket, MAX_WINDOWS, MAX_WINDOW_HOURS, hourOf, sumSent } from './windows.ts';
