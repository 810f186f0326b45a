import { hash, type Header } from '@tallystick/protocol';
import type { LedgerState } from '../state/state.ts';
import { decodeAppeal } from './appeal-state.ts';
import { decodeGovernanceMeta, kindOfKey } from './governance-records.ts';
import { sweep } from './enter-header.ts';
import type { Governing } from './governing.ts';
import { makeLaw } from './law.ts';
import { decodeProposal, type ProposalState } from './proposal-state.ts';
import { decodeSpeaker } from './speaker.ts';

type Scan = (visit: (key: number, value: Uint8Array) => void) => void;

/** Puts back what was stored. Answers the key of a record that is damaged. */
export function loadGovernance(governing: Governing, scan: Scan): number | undefined {
  let damaged: number | undefined;
  const pieces = new Map<number, Uint8Array>();
  scan((key, value) => {
    const place = kindOfKey(key);
    if (place?.kind === 'members') pieces.set(place.number, value.slice());
    else if (place === undefined || !restore(governing, place, value)) damaged ??= key;
  });
  governing.restoreMembers(pieces);
  return damaged;
}

/** All schedules are as the closures of the newest header have it; what is over leaves memory. */
export function resumeGovernance(state: LedgerState, { time, closedMs }: Header): void {
  const { governing } = state;
  if (governing === null) return;
  governing.closedMs = closedMs;
  sweep(governing, time);
  governing.law = makeLaw(state, governing, time);
}

function restore(
  governing: Governing,
  { kind, number }: NonNullable<ReturnType<typeof kindOfKey>>,
  value: Uint8Array,
): boolean {
  switch (kind) {
    case 'meta': {
      const meta = decodeGovernanceMeta(value);
      if (meta !== undefined) governing.restoreKeys(meta.keys);
      return meta !== undefined;
    }
    case 'proposal': {
      const proposal: ProposalState | undefined = decodeProposal(value.slice());
      if (proposal !== undefined) {
        governing.restoreProposal(number, proposal, hash('record', value));
      }
      return proposal !== undefined;
    }
    case 'speaker': {
      const speaker = decodeSpeaker(value.slice());
      const vendor = speaker?.votingKey?.vendor;
      if (vendor !== undefined) governing.setVendor(number, vendor);
      return speaker !== undefined;
    }
    case 'appeal': {
      const appeal = decodeAppeal(value.slice());
      if (appeal !== undefined) governing.keepAppeal(number, appeal.id, hash('record', value));
      return appeal !== undefined;
    }
    case 'content':
    case 'members':
    case 'part':
      return true;
  }
}
