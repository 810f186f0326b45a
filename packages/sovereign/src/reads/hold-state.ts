import {
  type HoldView,
  type LedgerState,
  type Store,
  hasPassed,
  readCurrency,
} from '@tallystick/ledger';
import { type Hash, encode, holdCodec, toBase64url, toHex } from '@tallystick/protocol';

/** An open hold's state, as an answer has it; http-api.md says who sees what of it. */
interface HoldStateBody {
  readonly hold: string;
  readonly put: string;
  readonly forked: boolean;
  readonly unpaid: string;
  readonly claims: readonly { readonly ends: number; readonly ended: boolean }[];
  readonly own: {
    readonly currency: string;
    readonly code: string;
    readonly decimals: number;
    readonly cap: string;
    readonly paid: string;
    readonly entry: string;
  } | null;
}

/**
 * What an identity may see of an open hold: its owner, and whoever a claim names, all of it; others what is public of it anyway
 * once its id is known, and only of a hold that may pay them, as an allowance. Undefined for everybody else.
 */
export function holdState(
  { state, store }: { readonly state: LedgerState; readonly store: Store },
  { id, put, record }: HoldView,
  reader: Hash,
): HoldStateBody | undefined {
  // Not durable yet: a crash could still undo it.
  const index = store.indexOf(put);
  if (index === undefined || !store.checkpointFor(index)?.note) return undefined;
  const { hold, owner, closedMs, progress } = record;
  const name = toHex(reader);
  const isParty =
    toHex(owner) === name ||
    hold.claims.some(({ payee }) => payee.kind === 'identity' && toHex(payee.identity) === name);
  if (!isParty && hold.claims.every(({ payee }) => payee.kind === 'identity')) return undefined;
  const { header } = state;
  const closedSince = header === null ? 0 : header.closedMs - closedMs;
  const claims = hold.claims.map(({ until }, at) => {
    const isReleased = ((progress?.ended ?? 0) & (1 << at)) !== 0;
    const isPast = header !== null && hasPassed(until, closedMs, header);
    return { ends: until + closedSince, ended: isReleased || isPast };
  });
  const unpaid = String(progress?.unpaid ?? 0n);
  const shown = { hold: toHex(id), put: toHex(put), forked: progress?.forked ?? false, unpaid };
  if (!isParty) return { ...shown, claims, own: null };
  const currency = toHex(record.currency);
  const declared = readCurrency(state, state.currencies.numbers.get(currency) ?? -1);
  const own = {
    currency,
    code: declared?.code ?? '',
    decimals: declared?.decimals ?? 0,
    cap: String(record.cap),
    paid: String(record.paid),
    entry: toBase64url(encode(holdCodec, hold)),
  };
  return { ...shown, claims, own };
}
