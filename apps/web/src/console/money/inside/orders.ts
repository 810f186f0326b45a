import {
  type Draft,
  type DraftDoes,
  type Order,
  type ReadDrafts,
  currencyId,
  decode,
  draftOrder,
  draftsCodec,
  encode,
  encodeAddress,
  fromBase64url,
  fromHex,
  issueOf,
  readDrafts,
  toBase64url,
} from '@tallystick/protocol';
import type {
  Drafted,
  OrderAsked,
  OrderLine,
  OrderPlace,
  SigningAnswer,
  ToSign,
} from '../signing-calls.ts';

const MOST_BYTES = 2_400_000;
/** Long enough for the signature of whoever sits here. */
const AT_ONCE_MS = 90_000;
/** Long enough for others to be asked. */
const TOGETHER_MS = 12 * 3_600_000;
/** A node's clock that is a little behind still finds the deadline within what the constitution allows. */
const CLOCK_MARGIN_MS = 60_000;

/** An order in canonical bytes, unsigned and of now, and what those bytes do. */
export function draftNow(place: OrderPlace, order: OrderAsked): SigningAnswer<Drafted> {
  const { sovereign, code, country, state, balance, threshold, validityMs } = place;
  const now = Date.now();
  const lasting = threshold > 1 ? TOGETHER_MS : AT_ONCE_MS;
  const drafted = draftOrder({ state: bytesOf(state), balance }, orderOf(order), {
    currency: currencyId(idOf(sovereign), code),
    country,
    notAfter: now + Math.min(lasting, validityMs - CLOCK_MARGIN_MS),
    now,
    salt: () => crypto.getRandomValues(new Uint8Array(16)),
  });
  if (!drafted.ok) return drafted;
  const transitions = toBase64url(encode(draftsCodec, drafted.drafts));
  return draftedIn({ sovereign, code, transitions });
}

/** Drafts that somebody made, and what they do. */
export function draftedIn(
  of: Pick<ToSign, 'sovereign' | 'code' | 'transitions'>,
): SigningAnswer<Drafted> {
  const { read } = readTransitions(of);
  if (!read.ok) return { ok: false, fault: 'not-shown' };
  return { ok: true, value: { transitions: of.transitions, lines: read.does.map(lineOf) } };
}

export function readTransitions({
  sovereign,
  code,
  transitions,
}: Pick<ToSign, 'sovereign' | 'code' | 'transitions'>): {
  readonly drafts: readonly Draft[];
  readonly read: ReadDrafts;
} {
  const decoded = decode(draftsCodec, bytesOf(transitions), MOST_BYTES);
  if (!decoded.ok) return { drafts: [], read: { ok: false, fault: decoded.reason } };
  const drafts = decoded.value;
  return { drafts, read: readDrafts(drafts, { sovereign: idOf(sovereign), code }) };
}

function lineOf(does: DraftDoes): OrderLine {
  const { kind, amount } = does;
  const none = { kind, amount, payee: null, count: null };
  if (does.kind === 'return') return { ...none, count: does.count };
  if (does.kind !== 'pay') return none;
  return { ...none, payee: { address: encodeAddress(does.payee), country: does.country } };
}

/** Whether drafts do what somebody has read, line by line, and nothing besides. */
export function isShown(does: readonly DraftDoes[], shown: readonly OrderLine[]): boolean {
  const lines = does.map(lineOf);
  return (
    lines.length === shown.length &&
    lines.every((line, at) => {
      const other = shown[at];
      return (
        other !== undefined &&
        line.kind === other.kind &&
        line.amount === other.amount &&
        line.count === other.count &&
        line.payee?.address === other.payee?.address &&
        line.payee?.country === other.payee?.country
      );
    })
  );
}

export function bytesOf(text: string): Uint8Array {
  return fromBase64url(text, MOST_BYTES) ?? new Uint8Array();
}

export function idOf(text: string): Uint8Array {
  return fromHex(text, 32) ?? new Uint8Array();
}

function orderOf(asked: OrderAsked): Order {
  switch (asked.kind) {
    case 'issue':
      return issueOf(
        asked.issues.map(({ identity, country, amount }) => ({
          payee: { identity: idOf(identity), country },
          amount,
        })),
      );
    case 'burn':
      return asked;
    case 'return':
      return {
        kind: 'return',
        holds: asked.holds.map(({ hold, amount }) => ({ hold: idOf(hold), amount })),
      };
  }
}
