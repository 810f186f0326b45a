import { readFileSync } from 'node:fs';
import { stateId, toHex } from '@tallystick/protocol';
import { replaceDurably } from '@tallystick/sovereign';
import { usage } from '../stop.ts';
import type { ReadProposal } from './proposal-file.ts';
import { operationOf } from './settle-place.ts';

/** A transition that a signer's key has signed. */
export interface SignedTransition {
  readonly sequence: number;
  /** The transition's, in hexadecimal. */
  readonly id: string;
  /** Ms since 1970. */
  readonly notAfter: number;
}

/**
 * What a signer's key has signed, beside the key: without it a signer who is asked twice could sign two contents for one
 * sequence (docs/decisions/0002-one-signature-per-sequence.md).
 */
export interface SignedRecord {
  /** What was signed for the same sequences, or later ones, and is something else. */
  conflicts(proposal: ReadProposal): readonly SignedTransition[];
  /** How many sequences lie between the highest that was signed and the proposal's; 0 where nothing was signed yet. */
  gap(proposal: ReadProposal): number;
  /** On the disk when it returns: before the signatures are anywhere else. */
  add(proposal: ReadProposal): void;
}

/** As many as a run of proposals could leave open at once, and far more. */
const MOST = 256;

export function openSignedRecord(keyFile: string): SignedRecord {
  const path = `${keyFile}.signed`;
  const record = read(path);
  return {
    conflicts(proposal) {
      const { chain, signed } = entriesOf(proposal);
      const from = signed[0]?.sequence ?? 0;
      const known = record[chain] ?? [];
      return known.filter(
        ({ sequence, id }) => sequence >= from && !signed.some((entry) => entry.id === id),
      );
    },
    gap(proposal) {
      const { chain, signed } = entriesOf(proposal);
      const known = record[chain] ?? [];
      if (known.length === 0) return 0;
      const highest = Math.max(...known.map(({ sequence }) => sequence));
      return Math.max(0, (signed[0]?.sequence ?? 0) - highest - 1);
    },
    add(proposal) {
      const { chain, signed } = entriesOf(proposal);
      const known = record[chain] ?? [];
      const fresh = signed.filter(({ id }) => !known.some((entry) => entry.id === id));
      record[chain] = [...known, ...fresh].slice(-MOST);
      replaceDurably(path, `${JSON.stringify(record, null, 2)}\n`);
    },
  };
}

function entriesOf({ drafts, states }: ReadProposal): {
  chain: string;
  signed: readonly SignedTransition[];
} {
  const signed = drafts.map((draft, at) => ({
    sequence: states[at]?.sequence ?? 0,
    id: toHex(stateId(draft.state)),
    notAfter: operationOf(draft).notAfter,
  }));
  return { chain: toHex(states[0]?.chain ?? new Uint8Array()), signed };
}

function read(path: string): Record<string, readonly SignedTransition[]> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
  try {
    const record: unknown = JSON.parse(text);
    if (typeof record === 'object' && record !== null) {
      const known = record as Record<string, readonly SignedTransition[]>;
      if (Object.values(known).every((list) => list.every(isEntry))) return known;
    }
  } catch {
    // said below
  }
  throw usage(
    `${path} is damaged: it says what this key has signed, and without it the key could sign two things in one place.`,
    'damaged',
  );
}

function isEntry(entry: Partial<SignedTransition>): boolean {
  const { sequence, id, notAfter } = entry;
  return Number.isSafeInteger(sequence) && Number.isSafeInteger(notAfter) && typeof id === 'string';
}
