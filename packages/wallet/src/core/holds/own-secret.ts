import { decode, equalBytes, nodesOf, witnessCodec } from '@tallystick/protocol';
import { type Context, findRecord, listRecords } from '../context.ts';
import { stop } from '../stop.ts';
import type { SwapDifference } from './holds-types.ts';
import { conditionsOf, isOwnHold } from './known.ts';
import { HOLD_KEYS, type SwapRecord, knownHoldCodec, swapRecordCodec } from './records.ts';
import type { Item } from './take-hold.ts';

/**
 * Ends the operation where a taking would show the secret that an own part of a swap waits for, and brings less than what is to come
 * for it. Whoever the part is for can lock anything under that secret, beside other conditions, too.
 */
export async function keepSwapSecret(context: Context, item: Item): Promise<void> {
  const { condition = null } = item.known.terms.claims[item.claim] ?? {};
  if (condition === null || item.proof === null) return;
  const nodes = nodesOf(condition);
  for (const shown of item.proof.witnesses) {
    const witness = decode(witnessCodec, shown);
    const leaf = witness.ok ? nodes[witness.value.node]?.condition : undefined;
    if (leaf?.kind !== 'preimage') continue;
    const { hash } = leaf;
    const wanted = await findRecord(context.vault, HOLD_KEYS.swap(hash), swapRecordCodec);
    if (wanted === undefined || wanted.answers !== null) continue;
    const differs = differencesOf(item, wanted);
    if (differs.length === 0 || !(await isWaitedFor(context, hash))) continue;
    const message = `Taking this would show the secret of an exchange for something else than was wanted: ${differs.join(', ')}.`;
    return stop('refused', 'swap-differs', message, { differs });
  }
}

function differencesOf({ known, amount }: Item, wanted: SwapRecord): SwapDifference[] {
  const found: [SwapDifference, boolean][] = [
    ['amount', amount >= wanted.amount],
    ['currency', equalBytes(known.terms.currency, wanted.currency)],
  ];
  return found.flatMap(([name, isSo]) => (isSo ? [] : [name]));
}

/** Whether an own hold is still there for whoever shows it. */
async function isWaitedFor(context: Context, hash: SwapRecord['currency']): Promise<boolean> {
  const all = await listRecords(context.vault, HOLD_KEYS.allKnown, knownHoldCodec);
  return all.some(
    ({ value }) =>
      isOwnHold(context, value) &&
      !value.gone &&
      conditionsOf(value).some((one) => one.kind === 'preimage' && equalBytes(one.hash, hash)),
  );
}
