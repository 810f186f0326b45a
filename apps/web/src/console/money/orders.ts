import {
  type Draft,
  type DraftDoes,
  type Order,
  type OrderFault,
  decode,
  draftOrder,
  draftsCodec,
  encode,
  fromBase64url,
  fromHex,
  readDrafts,
  toHex,
} from '@tallystick/protocol';
import type { ShownLine } from './signing-calls.ts';
import type { TreasuryShown } from './treasuries.ts';

const MOST_BYTES = 2_400_000;
/** Long enough for the signatures of whoever sits here. */
const AT_ONCE_MS = 90_000;
/** Long enough for others to be asked. */
const TOGETHER_MS = 12 * 3_600_000;
/** A node's clock that is a little behind still finds the deadline within what the constitution allows. */
const CLOCK_MARGIN_MS = 60_000;

/** What a treasury's orders are drafted under. */
export interface OrderPlace {
  readonly treasury: TreasuryShown;
  /** The country record under which it pays. */
  readonly country: string;
  readonly validityMs: number;
}

/** An order in canonical bytes, unsigned and of now; or why it cannot be. */
export function draftNow(
  { treasury, country, validityMs }: OrderPlace,
  order: Order,
): { readonly ok: true; readonly transitions: Uint8Array } | { ok: false; fault: OrderFault } {
  const now = Date.now();
  const lasting = treasury.threshold > 1 ? TOGETHER_MS : AT_ONCE_MS;
  const head = { state: bytesOf(treasury.state), balance: BigInt(treasury.balance) };
  const drafted = draftOrder(head, order, {
    currency: fromHex(treasury.currency, 32) ?? new Uint8Array(),
    country,
    notAfter: now + Math.min(lasting, validityMs - CLOCK_MARGIN_MS),
    now,
    salt: () => crypto.getRandomValues(new Uint8Array(16)),
  });
  if (!drafted.ok) return drafted;
  return { ok: true, transitions: encode(draftsCodec, drafted.drafts) };
}

/** What drafts do, as their bytes say it; null where nobody should sign them. */
export function readTransitions(
  transitions: Uint8Array,
  sovereign: string,
  code: string,
): { readonly drafts: readonly Draft[]; readonly does: readonly DraftDoes[] } | null {
  const drafts = decode(draftsCodec, transitions, MOST_BYTES);
  if (!drafts.ok) return null;
  const id = fromHex(sovereign, 32) ?? new Uint8Array();
  const read = readDrafts(drafts.value, { sovereign: id, code });
  return read.ok ? { drafts: drafts.value, does: read.does } : null;
}

/** What a person reads of it, for the process that signs to compare. */
export function shownOf(does: readonly DraftDoes[]): ShownLine[] {
  return does.map((one) => {
    const { kind, amount } = one;
    if (one.kind !== 'pay') return { kind, amount, payee: null, country: null };
    return { kind, amount, payee: toHex(one.payee), country: one.country };
  });
}

export function bytesOf(text: string): Uint8Array {
  return fromBase64url(text, MOST_BYTES) ?? new Uint8Array();
}

/** The transitions in a proposal's file of `tally sovereign issue --propose`; null where it is none. */
export function transitionsInFile(text: string): string | null {
  try {
    const { kind, transitions } = JSON.parse(text) as Record<string, unknown>;
    const isProposal = kind === 'tallystick treasury proposal';
    return isProposal && typeof transitions === 'string' ? transitions : null;
  } catch {
    return null;
  }
}
