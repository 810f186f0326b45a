import { hash, type Header } from '@tallystick/protocol';
import type { LedgerState } from '../state/state.ts';
import type { Store } from '../store/index.ts';
import { decodeAppeal } from './appeal-state.ts';
import { decodeFigure } from './figure-state.ts';
import { decodeClosure, decodeGovernanceMeta, kindOfKey } from './governance-records.ts';
import { sweep } from './enter-header.ts';
import type { Governing } from './governing.ts';
import { makeLaw } from './law.ts';
import { decodeProposal, type ProposalState } from './proposal-state.ts';
import { decodeSpeaker } from './speaker.ts';

/**
 * Puts back what was stored, as it was under the newest header. Answers the key of a record that is
 * damaged.
 */
export function loadGovernance(
  state: LedgerState,
  governing: Governing,
  store: Pick<Store, 'scan'>,
  { time, closedMs }: Header,
): number | undefined {
  let damaged: number | undefined;
  const pieces = new Map<number, Uint8Array>();
  store.scan('governance', (key, value) => {
    const place = kindOfKey(key);
    if (place?.kind === 'members') pieces.set(place.number, value.slice());
    else if (place === undefined || !restore(governing, place, value)) damaged ??= key;
  });
  if (damaged !== undefined) return damaged;
  governing.restoreMembers(pieces);
  governing.closedMs = closedMs;
  sweep(governing, time);
  governing.law = makeLaw(state, governing, time);
  return undefined;
}

function restore(
  governing: Governing,
  { kind, number }: NonNullable<ReturnType<typeof kindOfKey>>,
  value: Uint8Array,
): boolean {
  switch (kind) {
    case 'meta': {
      if (number > 0) return restoreClosure(governing, number, value);
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
      if (speaker !== undefined) governing.keepExemptions(number, speaker);
      return speaker !== undefined;
    }
    case 'appeal': {
      const appeal = decodeAppeal(value.slice());
      if (appeal !== undefined) governing.keepAppeal(number, appeal, hash('record', value));
      return appeal !== undefined;
    }
    case 'figure': {
      const figure = decodeFigure(value);
      if (figure !== undefined) governing.figures.keep(number, figure);
      return figure !== undefined;
    }
    case 'said':
      governing.figures.restoreSaid(number);
      return value.length === 32;
    case 'content':
    case 'ballot':
    case 'members':
    case 'part':
      return true;
  }
}

function restoreClosure(governing: Governing, number: number, value: Uint8Array): boolean {
  const closure = decodeClosure(value);
  if (closure !== undefined) governing.closures[number - 1] = closure;
  return closure !== undefined;
}
