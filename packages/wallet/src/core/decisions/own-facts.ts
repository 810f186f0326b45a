import {
  type Claim,
  type Hash,
  MAX_AMOUNT,
  type PutOperation,
  decode,
  effectsCodec,
  equalBytes,
} from '@tallystick/protocol';
import { type Facts, type Needs, type Receiver, hourOf, unknownFacts } from '@tallystick/rules';
import { storedOperation } from '../chain/chain-tip.ts';
import type { Context } from '../context.ts';
import type { EntryRecord } from '../records/entry-record.ts';

/** One own put that was admitted. */
export interface OwnPut {
  readonly operation: PutOperation;
  readonly index: number;
  readonly time: number;
  readonly decisions: readonly { readonly rulebook: Hash; readonly facts: Hash }[];
}

/** The put in a record of the device's chain; undefined where it is another operation. */
export function ownPut(entry: EntryRecord, where: string): OwnPut | undefined {
  const operation = storedOperation(entry.transition.operation, where);
  const effects = decode(effectsCodec, entry.effects);
  if (operation.kind !== 'put' || !effects.ok || effects.value.kind !== 'put') return undefined;
  const { time, decisions } = effects.value;
  return { operation, index: entry.index, time, decisions };
}

/**
 * The facts of a hold of an admitted put, as far as this wallet knows them: its own put, what this device
 * has put before, the own country record of now and the payees' that the sovereign shows. Whoever has the
 * hash of the facts sees whether these are all of them. Undefined for a raise.
 */
export async function ownFacts(
  context: Context,
  put: OwnPut,
  item: number,
  earlier: readonly OwnPut[],
  needs: Needs,
): Promise<Facts | undefined> {
  const { operation, time } = put;
  const hold = operation.holds[item];
  if (hold === undefined) return undefined;
  const receivers: Receiver[] = [];
  for (const claim of hold.claims) receivers.push(await receiverOf(context, claim));
  const record = context.identity?.view.records.find((one) => one.country === operation.country);
  const before = [...earlier, { ...put, operation: headOf(operation, item) }];
  const within = (hours: number): readonly OwnPut[] =>
    before.filter((one) => hourOf(one.time) > hourOf(time) - hours);
  return {
    ...unknownFacts(needs, receivers.length),
    currency: hold.currency,
    amount: hold.cap,
    sender: { country: operation.country, tier: record?.tier ?? 0 },
    receivers,
    online: hold.writer.kind === 'none',
    time,
    sent: needs.sent.map((hours) => ({ hours, amount: sumOf(within(hours), hold.currency) })),
    payments: needs.payments.map((hours) => ({ hours, count: countOf(within(hours)) })),
    purpose: hold.purpose ?? null,
  };
}

/** The holds of the same put before this one. */
function headOf(operation: PutOperation, item: number): PutOperation {
  return { ...operation, holds: operation.holds.slice(0, item), raises: [] };
}

async function receiverOf(context: Context, { payee }: Claim): Promise<Receiver> {
  if (payee.kind !== 'identity') {
    return { kind: 'bounds', countries: payee.countries, minTier: payee.minTier };
  }
  const { identity, country } = payee;
  const known = await context.client.identity(identity.toHex());
  const record = known?.countries.find((one) => one.country === country);
  return { kind: 'party', country, tier: record?.tier ?? 0, first: null };
}

/** Raises name a hold, whose currency other records would have to tell: they are not counted here. */
function sumOf(puts: readonly OwnPut[], currency: Hash): bigint | null {
  let sum = 0n;
  for (const { operation } of puts) {
    for (const hold of operation.holds) if (equalBytes(hold.currency, currency)) sum += hold.cap;
  }
  return sum >= MAX_AMOUNT ? null : sum;
}

function countOf(puts: readonly OwnPut[]): number {
  return puts.reduce((sum, { operation }) => sum + operation.holds.length + raisesOf(operation), 0);
}

function raisesOf({ raises = [] }: PutOperation): number {
  return raises.length;
}
