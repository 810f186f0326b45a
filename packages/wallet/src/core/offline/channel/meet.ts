import { encodeMessage, equalBytes } from '@tallystick/protocol';
import { type Outcome, done, failed } from '../../outcome.ts';
import type {
  Acceptance,
  Finished,
  Offline,
  OfflineChoice,
  ReadRequest,
} from '../offline-types.ts';
import type { MessageChannel } from './channel.ts';

/** Acts in a row for one payee whose receipts had been lost. */
const MAX_AGAIN = 8;
/** Rounds in which two wallets come into step: evidence that was asked for, and acts that are missing, up to 64 in a round. */
const MAX_ROUNDS = 256;

/** What a payee asks for. */
export interface AskedFor {
  readonly amount: string;
  readonly currency: string;
  readonly memo?: string;
}

/**
 * The payee's side of a payment over a channel: asks, accepts, and gives the receipt. Where the other side is gone before an
 * act came, nothing happened.
 */
export async function receiveOver(
  offline: Offline,
  channel: MessageChannel,
  { amount, currency, memo }: AskedFor,
  signal?: AbortSignal,
): Promise<Outcome<Acceptance>> {
  const asked = await offline.request(amount, currency, memo);
  if (!asked.ok) return asked;
  if (!(await channel.send(asked.value.message))) return gone();
  let last: Outcome<Acceptance> = gone();
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const handover = await channel.receive(signal);
    if (handover === null) return last;
    last = await offline.accept(handover);
    if (!last.ok) return last;
    // A receipt that is lost is given again when the act is handed over again.
    await channel.send(last.value.message);
    if (last.value.status === 'accepted' && last.value.request === asked.value.id) return last;
  }
  return last;
}

/**
 * The payer's side of a payment over a channel. `confirm` shows its owner the request and from what it would be paid (null: from
 * nothing), and gives the amount that is confirmed, or null. It is asked again where that is something else by when it is signed.
 * An answer that does not come leaves the act handed over, not confirmed: pay the same request again.
 */
export async function payOver(
  offline: Offline,
  channel: MessageChannel,
  confirm: (request: ReadRequest, choice: OfflineChoice | null) => Promise<string | null>,
  signal?: AbortSignal,
): Promise<Outcome<Finished>> {
  const message = await channel.receive(signal);
  if (message === null) return gone();
  const request = await offline.readRequest(message);
  if (!request.ok) return request;
  let confirmed = await confirmedBy(offline, message, request.value, confirm);
  for (let round = 0; round < MAX_AGAIN; round += 1) {
    if (!confirmed.ok) return confirmed;
    const paid = await offline.pay(message, confirmed.value);
    if (!paid.ok && paid.failure.code === 'choice-differs') {
      confirmed = await confirmedBy(offline, message, request.value, confirm);
      continue;
    }
    if (!paid.ok) return paid;
    const finished = await handOver(offline, channel, paid.value.message, signal);
    if (!finished.ok || paid.value.status !== 'again') return finished;
    if (finished.value.status !== 'confirmed') return finished;
  }
  return gone();
}

/** What its owner confirms: an amount, from the very hold that was shown. */
async function confirmedBy(
  offline: Offline,
  message: Uint8Array,
  request: ReadRequest,
  confirm: (request: ReadRequest, choice: OfflineChoice | null) => Promise<string | null>,
): Promise<Outcome<{ readonly confirmAmount: string; readonly hold: string }>> {
  const choice = await offline.choose(message);
  const confirmAmount = await confirm(request, choice.ok ? choice.value : null);
  if (confirmAmount === null) {
    return failed('refused', 'not-confirmed', 'The payment was not confirmed; nothing was signed.');
  }
  return choice.ok ? done({ confirmAmount, hold: choice.value.hold }) : choice;
}

/** Exchanges in which two wallets compare what they have seen: sightings, then what differs, then the proofs. */
const MEETING_ROUNDS = 3;

/**
 * Compares with another wallet, which does the same at the other end, what both have seen of others' allowances: so a second copy of
 * a payer is found out before anything is deposited. Gives the holds whose writers have signed what cannot all be true.
 */
export async function meetOver(
  offline: Offline,
  channel: MessageChannel,
  signal?: AbortSignal,
): Promise<Outcome<readonly string[]>> {
  const seen = await offline.seen();
  if (!seen.ok) return seen;
  const forks = new Set<string>();
  let message = seen.value;
  for (let round = 0; round < MEETING_ROUNDS; round += 1) {
    if (!(await channel.send(message))) return gone();
    const theirs = await channel.receive(signal);
    if (theirs === null) return gone();
    const met = await offline.meet(theirs);
    if (!met.ok) return met;
    for (const hold of met.value.forks) forks.add(hold);
    // Nothing differs: the other side still waits for this round's message, and where it sees the last one only it knows a new
    // one by its bytes.
    const next = met.value.reply ?? encodeMessage({ kind: 'shown', states: [], sums: [] });
    message = equalBytes(next, message) ? seen.value : next;
  }
  return done([...forks]);
}

/** Hands an act over until the payee's answer asks for nothing more. */
async function handOver(
  offline: Offline,
  channel: MessageChannel,
  handover: Uint8Array,
  signal: AbortSignal | undefined,
): Promise<Outcome<Finished>> {
  let message = handover;
  let last: Outcome<Finished> = gone();
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    if (!(await channel.send(message))) return last;
    const answer = await channel.receive(signal);
    if (answer === null) return gone();
    last = await offline.finish(answer);
    if (!last.ok || last.value.status !== 'send') return last;
    // What did not help once helps no second time.
    if (equalBytes(last.value.message, message)) return last;
    ({ message } = last.value);
  }
  return last;
}

function gone(): Outcome<never> {
  const message =
    'The other side is gone. What was handed over counts as given: meet again, and hand it over again.';
  return failed('unreachable', 'other-side-gone', message);
}
