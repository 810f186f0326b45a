import {
  type Claim,
  type Hash,
  type Hold,
  MAX_AMOUNT,
  decode,
  effectsCodec,
  encodeStatement,
  equalBytes,
  intentHash,
  toHex,
} from '@tallystick/protocol';
import { type Facts, type Receiver, type Rulebook, hourOf, unknownFacts } from '@tallystick/rules';
import { storedOperation } from '../chain/chain-tip.ts';
import { type Context, listRecords } from '../context.ts';
import { entryRecordCodec } from '../records/entry-record.ts';
import { KEYS } from '../records/keys.ts';
import { asksForPayees } from './asks-for-payees.ts';
import type { UnknownFact } from './decisions-types.ts';
import { figureThen, indicatorOf, rateOf } from './figures-then.ts';
import { type Change, fitFacts } from './fit-facts.ts';
import { type OwnPut, type SetAside, putsOfOthers, setAside } from './own-puts.ts';
import { type KnownPayees, knownPayees } from './payees-before.ts';

/** The facts of a hold or raise of an admitted put; or which of them this wallet cannot know. */
export type OwnFacts =
  | { readonly ok: true; readonly facts: Facts }
  | { readonly ok: false; readonly missing: readonly UnknownFact[] };

/** What is decided about: one hold or raise of an own put, and everything put before it. */
interface Subject {
  readonly put: OwnPut;
  readonly hold: Hold;
  readonly amount: bigint;
  readonly isRaise: boolean;
  readonly before: readonly SetAside[];
  readonly beside: readonly SetAside[];
}

/**
 * The facts that the hash in an admitted decision is of, put together from what is public and what their
 * owner has: the own put, those before it on all own devices, lists and figures as of then. What
 * nobody tells any more (records and since when payees are remembered) is tried out: the hash says which.
 */
export async function ownFacts(
  context: Context,
  put: OwnPut,
  item: number,
  earlier: readonly OwnPut[],
  rulebook: Rulebook,
): Promise<OwnFacts> {
  const hash = put.decisions[item]?.facts;
  const missing = new Set<UnknownFact>();
  const others = await putsOfOthers(context, put.index);
  if (others === undefined) missing.add('windows');
  const puts = [...earlier, ...(others ?? []), put].sort((a, b) => a.index - b.index);
  const all = setAside(puts);
  const subject = all && subjectOf(all, put, item);
  if (subject === undefined || hash === undefined) return { ok: false, missing: ['windows'] };
  const { facts, changes } = await gather(context, subject, rulebook, missing);
  const found = fitFacts(hash, facts, changes);
  if (found !== undefined) return { ok: true, facts: found };
  // Whatever else is known, records and exemptions of then are not.
  return { ok: false, missing: [...missing, 'records'] };
}

function subjectOf(all: readonly SetAside[], put: OwnPut, item: number): Subject | undefined {
  const { holds, raises = [] } = put.operation;
  const start = all.length - holds.length - raises.length;
  const own = all[start + item];
  if (own === undefined) return undefined;
  const { hold, amount } = own;
  const [before, beside] = [all.slice(0, start), all.slice(start, start + item)];
  return { put, hold, amount, isRaise: item >= holds.length, before, beside };
}

async function gather(
  context: Context,
  subject: Subject,
  rulebook: Rulebook,
  missing: Set<UnknownFact>,
): Promise<{ facts: Facts; changes: readonly (readonly Change[])[] }> {
  const { put, hold, amount, before, beside } = subject;
  const { time } = put;
  const { needs } = rulebook;
  const payees = await payeesOf(context, subject, rulebook);
  const receivers: Receiver[] = [];
  for (const claim of hold.claims) receivers.push(await receiverOf(context, claim));
  const record = context.identity?.view.records.find(
    ({ country }) => country === put.operation.country,
  );
  const all = [...before, ...beside];
  const within = (hours: number): readonly SetAside[] =>
    all.filter((one) => hourOf(one.time) > hourOf(time) - hours);
  const waited = subject.isRaise ? [] : await waitedMs(context, put, hold);
  const figure = async (name: string, kind: UnknownFact): ReturnType<typeof figureThen> => {
    const found = await figureThen(context, name, put);
    if (found === undefined) missing.add(kind);
    return found;
  };
  const rates: Facts['rates'][number][] = [];
  for (const code of needs.rates) {
    const own = context.trust.currencies.find(({ id }) => equalBytes(id, hold.currency));
    const name = `RATE-${own?.declared.code ?? ''}-${code}`;
    rates.push(rateOf(code, await figure(name, 'rates')));
  }
  const indicators: Facts['indicators'][number][] = [];
  for (const name of needs.indicators) {
    indicators.push(indicatorOf(name, await figure(name, 'indicators')));
  }
  const facts: Facts = {
    ...unknownFacts(needs, receivers.length),
    currency: hold.currency,
    amount,
    sender: { country: put.operation.country, tier: record?.tier ?? 0 },
    receivers: needs.first
      ? receivers.map((one, at) => withFirst(one, hold, at, payees))
      : receivers,
    online: hold.writer.kind === 'none',
    time,
    sent: needs.sent.map((hours) => ({ hours, amount: sumOf(within(hours), hold.currency) })),
    payments: needs.payments.map((hours) => ({ hours, count: within(hours).length })),
    payees: needs.payees.map((hours) => ({ hours, count: payees.count(hours) })),
    purpose: hold.purpose ?? null,
    waitedMs: waited[0] ?? null,
    rates,
    indicators,
    lists: membershipsOf(context, subject, rulebook),
  };
  if (needs.first) missing.add('first');
  if (needs.payees.length > 0) missing.add('payees');
  if (!subject.isRaise && hold.intent !== undefined) missing.add('waited');
  return { facts, changes: changesOf(facts, rulebook, waited.slice(1)) };
}

/** Some facts depend on what nobody tells: each way in which they can have been otherwise. */
function changesOf(facts: Facts, rulebook: Rulebook, waited: readonly number[]): Change[][] {
  const { needs } = rulebook;
  const first = facts.receivers.flatMap((receiver, at): Change[][] => {
    if (!needs.first || receiver.kind !== 'party' || receiver.first === false) return [];
    const other = receiver.first === null ? true : null;
    return [[(one) => withReceiver(one, at, { first: other })]];
  });
  // Payees may be remembered for less long than the longest windows.
  const payees = needs.payees.map((_, known): Change => (one) => ({
    ...one,
    payees: one.payees.map(({ hours, count }, at) => ({ hours, count: at < known ? count : null })),
  }));
  const tiers = facts.receivers.flatMap((receiver, at): Change[][] =>
    receiver.kind === 'party'
      ? [
          otherTiers(receiver.tier).map(
            (tier): Change =>
              (one) =>
                withReceiver(one, at, { tier }),
          ),
        ]
      : [],
  );
  const announced = [...waited, null].map((waitedMs): Change => (one) => ({ ...one, waitedMs }));
  const own = otherTiers(facts.sender.tier).map((tier): Change => (one) => ({
    ...one,
    sender: { ...one.sender, tier },
  }));
  const exempted: Change = (one) => withExemptions(one, rulebook);
  return [...first, payees, facts.waitedMs === null ? [] : announced, ...tiers, own, [exempted]];
}

const TIERS = 16;

function otherTiers(tier: number): number[] {
  return Array.from({ length: TIERS }, (_, other) => other).filter((other) => other !== tier);
}

function withReceiver(
  facts: Facts,
  at: number,
  change: { readonly tier?: number; readonly first?: boolean | null },
): Facts {
  const receivers = facts.receivers.map((one, i) =>
    i === at && one.kind === 'party' ? { ...one, ...change } : one,
  );
  return { ...facts, receivers };
}

/** More exemptions than any payment of people needs. */
const MOST_EXEMPT = 4;

/** An admitted payment that rules object to had an exemption from each of them. */
function withExemptions(facts: Facts, rulebook: Rulebook): Facts {
  let exempted = facts;
  for (let count = 0; count < MOST_EXEMPT; count += 1) {
    const { rule } = rulebook.decide(exempted);
    if (rule === null || exempted.exempt.includes(rule)) return exempted;
    exempted = { ...exempted, exempt: [...exempted.exempt, rule] };
  }
  return exempted;
}

/** Whom this identity has put for before, as far as rulebooks asked for it. */
async function payeesOf(
  context: Context,
  { put, before, beside }: Subject,
  { needs }: Rulebook,
): Promise<KnownPayees> {
  if (!needs.first && needs.payees.length === 0) return knownPayees([], [], put.time);
  const asks = asksForPayees(context);
  const remembered = [];
  for (const { time, hold, rulebook } of before) {
    const isRemembered = rulebook !== undefined && (await asks(rulebook));
    remembered.push({ time, claims: hold.claims, isRemembered });
  }
  const own = beside.map(({ time, hold }) => ({ time, claims: hold.claims, isRemembered: true }));
  return knownPayees(remembered, own, put.time);
}

function withFirst(
  receiver: Receiver,
  { claims }: Hold,
  at: number,
  payees: KnownPayees,
): Receiver {
  const payee = claims[at]?.payee;
  if (receiver.kind !== 'party' || payee?.kind !== 'identity') return receiver;
  const before = payees.before(toHex(payee.identity));
  const first = before === 'remembered' ? false : before === 'never' ? true : null;
  return { ...receiver, first };
}

/** How long each announcement of this very hold had been on the log, the oldest first. */
async function waitedMs(
  { vault }: Context,
  { index, time }: OwnPut,
  hold: Hold,
): Promise<readonly number[]> {
  if (hold.intent === undefined) return [];
  const terms = intentHash(hold, hold.intent);
  const said = encodeStatement({ kind: 'intent', terms });
  const entries = await listRecords(vault, KEYS.entries('identity'), entryRecordCodec);
  const waited = entries.flatMap(({ key, value }) => {
    const operation = storedOperation(value.transition.operation, `record ${key}`);
    const effects = decode(effectsCodec, value.effects);
    if (operation.kind !== 'say' || !effects.ok || value.index >= index) return [];
    const isIt = operation.statement === said.statement && equalBytes(operation.body, said.body);
    return isIt ? [time - effects.value.time] : [];
  });
  return waited.sort((a, b) => b - a);
}

/** Who was on public lists of parties at the legal time. */
function membershipsOf(
  { enrolment }: Context,
  { put, hold }: Subject,
  rulebook: Rulebook,
): Facts['lists'] {
  const sender = toHex(enrolment.identity);
  return rulebook.needs.lists.map((list) => {
    const members = rulebook.parties?.(list, put.time) ?? null;
    const isOn = (party: string): boolean | null => members && members.has(party);
    const receivers = hold.claims.map(({ payee }) =>
      payee.kind === 'identity' ? isOn(toHex(payee.identity)) : null,
    );
    return { list, sender: isOn(sender), receivers };
  });
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

function sumOf(all: readonly SetAside[], currency: Hash): bigint | null {
  let sum = 0n;
  for (const { hold, amount } of all) if (equalBytes(hold.currency, currency)) sum += amount;
  return sum >= MAX_AMOUNT ? null : sum;
}
