import { type HoldView, type LedgerState, readCurrency, type Store } from '@tallystick/ledger';
import {
  type Hash,
  encode,
  encodeAddress,
  holdCodec,
  toBase64url,
  toHex,
} from '@tallystick/protocol';
import { openEntry, openOperation } from './entries.ts';
import { handleOf } from './identity.ts';

/** An open hold as an answer has it; see docs/integrators/http-api.md, "receivable". */
interface HoldBody {
  readonly hold: string;
  readonly currency: string;
  readonly code: string;
  readonly decimals: number;
  readonly amount: string;
  readonly claim: number | null;
  readonly until: number;
  readonly country: string;
  readonly from: {
    readonly identity: string;
    readonly address: string | null;
    readonly handle: string | null;
  };
  readonly put: string;
  readonly index: number;
  readonly note: string | null;
  readonly time: number;
  readonly entry: string;
  readonly transition: string | null;
}

export interface HoldPage {
  readonly holds: readonly HoldBody[];
  /** The number of the last hold of this page, to go on after; null when it is the last page. */
  readonly next: number | null;
}

export interface HoldReader {
  readonly state: LedgerState;
  readonly store: Store;
  /** Who reads. */
  readonly identity: Hash;
}

/** `views` is one longer than a page where there are more. */
export function holdPage(reader: HoldReader, views: readonly HoldView[], limit: number): HoldPage {
  const holds: HoldBody[] = [];
  const opened = new Map<number, string | null>(); // many holds of one page may be of one put
  for (const view of views.slice(0, limit)) {
    const body = holdBody(reader, view, opened);
    if (body === undefined) return { holds, next: null }; // not durable yet: neither is what follows
    holds.push(body);
  }
  return { holds, next: views.length > limit ? (views[limit - 1]?.number ?? null) : null };
}

/** Undefined as long as the putting transition has no signed checkpoint: a payee asks for its certificate at once. */
function holdBody(
  reader: HoldReader,
  view: HoldView,
  opened: Map<number, string | null>,
): HoldBody | undefined {
  const { state, store } = reader;
  const index = store.indexOf(view.put);
  if (index === undefined || !store.checkpointFor(index)?.note) return undefined;
  const transition = opened.get(index) ?? openedFor(reader, index);
  opened.set(index, transition);
  const { record } = view;
  const currency = state.currencies.numbers.get(toHex(record.currency)) ?? -1;
  const declared = readCurrency(state, currency);
  const payer = state.identities.find(record.owner);
  const payee = view.claim === null ? undefined : record.hold.claims[view.claim]?.payee;
  return {
    hold: toHex(view.id),
    currency: toHex(record.currency),
    code: declared?.code ?? '',
    decimals: declared?.decimals ?? 0,
    amount: String(view.amount),
    claim: view.claim,
    until: view.until,
    country: payee?.kind === 'identity' ? payee.country : record.country,
    from: {
      identity: toHex(record.owner),
      address: payer < 0 ? null : encodeAddress(record.owner),
      handle: payer < 0 ? null : handleOf(state, payer),
    },
    put: toHex(view.put),
    index,
    note: record.hold.note && toHex(record.hold.note),
    time: record.putAt,
    entry: toBase64url(encode(holdCodec, record.hold)),
    transition,
  };
}

/** The whole putting transition, where every hold in it concerns the reader: else it would tell of others' payments. */
function openedFor({ state, store, identity }: HoldReader, index: number): string | null {
  const entry = store.entry(index);
  const opened = entry === undefined ? undefined : openEntry(entry);
  const operation = opened && openOperation(opened);
  if (opened === undefined || operation?.kind !== 'put') return null;
  const owner = state.devices.owner(state.devices.find(opened.state.chain));
  const isOwner = owner >= 0 && state.identities.find(identity) === owner;
  const concerns = operation.holds.every(({ claims }) =>
    claims.some(
      ({ payee }) => payee.kind === 'identity' && Buffer.compare(payee.identity, identity) === 0,
    ),
  );
  // What it adds to other holds is no business of a payee's either.
  const isAll = concerns && operation.raises === undefined;
  return isOwner || isAll ? toBase64url(opened.bytes) : null;
}
