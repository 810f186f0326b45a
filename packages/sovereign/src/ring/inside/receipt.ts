import {
  type Hash,
  type KeyPair,
  type RuleDecision,
  decisionId,
  signingContext,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import {
  type Instruction,
  type Label,
  Labelled,
  type Rulebook,
  type RulebookSource,
  apply,
  declassify,
  factsHash,
  toldClauses,
} from '@tallystick/rules';
import type { AskedReceipt } from '../messages.ts';
import { type Secrets, decideFacts } from './decide.ts';
import { isSignature } from './sign.ts';

/** What is decided by, and the public text that it comes from; null: it has none. */
export interface Deciding {
  readonly source: RulebookSource | null;
  readonly rulebook: Labelled<Rulebook>;
}

/** An objection as it leaves the ring. */
interface SignedReceipt {
  readonly decision: RuleDecision;
  readonly signature: Uint8Array;
}

/** Signs an objection; undefined when there is none, or nobody vouches for the facts. */
export type Receipts = (
  asked: AskedReceipt,
  label: Label,
  by: Deciding,
  secrets: Secrets,
) => SignedReceipt | undefined;

/**
 * Signs objections with the log key, under a context of their own. It signs what it decides itself,
 * there and then: whoever asks says the facts and nothing else. What nobody explains is told by the
 * same fields of the same lengths, whatever held it.
 */
export function newReceipts(key: Labelled<KeyPair>, sovereign: Hash): Receipts {
  const context = signingContext('decision', sovereign);
  const instruction: Instruction<[KeyPair, Hash], Uint8Array> = {
    label: { clearance: 2, integrity: 2 },
    run: (pair, id) => nodeCrypto.sign(pair, id, context),
  };
  return (asked, label, by, secrets) => {
    const { transition, item, facts, rulebook } = asked;
    const [decided] = decideFacts([facts], label, by.rulebook, secrets);
    if (decided === undefined || decided.outcome === 'no-objection') return undefined;
    const { outcome, rule, requirements } = decided;
    const clauses = by.source === null ? [] : toldClauses(by.source, rule, facts.time);
    const decision: RuleDecision = {
      transition,
      item,
      rulebook,
      facts: factsHash(facts),
      time: facts.time,
      outcome,
      rule,
      requirements,
      clauses,
    };
    const made = apply(instruction, key, new Labelled(decisionId(decision), label));
    const signature = made && declassify(made, isSignature);
    return signature === undefined ? undefined : { decision, signature };
  };
}
