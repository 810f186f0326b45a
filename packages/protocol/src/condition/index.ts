export { type ConditionCost, canBeShown, leastCost } from './cost.ts';
export { type ConditionFacts, type Evaluation, evaluate, evaluateProof } from './evaluate.ts';
export { explain, sayLacking } from './explain.ts';
export { type KnownWitnesses, type Lack, type Lacking, lackingFor } from './missing.ts';
export { type Home, type Outcome, type OutcomeFault, RETURNED, outcomeCodec } from './outcome.ts';
export {
  type ClaimPlace,
  type ShownProof,
  type ShownWitnesses,
  type WitnessFault,
  type WitnessJob,
  type WitnessesCheck,
  readWitnesses,
} from './read-witnesses.ts';
export { MAX_STATEMENT_TEXT_BYTES, claimStatement, statementHash } from './statements.ts';
export { type Glossary, isKeyName, keyNamesIn } from './text/glossary.ts';
export { MAX_CONDITION_TEXT, type ParsedCondition, parseCondition } from './text/parse.ts';
export { formatCondition } from './text/print.ts';
export { shortKeys } from './text/short-keys.ts';
export {
  MAX_PREIMAGE_BYTES,
  type Node,
  type Witness,
  type WitnessProof,
  nodesOf,
  witnessCodec,
} from './witness.ts';
