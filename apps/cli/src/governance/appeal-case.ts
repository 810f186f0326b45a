import { readFileSync } from 'node:fs';
import {
  type AppealCase,
  type Constitution,
  type Governance,
  type Hash,
  type RuleDecision,
  appealNote,
  decodeAppealCase,
  decode,
  fromBase64url,
  fromHex,
  toHex,
  verifyDecisionReceipt,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { type Facts, factsCodec } from '@tallystick/rules';
import { usage } from '../stop.ts';
import { type AppealStatus, askAppeal } from './appeal-status.ts';
import { readFounding } from './read-founding.ts';

/** A case that holds: the sovereign signed the decision, and the log has this very appeal from it. */
export interface ReadCase {
  readonly appeal: Hash;
  readonly sovereign: Hash;
  readonly constitution: Constitution;
  /** In force, by the sovereign's own word: whose keys count is for the ledger to say. */
  readonly governance: Governance | null;
  readonly decision: RuleDecision;
  readonly facts: Facts;
  readonly reason: string;
  readonly status: AppealStatus;
}

const KIND = 'tallystick appeal';
const MAX_CASE_CHARACTERS = 200_000;

/** What the appellant sends to the office. */
export function caseText(appeal: string, shown: string): string {
  return `${JSON.stringify({ kind: KIND, appeal, case: shown })}\n`;
}

/** Reads a case, and holds it to the sovereign that `url` shows and `pin` names. */
export async function readCase(path: string, url: string, pin: string): Promise<ReadCase> {
  const { appeal, shown } = parse(path);
  const founding = await readFounding(url, pin);
  const { sovereign, epochs, constitution } = founding;
  const { governance } = founding.inForce;
  const checked = verifyDecisionReceipt(shown.receipt, sovereign, epochs, nodeCrypto);
  if (!checked.ok) throw unfit(path, `its receipt is not this sovereign’s: ${checked.fault}`);
  const { id, receipt } = checked;
  const facts = decode(factsCodec, receipt.facts);
  if (!facts.ok) throw unfit(path, 'its facts cannot be read');
  const status = await askAppeal(url, toHex(appeal));
  const isThis = status.decision === toHex(id) && status.note === toHex(appealNote(shown));
  if (!isThis) throw unfit(path, 'the log has another decision, or another reason');
  const { decision } = receipt;
  const { reason } = shown;
  return {
    appeal,
    sovereign,
    constitution,
    governance,
    decision,
    facts: facts.value,
    reason,
    status,
  };
}

function parse(path: string): { readonly appeal: Hash; readonly shown: AppealCase } {
  let content: Readonly<Record<string, unknown>> = {};
  try {
    const text = readFileSync(path, 'utf8');
    if (text.length <= MAX_CASE_CHARACTERS) content = JSON.parse(text) as typeof content;
  } catch (error) {
    throw unfit(path, (error as Error).message);
  }
  const { kind, appeal, case: encoded } = content;
  if (kind !== KIND || typeof appeal !== 'string' || typeof encoded !== 'string') {
    throw unfit(path, 'it is something else');
  }
  const id = fromHex(appeal, 32);
  const bytes = fromBase64url(encoded, MAX_CASE_CHARACTERS);
  const shown = bytes === undefined ? undefined : decodeAppealCase(bytes);
  if (id?.length !== 32 || shown === undefined) throw unfit(path, 'it cannot be read');
  return { appeal: id, shown };
}

function unfit(path: string, why: string): Error {
  return usage(`${path} is no case of an appeal: ${why}.`, 'bad-case');
}
