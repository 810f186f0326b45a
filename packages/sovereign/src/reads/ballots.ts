import { setImmediate as nextTurn } from 'node:timers/promises';
import { type ProposalView, decodeEntry } from '@tallystick/ledger';
import {
  type Hash,
  decode,
  decodeGovernance,
  equalBytes,
  leafCodec,
  toHex,
} from '@tallystick/protocol';
import { openEntry, openOperation } from './entries.ts';
import type { ProposalSource } from './proposals.ts';

/** Entries looked at before others get their turn. */
const TURN = 64;
/** Proposals whose ballots are remembered. */
const MAX_KEPT = 256;

/** How far the log was looked through for the ballots of one proposal, and which entries they are. */
interface Found {
  readonly entries: number[];
  /** The next entry to look at. */
  at: number;
  isOver: boolean;
}

/** The entries of a proposal's ballots, in log order, as far as they are durable. Nobody looks on for whom `isGone`. */
export type ReadBallots = (
  from: Pick<ProposalSource, 'store'>,
  view: Pick<ProposalView, 'record'>,
  isGone: () => boolean,
) => Promise<readonly number[]>;

/**
 * Looks for ballots where they can be: after the proposal, and before the end of its vote. Each entry is looked at once as
 * long as there is room; one reader at a time, and between any two turns the node does what else there is to do.
 */
export function ballotReader(): ReadBallots {
  const kept = new Map<string, Found>();
  let turn: Promise<unknown> = Promise.resolve();
  return (from, view, isGone) => {
    const name = toHex(view.record.id);
    const work = turn.then(async () => {
      if (isGone()) return [];
      const found = kept.get(name) ?? startAt(from, view);
      if (found === undefined) return [];
      await lookOn(from, view, found, isGone);
      kept.delete(name);
      kept.set(name, found);
      const [oldest] = kept.keys();
      if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
      return found.entries;
    });
    turn = work.catch(() => undefined);
    return work;
  };
}

function startAt(
  { store }: Pick<ProposalSource, 'store'>,
  { record }: Pick<ProposalView, 'record'>,
): Found | undefined {
  const at = store.indexOf(record.id);
  return at === undefined ? undefined : { entries: [], at: at + 1, isOver: false };
}

async function lookOn(
  { store }: Pick<ProposalSource, 'store'>,
  { record }: Pick<ProposalView, 'record'>,
  found: Found,
  isGone: () => boolean,
): Promise<void> {
  for (let looked = 1; !found.isOver; looked += 1) {
    const entry = store.entry(found.at);
    if (entry === undefined) return; // it is not durable yet
    if (entry.id === null) found.isOver = timeOf(entry.bytes) >= record.schedule.voteUntil;
    else if (isBallotOn(record.id, entry)) found.entries.push(found.at);
    found.at += 1;
    if (looked % TURN !== 0) continue;
    await nextTurn();
    if (isGone()) return; // what was found until now stays
  }
}

function timeOf(bytes: Uint8Array): number {
  const entry = decodeEntry(bytes);
  const leaf = entry.ok ? decode(leafCodec, entry.value.leaf) : entry;
  return leaf.ok && leaf.value.kind === 'header' ? leaf.value.header.time : 0;
}

function isBallotOn(proposal: Hash, entry: Parameters<typeof openEntry>[0]): boolean {
  const opened = openEntry(entry);
  const operation = opened && openOperation(opened);
  if (operation?.kind !== 'say') return false;
  const said = decodeGovernance(operation.statement, operation.body);
  return said.ok && said.value.kind === 'ballot' && equalBytes(said.value.proposal, proposal);
}
