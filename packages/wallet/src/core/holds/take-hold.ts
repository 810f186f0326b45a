import {
  type Amount,
  type Claim,
  type Evaluation,
  type Hash,
  MAX_EVIDENCE_BYTES,
  MAX_OPERATION_BYTES,
  type Proof,
  SALT_BYTES,
  type TakeOperation,
  type Taking,
  encode,
  equalBytes,
  explain,
  takingCodec,
  takingEvidenceCodec,
  toHex,
} from '@tallystick/protocol';
import { nextOfDevice } from '../chain/chain-tip.ts';
import { entryAt } from '../chain/entry-at.ts';
import { move } from '../chain/holdings.ts';
import { ledgerTime, notAfterOf } from '../chain/ledger-time.ts';
import {
  NOT_ACCEPTABLE,
  type Settled,
  freePlace,
  propose,
  refusalFailure,
} from '../chain/settle.ts';
import { listHolds } from '../collect/collect.ts';
import type { Context } from '../context.ts';
import { amountText } from '../offline/views.ts';
import type { Holding } from '../records/chain-record.ts';
import type { Detail } from '../records/detail.ts';
import { Stop, stop } from '../stop.ts';
import type { TakenHold } from './holds-types.ts';
import { isMine, isOwnHold, isPending, keepingHold, needHold } from './known.ts';
import { knownGlossary } from './names.ts';
import { keepSwapSecret } from './own-secret.ts';
import type { KnownHold, Place } from './records.ts';
import { type Assembled, assemble } from './witnesses.ts';

/** One taking to make. */
export interface Item {
  readonly hold: Hash;
  readonly known: KnownHold;
  readonly claim: number;
  readonly amount: Amount;
  readonly proof: Proof | null;
  /** When it is sure to be refused; undefined where nobody knows. */
  readonly ends?: number;
}

/** Takes a hold under the first own claim that is true, or under `asked`. Asked again it makes no second taking of the same. */
export async function takeHold(
  context: Context,
  id: string,
  asked: number | undefined,
): Promise<TakenHold> {
  await needHold(context, id);
  await freePlace(context, 'device');
  const { hold, known } = await needHold(context, id);
  const before = known.taking;
  if (before !== null && known.terms.claims.every(isWhole)) {
    const entry = await entryAt(context, before);
    if (entry !== undefined) return takenView(context, { hold, known }, before, known.terms.cap);
  }
  const left = await leftOf(context, hold, known);
  const item = await chooseClaim(context, { hold, known, ...left }, asked);
  await keepSwapSecret(context, item);
  const { settled, placed } = await proposeTakings(context, [item]);
  if (settled.kind === 'refused') throw new Stop(refusalFailure(settled));
  return takenView(context, item, placed, item.amount);
}

function isWhole({ meter }: Claim): boolean {
  return meter.kind === 'all';
}

function takenView(
  context: Context,
  { hold, known }: Pick<Item, 'hold' | 'known'>,
  placed: Place,
  amount: Amount,
): TakenHold {
  const status = isPending(context, placed) ? 'pending' : 'final';
  const id = toHex(placed.id);
  return { status, hold: toHex(hold), id, ...amountText(context, known.terms.currency, amount) };
}

/** What is left in a hold: as the sovereign lists it now, or as it was put where it lists it to nobody. */
async function leftOf(
  context: Context,
  hold: Hash,
  known: KnownHold,
): Promise<Pick<OpenOne, 'rest' | 'from'>> {
  const isNamed = known.terms.claims.some(
    ({ payee }) =>
      payee.kind === 'identity' && equalBytes(payee.identity, context.enrolment.identity),
  );
  const isOwn = isOwnHold(context, known);
  if (!isNamed && !isOwn) return { rest: known.rest ?? known.terms.cap, from: null };
  const listed = await listHolds(context, isOwn ? 'outstanding' : 'receivables');
  const found = listed.find((open) => equalBytes(open.hold, hold));
  if (found !== undefined) return { rest: found.amount, from: found.claim };
  const message = 'Nothing is left there for this wallet: it was taken, or its time is over.';
  return stop('refused', 'hold-gone', message);
}

/** A hold that is open. */
interface OpenOne {
  readonly hold: Hash;
  readonly known: KnownHold;
  /** What is left in it. */
  readonly rest: Amount;
  /** {@link KnownHold.claim}. */
  readonly from: number | null;
}

async function chooseClaim(
  context: Context,
  chosen: OpenOne,
  asked: number | undefined,
): Promise<Item> {
  const { claims } = chosen.known.terms;
  const own = [...claims.entries()].filter(
    ([at, claim]) => isMine(context, claim) && (asked === undefined || at === asked),
  );
  const why: string[] = [];
  for (const [at, claim] of own) {
    const item = await itemOf(context, chosen, at, true);
    if (item.kind === 'item') return item.item;
    const names = await knownGlossary(context);
    const facts = { time: ledgerTime(context), closedSincePutMs: 0, isForked: () => false };
    const { witnesses } = item;
    why.push(
      claim.condition === null
        ? 'nothing is due yet'
        : explain(claim.condition, { facts, witnesses }, names),
    );
  }
  if (why.length === 0) {
    stop('usage', 'not-claimant', 'No such claim of that hold pays this wallet.');
  }
  const message = `It cannot be taken yet. Missing: ${why.join('; or ')}.`;
  return stop('refused', 'condition-unmet', message, { missing: why });
}

/** A claim as a taking; or the witnesses there are, where it is not true or nothing is due. */
export type Candidate =
  | { readonly kind: 'item'; readonly item: Item }
  | { readonly kind: 'not-yet'; readonly witnesses: Assembled['witnesses'] };

/** `asksLedger`: where only that is missing which the ledger alone knows (forks, its closures), it may be asked. */
export async function itemOf(
  context: Context,
  { hold, known, rest, from }: OpenOne,
  at: number,
  asksLedger: boolean,
): Promise<Candidate> {
  const claim = known.terms.claims[at] as Claim;
  const now = ledgerTime(context);
  const amount = hasEnded(claim, at, from, now) ? undefined : dueOf(claim, known, rest, now);
  if (amount === undefined) return { kind: 'not-yet', witnesses: [] };
  const { condition } = claim;
  if (condition === null) {
    return { kind: 'item', item: { hold, known, claim: at, amount, proof: null } };
  }
  const place = { hold, claim: at };
  const without = await assemble(context, condition, place);
  const shown =
    isTrue(without.evaluation) || !asksLedger
      ? without
      : await assemble(context, condition, place, true);
  if (!isTrue(shown.evaluation)) return { kind: 'not-yet', witnesses: without.witnesses };
  const { witnesses, outcomes } = shown.proof;
  const evidence = encode(takingEvidenceCodec, { meter: null, outcomes });
  if (evidence.length > MAX_EVIDENCE_BYTES) return { kind: 'not-yet', witnesses: [] };
  const proof = { evidence, witnesses };
  return { kind: 'item', item: { hold, known, claim: at, amount, proof } };
}

/** Whether a claim has ended: what the sovereign said counts closures of the ledger, where it said anything of this one ({@link KnownHold.claim}). */
export function hasEnded(
  { until }: Claim,
  at: number,
  from: KnownHold['claim'],
  now: number,
): boolean {
  return from === null || at > from ? now > until : at < from;
}

function isTrue({ kind }: Evaluation): boolean {
  return kind === 'true';
}

/** What a claim pays now (protocol.md section 4); undefined for nothing, and for meters that ask for acts. */
export function dueOf(
  { meter }: Claim,
  { terms }: KnownHold,
  rest: Amount,
  now: number,
): Amount | undefined {
  if (rest < 1n) return undefined;
  if (meter.kind === 'all') return rest;
  if (meter.kind !== 'schedule' || now < meter.firstAt) return undefined;
  const begun = Math.min(meter.periods, Math.floor((now - meter.firstAt) / meter.periodMs) + 1);
  const earned = meter.amount * BigInt(begun);
  const due = (earned < terms.cap ? earned : terms.cap) - (terms.cap - rest);
  return due > 0n ? due : undefined;
}

/** Those that the balances have room for. */
export function fitting(context: Context, items: readonly Item[]): Item[] {
  let { balances } = context.chains.device;
  return items.filter((item) => {
    const after = move(balances, [holdingOf(item)]);
    if (after.ok) balances = after.holdings;
    return after.ok;
  });
}

/** Of a take beside its takings: its kind, `notAfter`, salt and heads; more than they take. */
const BESIDE_BYTES = 128;

/** Those of `items` that one transition has room for, with all that they show. */
export function inOneTransition(items: readonly Item[]): Item[] {
  let bytes = BESIDE_BYTES;
  return items.filter((item) => {
    const more = encode(takingCodec, takingOf(item)).length;
    const fits = bytes + more <= MAX_OPERATION_BYTES;
    if (fits) bytes += more;
    return fits;
  });
}

function takingOf({ hold, claim, amount, proof }: Item): Taking {
  return { hold, claim, amount, proof };
}

export function holdingOf({ known, amount }: Item): Holding {
  return { currency: known.terms.currency, amount };
}

/** Takes items in one transition, and remembers in the same write of each hold where. */
export async function proposeTakings(
  context: Context,
  items: readonly Item[],
): Promise<{ settled: Settled; placed: Place }> {
  const after = move(context.chains.device.balances, items.map(holdingOf));
  if (!after.ok) return stop('refused', 'balance-full', 'No balance can be as large as that.');
  const operation: TakeOperation = {
    kind: 'take',
    notAfter: notAfterOf(context, Math.min(...items.flatMap(({ ends }) => ends ?? []))),
    salt: context.ports.random(SALT_BYTES),
    takings: items.map(takingOf),
  };
  const built = nextOfDevice(context, operation, after.holdings);
  const placed = { sequence: built.state.sequence, id: built.id };
  const settled = await propose(context, 'device', {
    built,
    details: items.map((item) => detailOf(context, item)),
    uploads: [],
    changes: items.map(({ hold, known }) => keepingHold(hold, { ...known, taking: placed })),
  });
  return { settled, placed };
}

/** What an owner takes of its own hold is what comes back to it. */
function detailOf(context: Context, item: Item): Detail {
  const { known, claim } = item;
  const { currency, amount } = holdingOf(item);
  const common = { currency, amount, memo: null, note: null };
  if (!isOwnHold(context, known)) {
    return { kind: 'received', party: known.owner, handle: known.handle, ...common };
  }
  const other = known.terms.claims.find(
    ({ payee }, at) => at !== claim && payee.kind === 'identity',
  );
  const party = other?.payee.kind === 'identity' ? other.payee.identity : known.owner;
  return { kind: 'returned', party, handle: null, ...common };
}

/** Whether a refusal says anything of what was to be taken. */
export function saysMore({ code }: Extract<Settled, { kind: 'refused' }>['refusal']): boolean {
  return code !== NOT_ACCEPTABLE;
}
