import {
  type Half,
  type Hash,
  type NotAccepted,
  type ReceiptMessage,
  type Voided,
  actHash,
  decode,
  encode,
  encodeAddress,
  equalBytes,
  halfNext,
  partyCodec,
  receiptCodec,
  signingContext,
  stateId,
  verifyReceipt,
} from '@tallystick/protocol';
import { preCommitmentOf } from '../chain/pre-commitment-of.ts';
import { type Context, listRecords, loadRecord, store, storing } from '../context.ts';
import { amountOf } from '../pay/prepare.ts';
import { stop } from '../stop.ts';
import { type HandedAct, actAt, decodeAct, handoverMessage, withSignature } from './handover.ts';
import type { Finished } from './offline-types.ts';
import { givenRun, givenTo } from './halves/given-half.ts';
import { isOnRun } from './halves/half-acts.ts';
import { askToShow, finishHalf, showing } from './halves/meet-halves.ts';
import { type OpenOwnHold, findOwnHold, readState } from './own-hold.ts';
import { readChoice } from './limits.ts';
import { readMessage } from './read-request.ts';
import { OFFLINE_KEYS } from './records/keys.ts';
import {
  type ActRecord,
  type GivenRecord,
  MAX_KNOWN_HOLDS,
  actRecordCodec,
  givenRecordCodec,
} from './records/payer-records.ts';
import { amountText, currencyById } from './views.ts';

/** The payee's answer to a handover: a receipt, a void, or why it was not accepted. */
export async function finish(
  context: Context,
  bytes: Uint8Array,
  confirmVoid?: string,
): Promise<Finished> {
  const message = readMessage(bytes, 'receipt', 'voided', 'not-accepted', 'half');
  switch (message.kind) {
    case 'receipt':
      return await takeReceipt(context, message);
    case 'voided':
      return await takeVoid(context, message, confirmVoid);
    case 'not-accepted':
      return await readRefusal(context, message);
    case 'half':
      return await finishHalf(context, message);
  }
}

/** Stores a receipt: the payer's proof that the payee has the act, and all that came before it in their half. */
async function takeReceipt(
  context: Context,
  { receipt: signed }: ReceiptMessage,
): Promise<Finished> {
  const read = decode(receiptCodec, signed.receipt);
  if (!read.ok) return unknownAct();
  const { half, by } = read.value;
  const handed = await actAt(context, by.identity, half.index);
  if (handed === undefined) return unknownAct();
  const { hold, record, sequence } = handed;
  const given = {
    sovereign: context.trust.sovereign,
    preCommitment: preCommitmentOf(readState(record.state)),
    half: halfAfter(record),
    payee: record.to,
  };
  const checked = verifyReceipt(signed, given, context.ports.crypto);
  if (!checked.ok) {
    return stop(
      'refused',
      `receipt-${checked.fault}`,
      `This is no receipt of that act: ${checked.fault}.`,
    );
  }
  const open = await findOwnHold(context, hold);
  const view = viewOf(context, handed, open);
  if (record.status === 'confirmed') return { status: 'confirmed', ...view };
  const known = await loadRecord(context.vault, OFFLINE_KEYS.given(by.identity), givenRecordCodec);
  const whole = await withSignature(context, record);
  const confirmed: ActRecord = { ...whole, status: 'confirmed', receipt: signed };
  const next: GivenRecord = {
    half: known.half,
    confirmed: Math.max(known.confirmed, half.index),
    knows: [
      // What came to the hold while the receipt was on its way the payee has not seen.
      { hold, ...record.showing },
      ...known.knows.filter((other) => !equalBytes(other.hold, hold)),
    ].slice(0, MAX_KNOWN_HOLDS),
  };
  await store(context.vault, [
    storing(OFFLINE_KEYS.act(hold, sequence), actRecordCodec, confirmed),
    ...(record.opening === null
      ? []
      : [{ key: OFFLINE_KEYS.unconfirmed(hold, sequence), value: null }]),
    storing(OFFLINE_KEYS.given(by.identity), givenRecordCodec, next),
  ]);
  return { status: 'confirmed', ...view };
}

function unknownAct(): never {
  return stop('refused', 'unknown-act', 'This wallet has written no act that this would be about.');
}

/** Stores a void of the last act of a tab: the next one carries it, and does not count that act. */
async function takeVoid(
  context: Context,
  { void: given }: Voided,
  confirmed: string | undefined,
): Promise<Finished> {
  const handed = await actWith(context, ({ state }) => equalBytes(stateId(state), given.state));
  if (handed === undefined) return unknownAct();
  const { hold, record, sequence } = handed;
  const open = await findOwnHold(context, hold);
  const isTheirs = equalBytes(encode(partyCodec, given.by), encode(partyCodec, record.to));
  const bound = signingContext('void', context.trust.sovereign);
  const isSigned = context.ports.crypto.verify(
    given.by.device.key,
    given.state,
    given.signature,
    bound,
  );
  if (!isTheirs || !isSigned || open?.kind !== 'tab') {
    return stop(
      'refused',
      'void-signature',
      'This void is not by the payee of that act, or of no tab.',
    );
  }
  const view = viewOf(context, handed, open);
  if (record.status === 'voided') return { status: 'voided', ...view };
  const isLast = open.own.head !== null && equalBytes(open.own.head, record.state);
  if (record.status === 'confirmed' || !isLast) {
    return stop('refused', 'void-too-late', 'The payee has had that act, or another stands on it.');
  }
  await requireBelieved(context, handed, open, confirmed);
  const voided: ActRecord = { ...record, status: 'voided', void: given };
  await store(context.vault, [storing(OFFLINE_KEYS.act(hold, sequence), actRecordCodec, voided)]);
  return { status: 'voided', ...view };
}

/**
 * Ends the operation where an act is of more than this wallet's owner lets it believe a void of without being asked: a payee that
 * gives its word and claims all the same has that act's amount, and only its own signature against it.
 */
async function requireBelieved(
  context: Context,
  handed: HandedAct,
  open: OpenOwnHold,
  confirmed: string | undefined,
): Promise<void> {
  const { currency } = open.own.terms;
  const { amount } = decodeAct(handed.record.act);
  const { voids } = await readChoice(context);
  const limit = voids.find((one) => equalBytes(one.currency, currency))?.amount ?? 0n;
  if (amount <= limit) return;
  const view = viewOf(context, handed, open);
  const known = currencyById(context, currency);
  if (confirmed !== undefined && known !== undefined) {
    if (amountOf(known, confirmed) === amount) return;
  }
  const message = `The payee gives its word not to claim ${view.amount} ${view.currency}. If it claims all the same, that is lost: confirm the amount, or leave it, and what is not claimed returns after the window.`;
  stop('refused', 'void-unconfirmed', message, { ...view });
}

/** What a refusal asks for: acts that the payee misses, the hold's evidence, or nothing that this wallet can bring. */
async function readRefusal(
  context: Context,
  { subject, code, half }: NotAccepted,
): Promise<Finished> {
  const handed = await actWith(context, ({ act }) => equalBytes(actHash(act), subject));
  if (handed === undefined) return unknownAct();
  const { record } = handed;
  const { identity } = record.to;
  const mine = halfAfter(record);
  const given = await givenTo(context, identity);
  const run = givenRun(context, identity, given.half);
  if (half !== null && !(await isOnRun(run, half))) return await askToShow(context, identity);
  if (code === 'half' || code === 'act' || code === 'unknown-hold') {
    // Who does not know the hold does not know its writer either, and may have all acts on others.
    const isStranger = half === null && code === 'unknown-hold';
    const index = isStranger ? given.confirmed : (half?.index ?? 0);
    const theirs = await run.headAt(Math.min(index, mine.index - 1));
    if (theirs === undefined) return { status: 'not-accepted', code, words: wordsFor(code) };
    const shown = await showing(context, identity, theirs, mine.index);
    if (shown !== null) return shown;
    const from = theirs.index + 1;
    const message = await handoverMessage(context, handed, { from, bundle: true });
    return { status: 'send', code, message };
  }
  return { status: 'not-accepted', code, words: wordsFor(code) };
}

const WORDS: Readonly<Record<string, string>> = {
  request: 'The payee waits for no such payment any more. On a tab it can void the act.',
  bundle: 'What proves the hold was not good enough for the payee: sync, then hand over again.',
  currency: 'The payee asked for another currency.',
  claim: 'The hold does not name this payee, or does not admit it.',
  window: 'The window of the hold ends too soon for the payee.',
  limit: 'The payee takes no more undeposited cheques of that amount.',
  released:
    'The payee has given the rest of this tab back. What was handed over counts as given until the next sync brings the rest.',
  rulebook: 'The rulebook that the payee carries objects to the payment.',
  amount: 'The act does not give what the payee asked for.',
};

function wordsFor(code: string): string {
  return WORDS[code] ?? 'The payee did not accept the act.';
}

/** An own act by what it is; looked for among the newest holds' acts. */
async function actWith(
  context: Context,
  is: (record: ActRecord) => boolean,
): Promise<HandedAct | undefined> {
  for (const [key] of await context.vault.list(OFFLINE_KEYS.allOwn)) {
    const hold: Hash = Uint8Array.fromHex(key.slice(OFFLINE_KEYS.allOwn.length));
    const acts = await listRecords(context.vault, OFFLINE_KEYS.acts(hold), actRecordCodec);
    const at = acts.findLastIndex(({ value }) => is(value));
    const found = acts[at];
    if (found !== undefined) return { hold, sequence: at + 1, record: found.value };
  }
  return undefined;
}

/** The half after an act. */
function halfAfter({ act, state }: Pick<ActRecord, 'act' | 'state'>): Half {
  const { half } = decodeAct(act);
  return halfNext({ index: half.index - 1, head: half.previous }, stateId(state));
}

function viewOf(
  context: Context,
  { record }: HandedAct,
  open: OpenOwnHold | undefined,
): { amount: string; currency: string; to: string } {
  const { amount } = decodeAct(record.act);
  const currency = open?.own.terms.currency ?? new Uint8Array(32);
  return { ...amountText(context, currency, amount), to: encodeAddress(record.to.identity) };
}
