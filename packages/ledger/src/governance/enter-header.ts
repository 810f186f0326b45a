import type { Header } from '@tallystick/protocol';
import { postpone } from '@tallystick/rules';
import { type LedgerState, openCurrencies } from '../state/state.ts';
import type { Governing } from './governing.ts';
import { type Law, makeLaw } from './law.ts';
import { isOver, stageOf } from './standing.ts';

/**
 * A batch begins under this header: closures postpone what is not over, what is over leaves memory,
 * and what comes into force by now does. Answers whether anything of that is to be logged, so that
 * the header has to be, whatever becomes of the batch.
 */
export function enterHeader(
  state: LedgerState,
  header: Pick<Header, 'time' | 'closedMs'>,
): boolean {
  const { governing } = state;
  if (governing === null) return false;
  const closed = header.closedMs - governing.closedMs;
  const isPostponed = closed > 0 && postponeAll(governing, header.time - closed, header.time);
  if (closed > 0) governing.addClosure({ from: header.time - closed, until: header.time });
  governing.closedMs = header.closedMs;
  const { law } = governing;
  const isKnown =
    law !== null &&
    law.revision === governing.revision &&
    law.from <= header.time &&
    header.time < law.until;
  if (isKnown) return isPostponed;
  const isSwept = sweep(governing, header.time);
  governing.law = makeLaw(state, governing, header.time);
  const isOpened = openTreasuries(state, governing.law);
  return isPostponed || isSwept || isOpened;
}

/** Currencies that come with this header, and what their treasuries are stored as. */
function openTreasuries(state: LedgerState, { constitution }: Law): boolean {
  const { currencies, changed } = state;
  const known = currencies.ids.length;
  if (!openCurrencies(state, constitution.currencies)) return false;
  for (let number = known; number < currencies.ids.length; number += 1) {
    changed.currencies.add(number);
    changed.devices.add(currencies.treasuries[number] as number);
  }
  return true;
}

function postponeAll(governing: Governing, from: number, until: number): boolean {
  // What was over before the ledger closed stays as it was, whether it has left memory or not.
  let isAny = sweep(governing, from);
  for (const { number, proposal } of governing.kept(null)) {
    const schedule = postpone(proposal.schedule, { from, until });
    if (schedule.lockUntil === proposal.schedule.lockUntil) continue;
    governing.setProposal(number, { ...proposal, schedule });
    isAny = true;
  }
  return isAny;
}

/** What is over leaves memory. */
export function sweep(governing: Governing, time: number): boolean {
  let isAny = false;
  for (const number of governing.open) {
    const numbered = { number, proposal: governing.proposal(number) };
    if (!isOver(numbered, time)) continue;
    governing.closeProposal(number, stageOf(numbered, time).kind === 'adopted');
    isAny = true;
  }
  return isAny;
}
