import {
  type Hash,
  type RuleDecision,
  decisionId,
  decisionReceiptCodec,
  decode,
  equalBytes,
  stateId,
  toHex,
} from '@tallystick/protocol';
import { type Facts, type Rulebook, factsCodec, factsHash, replay } from '@tallystick/rules';
import { type Context, listRecords } from '../context.ts';
import { entryRecordCodec } from '../records/entry-record.ts';
import { KEYS, readPlaceKey } from '../records/keys.ts';
import { isProven } from '../rulebook/carry-rulebook.ts';
import { stop } from '../stop.ts';
import { StorageDamage } from '../storage/damage.ts';
import { addressOf, amountView } from '../views.ts';
import { decisionRecordCodec } from './decision-record.ts';
import { appealFrom } from './appeal.ts';
import type { Appealed, DecisionView, Explained } from './decisions-types.ts';
import { fetchRulebook } from './fetch-rulebook.ts';
import { payeeOf } from './keep-receipt.ts';
import { type OwnFacts, ownFacts } from './own-facts.ts';
import { type OwnPut, ownPut } from './own-puts.ts';

/** A decision that this wallet has: of a receipt with its facts, or of an own put that was admitted. */
interface Known {
  readonly id: Hash;
  readonly decision: RuleDecision;
  readonly payee: Hash | null;
  readonly amount: { readonly currency: Hash; readonly amount: bigint };
  /** The receipt's; null: they have to be put together. */
  readonly facts: Facts | null;
  readonly admitted: { readonly put: OwnPut; readonly earlier: readonly OwnPut[] } | null;
}

/** Names the newest decision of which there is a receipt. */
const NEWEST = 'last';

export async function listDecisions(context: Context): Promise<readonly DecisionView[]> {
  const known = await receiptsOf(context);
  const sorted = known.toSorted((a, b) => a.decision.time - b.decision.time);
  return sorted.map((one) => viewOf(context, one));
}

export async function explain(context: Context, which: string): Promise<Explained> {
  const known = await find(context, which);
  const view = viewOf(context, known);
  const unknown = { found: null, missing: [], clauses: [], conditions: [] };
  const { decision } = known;
  const by = await fetchRulebook(context, decision.rulebook);
  if (by === undefined) return { ...view, ...unknown, proven: false, replay: 'no-rulebook' };
  const proven = await isProven(context, by);
  const told = await factsOf(context, known, by.rulebook);
  if (!told.ok) {
    return { ...view, ...unknown, proven, replay: 'no-facts', missing: told.missing };
  }
  const {
    verdict,
    decision: found,
    clauses,
    conditions,
  } = replay(by.source, by.rulebook, told.facts, decision);
  const { outcome, rule } = found;
  const shown = { outcome, rule };
  return { ...view, replay: verdict, proven, missing: [], found: shown, clauses, conditions };
}

export async function appeal(
  context: Context,
  which: string,
  reason: string | undefined,
): Promise<Appealed> {
  const { id, decision } = await find(context, which);
  return await appealFrom(context, id, decision.time, reason);
}

async function factsOf(
  context: Context,
  { decision, facts, admitted }: Known,
  rulebook: Rulebook,
): Promise<OwnFacts> {
  if (admitted !== null) {
    return await ownFacts(context, admitted.put, decision.item, admitted.earlier, rulebook);
  }
  const isWhole = facts !== null && equalBytes(factsHash(facts), decision.facts);
  return isWhole ? { ok: true, facts } : { ok: false, missing: [] };
}

/** By a decision's id or its beginning; by an own put's id or its beginning, or its index. */
async function find(context: Context, which: string): Promise<Known> {
  const typed = which.toLowerCase();
  if (typed === NEWEST) return newestOf(await receiptsOf(context));
  if (!/^[0-9a-f]{1,64}$/.test(typed)) {
    stop(
      'usage',
      'bad-id',
      'A decision is named by its id, the first digits of it, or an index of the log.',
    );
  }
  const all = [...(await receiptsOf(context)), ...(await admittedOf(context))];
  const byIndex = all.filter(({ admitted }) => String(admitted?.put.index) === typed);
  const byId = all.filter(
    ({ id, decision }) =>
      toHex(id).startsWith(typed) || toHex(decision.transition).startsWith(typed),
  );
  const [found, other] = byIndex.length > 0 ? byIndex : byId;
  if (found === undefined) {
    stop('refused', 'unknown-decision', `This wallet has no decision ${which}.`);
  }
  const isOnePut =
    other === undefined || equalBytes(other.decision.transition, found.decision.transition);
  if (isOnePut) return found;
  return stop(
    'usage',
    'several-decisions',
    `Several decisions begin with ${which}: say more digits.`,
  );
}

function newestOf(receipts: readonly Known[]): Known {
  const [first, ...others] = receipts;
  if (first === undefined) {
    return stop('refused', 'unknown-decision', 'This wallet has no receipt of a decision.');
  }
  return others.reduce((a, b) => (b.decision.time > a.decision.time ? b : a), first);
}

async function receiptsOf({ vault }: Pick<Context, 'vault'>): Promise<Known[]> {
  const kept = await listRecords(vault, KEYS.allDecisions, decisionRecordCodec);
  return kept.map(({ key, value: { receipt, payee } }) => {
    const read = decode(decisionReceiptCodec, receipt);
    const facts = read.ok ? decode(factsCodec, read.value.facts) : read;
    if (!read.ok || !facts.ok)
      throw new StorageDamage([{ where: `record ${key}`, what: 'receipt' }]);
    const { decision } = read.value;
    const { currency, amount } = facts.value;
    const id = decisionId(decision);
    return {
      id,
      decision,
      payee,
      amount: { currency, amount },
      facts: facts.value,
      admitted: null,
    };
  });
}

async function admittedOf({ vault }: Pick<Context, 'vault'>): Promise<Known[]> {
  const entries = await listRecords(vault, KEYS.entries('device'), entryRecordCodec);
  const ascending = entries.toSorted(
    (a, b) => readPlaceKey(a.key).sequence - readPlaceKey(b.key).sequence,
  );
  const earlier: OwnPut[] = [];
  return ascending.flatMap(({ key, value }) => {
    const put = ownPut(value, `record ${key}`);
    if (put === undefined) return [];
    const before = earlier.slice();
    earlier.push(put);
    return knownOf(put, stateId(value.transition.state), before);
  });
}

function knownOf(put: OwnPut, transition: Hash, earlier: readonly OwnPut[]): Known[] {
  const { operation, decisions, time } = put;
  return operation.holds.flatMap((hold, item) => {
    const record = decisions[item];
    if (record === undefined) return [];
    const decision: RuleDecision = {
      transition,
      item,
      ...record,
      time,
      outcome: 'no-objection',
      rule: null,
      requirements: [],
      clauses: [],
    };
    const amount = { currency: hold.currency, amount: hold.cap };
    const id = decisionId(decision);
    return { id, decision, payee: payeeOf(hold), amount, facts: null, admitted: { put, earlier } };
  });
}

function viewOf(context: Context, { id, decision, payee, amount, admitted }: Known): DecisionView {
  const { transition, item: hold, outcome, rule, requirements, time, rulebook, facts } = decision;
  return {
    decision: toHex(id),
    transition: toHex(transition),
    hold,
    outcome,
    rule,
    requirements,
    time,
    rulebook: toHex(rulebook),
    facts: toHex(facts),
    ...amountView(context.trust, amount),
    ...(payee === null ? {} : { to: addressOf(payee) }),
    index: admitted?.put.index ?? null,
  };
}
