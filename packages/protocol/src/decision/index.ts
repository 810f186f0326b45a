export {
  type DecidedOutcome,
  type DecisionReceipt,
  type DecisionReceiptCheck,
  type DecisionReceiptFault,
  MAX_CLAUSE_TEXT_BYTES,
  MAX_DECISION_RECEIPT_BYTES,
  type RuleDecision,
  type ToldClause,
  decisionId,
  decisionReceiptCodec,
  ruleDecisionCodec,
  verifyDecisionReceipt,
} from './rule-decision.ts';
