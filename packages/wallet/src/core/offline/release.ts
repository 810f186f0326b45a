import {
  type Amount,
  type Hash,
  SALT_BYTES,
  type TakeOperation,
  type Taking,
  decode,
  encode,
  equalBytes,
  fromHex,
  holdCodec,
  meteredClaim,
  stateId,
  tabEvidenceCodec,
  takingEvidenceCodec,
} from '@tallystick/protocol';
import { nextOfDevice } from '../chain/chain-tip.ts';
import { move } from '../chain/holdings.ts';
import { notAfterOf } from '../chain/ledger-time.ts';
import { freePlace, propose, refusalFailure } from '../chain/settle.ts';
import { listHolds } from '../collect/collect.ts';
import { type Context, findRecord, storing } from '../context.ts';
import type { StorageChange } from '../ports.ts';
import { Stop, stop } from '../stop.ts';
import { applyDeposits } from './apply-deposits.ts';
import type { Released } from './offline-types.ts';
import { OFFLINE_KEYS } from './records/keys.ts';
import {
  depositRecordCodec,
  heldRecordCodec,
  releasedRecordCodec,
} from './records/payee-records.ts';
import { tabItem } from './redeem.ts';
import { learnFrom } from './refused-taking.ts';
import { amountText } from './views.ts';

/**
 * Gives back the rest of a tab whose payee this wallet is: takes what it gave and was not taken, and claims no more, so that
 * its owner has the rest at its next sync. From the moment that this is stored no act on the tab is accepted any more.
 */
export async function release(context: Context, id: string): Promise<Released> {
  const hold = fromHex(id, 32);
  if (hold === undefined) return noTab();
  await freePlace(context, 'device');
  await applyDeposits(context);
  if (await isReleased(context, hold)) {
    return stop('refused', 'released', 'The rest of this tab has been given back already.');
  }
  const stream = context.streams.incoming.get(id);
  await stream?.end();
  const last = await lastTaking(context, hold);
  const { amount, currency } = last;
  const balances = move(context.chains.device.balances, [{ currency, amount }]);
  if (!balances.ok) {
    return stop('refused', 'too-much', 'The balance has no room for what the tab gave.');
  }
  const operation: TakeOperation = {
    kind: 'take',
    notAfter: notAfterOf(context),
    salt: context.ports.random(SALT_BYTES),
    takings: [last.taking],
  };
  const built = nextOfDevice(context, operation, balances.holdings);
  const { sequence } = built.state;
  const take = stateId(built.stateBytes);
  const changes = [
    storing(OFFLINE_KEYS.released(hold), releasedRecordCodec, { sequence, take }),
    ...deposit(hold, last, sequence, take),
  ];
  const detail = {
    kind: 'received',
    party: last.from,
    handle: null,
    currency,
    amount,
    memo: null,
    note: null,
  } as const;
  const proposal = { built, details: [detail], uploads: [], changes };
  const settled = await propose(context, 'device', proposal);
  if (settled.kind === 'refused') {
    stream?.resume();
    // Without an act that was shown there is none to learn anything about.
    const act = { hold, sequence: last.act };
    if (last.act > 0) await learnFrom(context, settled.refusal, [{ act, hold }]);
    throw new Stop(refusalFailure(settled));
  }
  await applyDeposits(context);
  const status = settled.kind === 'final' ? 'final' : 'pending';
  return { status, hold: id, ...amountText(context, currency, amount) };
}

/** Whether this wallet has given a tab back, or is about to: what is given on it now could not be claimed. */
export async function isReleased({ vault }: Context, hold: Hash): Promise<boolean> {
  return (await vault.get(OFFLINE_KEYS.released(hold))) !== undefined;
}

/** What is taken with a release. */
interface LastTaking {
  readonly taking: Taking;
  readonly amount: Amount;
  readonly currency: Hash;
  readonly from: Hash;
  /** Sequence of the act that is shown; 0 where there is none. */
  readonly act: number;
}

async function lastTaking(context: Context, hold: Hash): Promise<LastTaking> {
  const held = await findRecord(context.vault, OFFLINE_KEYS.held(hold), heldRecordCodec);
  if (held === undefined) return await unusedTab(context, hold);
  const kind = meteredClaim(held.terms)?.claim.meter.kind;
  if (held.isOver || (kind !== 'voucher' && kind !== 'ticks')) return noTab();
  const due = await tabItem(context, hold, held, true);
  const [taking] = due?.takings ?? [];
  const { currency } = held.terms;
  const from = held.owner.identity;
  if (due !== undefined && taking !== undefined) {
    return { taking, amount: taking.amount, currency, from, act: due.act.sequence };
  }
  const claim = meteredClaim(held.terms)?.index ?? 0;
  return { ...withoutAct(hold, claim), currency, from };
}

/** A tab that names this wallet and of which it was never handed an act. */
async function unusedTab(context: Context, hold: Hash): Promise<LastTaking> {
  const listed = await listHolds(context, 'receivables');
  const open = listed.find((one) => equalBytes(one.hold, hold));
  const terms = open === undefined ? undefined : decode(holdCodec, open.entry);
  if (open === undefined || terms?.ok !== true) return noTab();
  const metered = meteredClaim(terms.value);
  const kind = metered?.claim.meter.kind;
  if (metered?.index !== open.claim || (kind !== 'voucher' && kind !== 'ticks')) return noTab();
  const { currency } = terms.value;
  return { ...withoutAct(hold, metered.index), currency, from: open.from.identity };
}

/** A release that takes nothing has nothing to show. */
function withoutAct(hold: Hash, claim: number): Pick<LastTaking, 'taking' | 'amount' | 'act'> {
  const meter = encode(tabEvidenceCodec, { act: null, tick: null, release: true });
  const evidence = encode(takingEvidenceCodec, { meter, outcomes: [] });
  const taking = { hold, claim, amount: 0n, proof: { evidence, witnesses: [] } };
  return { taking, amount: 0n, act: 0 };
}

/** What is taken counts once it is certified, as of any deposit. */
function deposit(hold: Hash, last: LastTaking, sequence: number, take: Hash): StorageChange[] {
  if (last.amount === 0n) return [];
  const act = { hold, sequence: last.act };
  const takings = [{ act, hold, amount: last.amount }];
  return [storing(OFFLINE_KEYS.deposit(take), depositRecordCodec, { sequence, takings })];
}

function noTab(): never {
  return stop('usage', 'unknown-tab', 'No open tab of that id is for this wallet.');
}
