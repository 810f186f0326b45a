import {
  type HoldView,
  type Ledger,
  readIdentity,
  readOutstanding,
  readReceivables,
  readReturnables,
  readTransition,
  type Store,
} from '@tallystick/ledger';
import {
  decode,
  encode,
  equalBytes,
  type Hash,
  holdCodec,
  operationCodec,
  toBase64url,
  toHex,
  transitionCodec,
} from '@tallystick/protocol';
import type { TransportAnswer } from '@tallystick/wallet';
import { type Body, json, problem } from './answers.ts';

/** Where open and closed holds are found. */
interface Shelf {
  readonly ledger: Ledger;
  readonly store: Store;
}

const LISTS = {
  receivables: readReceivables,
  outstanding: readOutstanding,
  returnables: readReturnables,
} as const;

/** Open holds that concern a reader, a page at a time. */
export function holds(
  shelf: Shelf,
  list: string,
  reader: Hash,
  parameters: URLSearchParams,
): TransportAnswer {
  if (!Object.hasOwn(LISTS, list)) return problem(404, 'not-found');
  const after = Number(parameters.get('after') ?? -1);
  const limit = Number(parameters.get('limit'));
  const read = LISTS[list as keyof typeof LISTS];
  const found = read(shelf.ledger.state, reader, after, limit + 1);
  const page = found.slice(0, limit);
  // What is not durable yet is not shown, and neither is what follows it.
  const ahead = page.findIndex(({ put }) => shelf.ledger.certificate(put) === undefined);
  const shown = ahead < 0 ? page : page.slice(0, ahead);
  const isLast = ahead >= 0 || found.length <= limit;
  const next = isLast ? null : String(shown.at(-1)?.number);
  return json({ [list]: shown.map((view) => holdBody(shelf, view, reader)), next });
}

function holdBody(shelf: Shelf, view: HoldView, reader: Hash): Body {
  const { owner, hold } = view.record;
  const handle = readIdentity(shelf.ledger.state, owner)?.handle ?? null;
  return {
    hold: toHex(view.id),
    amount: String(view.amount),
    claim: view.claim,
    from: { identity: toHex(owner), handle },
    put: toHex(view.put),
    entry: toBase64url(encode(holdCodec, hold)),
    transition: openedPut(shelf, view, reader),
  };
}

/** The transition that put a hold with terms, where all of it concerns the reader. */
function openedPut({ store }: Shelf, { put, record }: HoldView, reader: Hash): string | null {
  const hasTerms = record.hold.claims.some(({ condition, meter }) => {
    return condition !== null || meter.kind === 'schedule';
  });
  const opened = hasTerms ? readTransition(store, put) : undefined;
  const operation = opened && decode(operationCodec, opened.operation);
  if (opened === undefined || operation?.ok !== true || operation.value.kind !== 'put') return null;
  const isOwner = equalBytes(record.owner, reader);
  const concerns = operation.value.holds.every(({ claims }) =>
    claims.some(({ payee }) => payee.kind === 'identity' && equalBytes(payee.identity, reader)),
  );
  return isOwner || concerns ? toBase64url(encode(transitionCodec, opened)) : null;
}

/** What takings of a hold have shown, as far as they are durable. */
export function takings({ store, ledger }: Shelf, hold: string): TransportAnswer {
  const found: Body[] = [];
  for (const { id } of store.exportEntries(0, ledger.size)) {
    const opened = id === null ? undefined : readTransition(store, id);
    const operation = opened && decode(operationCodec, opened.operation);
    if (operation?.ok !== true || operation.value.kind !== 'take') continue;
    for (const taking of operation.value.takings) {
      // Back to the owner it shows nothing, and the owner is none of those who are asked.
      if (toHex(taking.hold) !== hold || taking.claim === null) continue;
      found.push({ witnesses: (taking.proof?.witnesses ?? []).map(toBase64url) });
    }
  }
  return json({ takings: found, next: null });
}
