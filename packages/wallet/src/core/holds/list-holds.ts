import {
  type Claim,
  type Condition,
  type Glossary,
  type Hash,
  claimStatement,
  encodeAddress,
  equalBytes,
  formatCondition,
  formatAmount,
  keyId,
  lackingFor,
  nodesOf,
  sayLacking,
  toHex,
} from '@tallystick/protocol';
import { ledgerTime } from '../chain/ledger-time.ts';
import { entryAt } from '../chain/entry-at.ts';
import { type Context, findRecord, listRecords } from '../context.ts';
import { amountText, currencyById } from '../offline/views.ts';
import { readHashKey } from '../records/keys.ts';
import type { ClaimLack, ClaimView, HoldView, ScheduleView, SwapWanted } from './holds-types.ts';
import { isMine, isOwnHold, isPending } from './known.ts';
import { knownGlossary } from './names.ts';
import {
  HOLD_KEYS,
  type KnownHold,
  knownHoldCodec,
  signatureRecordCodec,
  swapRecordCodec,
} from './records.ts';
import { dueOf, hasEnded } from './take-hold.ts';
import { assemble } from './witnesses.ts';

/** Every hold that this wallet knows of, with what is missing. */
export async function listKnown(context: Context): Promise<HoldView[]> {
  const glossary = await knownGlossary(context);
  const listed = await listRecords(context.vault, HOLD_KEYS.allKnown, knownHoldCodec);
  const views: HoldView[] = [];
  for (const { key, value } of listed) {
    views.push(await viewOf(context, readHashKey(key), value, glossary));
  }
  return views;
}

/** Some of them. */
export async function viewsOf(context: Context, holds: readonly Hash[]): Promise<HoldView[]> {
  const wanted = new Set(holds.map(toHex));
  return (await listKnown(context)).filter(({ hold }) => wanted.has(hold));
}

async function viewOf(
  context: Context,
  hold: Hash,
  known: KnownHold,
  glossary: Glossary,
): Promise<HoldView> {
  const { terms, owner, handle, index } = known;
  const claims: ClaimView[] = [];
  for (const [at, claim] of terms.claims.entries()) {
    claims.push(await claimView(context, { hold, known, at, claim }, glossary));
  }
  return {
    hold: toHex(hold),
    status: await statusOf(context, known),
    isOwn: isOwnHold(context, known),
    from: encodeAddress(owner),
    handle,
    ...amountText(context, terms.currency, known.rest ?? terms.cap),
    proven: index !== null,
    claims,
    taken: await takenOf(context, known),
    swap: isOwnHold(context, known) ? await swapView(context, known) : null,
  };
}

async function takenOf(context: Context, { taking }: KnownHold): Promise<HoldView['taken']> {
  if (taking === null) return null;
  if ((await entryAt(context, taking)) !== undefined) return 'final';
  return isPending(context, taking) ? 'pending' : null;
}

async function swapView(context: Context, { terms }: KnownHold): Promise<SwapWanted | null> {
  const condition = terms.claims[0]?.condition;
  if (condition?.kind !== 'preimage') return null;
  const at = HOLD_KEYS.swap(condition.hash);
  const kept = await findRecord(context.vault, at, swapRecordCodec);
  if (kept === undefined) return null;
  const { currency, amount, until, answers } = kept;
  const wanted = { ...amountText(context, currency, amount), until };
  return answers === null ? wanted : { ...wanted, answers: toHex(answers) };
}

async function statusOf(context: Context, known: KnownHold): Promise<HoldView['status']> {
  const { placed, gone, taking, terms } = known;
  if (placed !== null && (await entryAt(context, placed)) === undefined) {
    return isPending(context, placed) ? 'pending' : 'not-put';
  }
  const isWhole = terms.claims.every(({ meter }) => meter.kind === 'all');
  const taken = taking === null ? undefined : await entryAt(context, taking);
  // Whoever only signs for it is told by no list what became of it.
  const isPast =
    known.rest === null && terms.claims.every(({ until }) => until < ledgerTime(context));
  const isGone = gone || (isWhole && taken !== undefined) || (placed === null && isPast);
  return isGone ? 'gone' : 'open';
}

interface ClaimOf {
  readonly hold: Hash;
  readonly known: KnownHold;
  readonly at: number;
  readonly claim: Claim;
}

async function claimView(
  context: Context,
  { hold, known, at, claim }: ClaimOf,
  glossary: Glossary,
): Promise<ClaimView> {
  const { payee, condition, until } = claim;
  const lacks = await lackOf(context, { hold, known, at, claim }, glossary);
  return {
    claim: at,
    to: payee.kind === 'identity' ? encodeAddress(payee.identity) : null,
    handle: handleOf(context, known, claim),
    isMine: isMine(context, claim),
    when: condition === null ? null : formatCondition(condition, glossary),
    missing: missingText(lacks),
    lacks,
    until,
    waitsForMe:
      condition !== null && (await waitsForMe(context, condition, claimStatement(hold, at))),
    schedule: scheduleView(context, known, claim),
  };
}

/** A payee's handle, as it was when this wallet looked it up. */
function handleOf(context: Context, known: KnownHold, { payee }: Claim): string | null {
  if (payee.kind !== 'identity') return null;
  if (equalBytes(payee.identity, known.owner) && known.handle !== null) return known.handle;
  if (equalBytes(payee.identity, context.enrolment.identity)) {
    return context.identity?.view.handle ?? null;
  }
  for (const { party } of context.parties.values()) {
    if (equalBytes(party.identity, payee.identity)) return party.handle;
  }
  return null;
}

const LACKS = {
  ended: 'no longer possible: it has ended',
  'first-period': 'the first period',
  'next-period': 'the next period',
} as const;

function missingText(lacks: ClaimLack | null): string {
  return lacks === null || lacks.kind === 'condition' ? sayLacking(lacks) : LACKS[lacks.kind];
}

async function lackOf(
  context: Context,
  { hold, known, at, claim }: ClaimOf,
  glossary: Glossary,
): Promise<ClaimLack | null> {
  const time = ledgerTime(context);
  // What the sovereign told of closures is of this wallet's own claims alone.
  const from = isMine(context, claim) ? known.claim : null;
  if (hasEnded(claim, at, from, time)) return { kind: 'ended' };
  const { condition, meter } = claim;
  const left = known.rest ?? known.terms.cap;
  if (meter.kind === 'schedule' && dueOf(claim, known, left, time) === undefined) {
    return { kind: time < meter.firstAt ? 'first-period' : 'next-period' };
  }
  if (condition === null) return null;
  const { evaluation, witnesses } = await assemble(context, condition, { hold, claim: at });
  if (evaluation.kind === 'true') return null;
  const facts = { time, closedSincePutMs: 0, isForked: () => false };
  const lacking = lackingFor(condition, { facts, witnesses }, glossary);
  return lacking === null ? null : { kind: 'condition', ...lacking };
}

async function waitsForMe(context: Context, condition: Condition, message: Hash): Promise<boolean> {
  const own = keyId(context.profile.device.key);
  const isAsked = nodesOf(condition).some(
    ({ condition: leaf }) =>
      leaf.kind === 'signed' && leaf.keys.some((key) => equalBytes(keyId(key), own)),
  );
  if (!isAsked) return false;
  const key = HOLD_KEYS.signature(message, own);
  return (await findRecord(context.vault, key, signatureRecordCodec)) === undefined;
}

function scheduleView(
  context: Context,
  { terms }: KnownHold,
  { meter }: Claim,
): ScheduleView | null {
  if (meter.kind !== 'schedule') return null;
  const { amount, periodMs, firstAt, periods } = meter;
  const decimals = currencyById(context, terms.currency)?.declared.decimals ?? 0;
  return { amount: formatAmount(amount, decimals), periodMs, firstAt, periods };
}
