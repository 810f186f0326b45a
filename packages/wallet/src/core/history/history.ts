import {
  type Operation,
  decode,
  effectsCodec,
  equalBytes,
  holdId,
  stateId,
  toHex,
  treasuryId,
} from '@tallystick/protocol';
import { storedOperation } from '../chain/chain-tip.ts';
import { putAmounts } from '../chain/holdings.ts';
import { type Context, listRecords } from '../context.ts';
import type { Pending } from '../records/chain-record.ts';
import type { Detail } from '../records/detail.ts';
import {
  type AbandonedRecord,
  type EntryRecord,
  abandonedRecordCodec,
  entryRecordCodec,
} from '../records/entry-record.ts';
import { type GivenUpRecord, givenUpRecordCodec } from '../records/given-up-record.ts';
import { type ChainName, KEYS } from '../records/keys.ts';
import { addressOf, amountView } from '../views.ts';
import type { HistoryEntry } from '../wallet-types.ts';
import { withOwnNotes } from './own-notes.ts';

/** The lines of one transition, without what every one of them shares. */
type Line = Omit<HistoryEntry, 'id' | 'status' | 'time'>;

const CHAINS: readonly ChainName[] = ['identity', 'device'];

/** Everything that this wallet did and got, oldest first; one line for each payment. */
export async function history(context: Context): Promise<HistoryEntry[]> {
  const entries: HistoryEntry[] = [];
  const open = new Set((await context.vault.list(KEYS.allOutgoing)).map(([key]) => key));
  for (const chain of CHAINS) {
    const stored = await listRecords(context.vault, KEYS.entries(chain), entryRecordCodec);
    for (const { key, value } of stored) entries.push(...finalLines(context, key, value, open));
    const { pending } = context.chains[chain];
    if (pending !== null) entries.push(...pendingLines(context, chain, pending));
  }
  const given = await listRecords(context.vault, KEYS.allAbandoned, abandonedRecordCodec);
  for (const { key, value } of given) entries.push(...abandonedLines(context, key, value));
  const lost = await listRecords(context.vault, KEYS.allGivenUp, givenUpRecordCodec);
  for (const { key, value } of lost) entries.push(...givenUpLines(context, key, value));
  return await withOwnNotes(
    context,
    entries.toSorted((a, b) => a.time - b.time),
  );
}

/** `open`: the keys of the holds that this wallet put and nobody has taken, as far as it knows. */
function finalLines(
  context: Context,
  key: string,
  { transition, effects, details }: EntryRecord,
  open: ReadonlySet<string>,
): HistoryEntry[] {
  const id = stateId(transition.state);
  const operation = storedOperation(transition.operation, `record ${key}`);
  const decoded = decode(effectsCodec, effects);
  const common = {
    id: toHex(id),
    status: 'final',
    time: decoded.ok ? decoded.value.time : 0,
  } as const;
  return linesOf(context, operation, details).map((line, i) => {
    if (line.kind !== 'paid') return { ...common, ...line };
    return { ...common, ...line, taken: !open.has(KEYS.outgoing(holdId(id, i))) };
  });
}

function pendingLines(context: Context, chain: ChainName, pending: Pending): HistoryEntry[] {
  const { state, operation, details, refusal, createdAt: time } = pending;
  const id = toHex(stateId(state));
  const status = refusal === null ? 'pending' : 'refused';
  const lines = linesOf(context, storedOperation(operation, `record chain/${chain}`), details);
  return lines.map((line) => ({ id, status, time, ...line, ...refusalOf(refusal) }));
}

function abandonedLines(context: Context, key: string, record: AbandonedRecord): HistoryEntry[] {
  const { state, operation, details, refusal, abandonedAt: time } = record;
  const id = toHex(stateId(state));
  const status = refusal === null ? 'abandoned' : 'refused';
  const lines = linesOf(context, storedOperation(operation, `record ${key}`), details);
  return lines.map((line) => ({ id, status, time, ...line, ...refusalOf(refusal) }));
}

/** What was final, or on its way, until the sovereign gave it up in public; the time is that at which it was certified. */
function givenUpLines(context: Context, key: string, record: GivenUpRecord): HistoryEntry[] {
  const { state, operation, details, certificate, by, at } = record;
  const id = toHex(stateId(state));
  const effects = certificate === null ? undefined : decode(effectsCodec, certificate.effects);
  const time = effects?.ok === true ? effects.value.time : at;
  const { size = 0, reason = '' } = context.trust.epochs[by]?.succeeds ?? {};
  const givenUp = { epoch: by, size, reason };
  const lines = linesOf(context, storedOperation(operation, `record ${key}`), details);
  return lines.map((line) => ({ id, status: 'given-up', time, ...line, givenUp }));
}

/** Numbered from the second one on. */
function linesOf(context: Context, operation: Operation, details: readonly Detail[]): Line[] {
  return unnumbered(context, operation, details).map((one, line) =>
    line === 0 ? one : { ...one, line },
  );
}

function unnumbered(context: Context, operation: Operation, details: readonly Detail[]): Line[] {
  switch (operation.kind) {
    case 'open':
      return [{ kind: 'opened' }];
    case 'say':
      return [{ kind: 'identity' }];
    case 'put':
      return putAmounts(operation, details).map((amount, i) => {
        const kind = details[i]?.kind === 'set-aside' ? 'set-aside' : 'paid';
        return { kind, ...amountView(context.trust, amount), ...partyOf(context, details[i]) };
      });
    case 'take':
      // A taking that was taken over from the sovereign has no details: what it brought stands in the balances only.
      return operation.takings.map((_, i) => {
        const detail = details[i];
        if (detail?.kind !== 'received' && detail?.kind !== 'returned') return { kind: 'received' };
        return {
          kind: detail.kind,
          ...amountView(context.trust, detail),
          ...partyOf(context, detail),
        };
      });
    case 'mint':
    case 'burn':
      return [];
  }
}

function partyOf({ trust }: Context, detail: Detail | undefined): Partial<Line> {
  if (detail === undefined) return {};
  const { party, handle } = detail;
  if (party === null) return {};
  const memo = detail.kind === 'set-aside' ? null : detail.memo;
  const reference = detail.kind === 'paid' ? detail.reference : null;
  const isTreasury = trust.currencies.some(({ id }) =>
    equalBytes(treasuryId(trust.sovereign, id), party),
  );
  return {
    ...(isTreasury ? { treasury: true } : { party: addressOf(party) }),
    ...(handle === null ? {} : { handle }),
    ...(memo === null ? {} : { memo }),
    ...(reference === null ? {} : { reference }),
  };
}

function refusalOf(refusal: Pending['refusal']): Partial<HistoryEntry> {
  if (refusal === null) return {};
  const { code, message } = refusal;
  return { refusal: { code, message } };
}
