import { type Hash, toHex } from '@tallystick/protocol';

/** Which of its two chains a wallet writes to. */
export type ChainName = 'device' | 'identity';

/** 2^53 − 1 has 16 digits: keys of numbers sort as the numbers do. */
const DIGITS = 16;

/** The keys of a wallet's records. */
export const KEYS = {
  profile: 'profile',
  seen: 'seen',
  incoming: 'incoming',
  wary: 'wary',
  spoiled: 'spoiled',
  base: 'base',
  chain: (chain: ChainName): string => `chain/${chain}`,
  entries: (chain: ChainName): string => `entry/${chain}/`,
  entry: (chain: ChainName, sequence: number): string => `entry/${chain}/${padded(sequence)}`,
  allAbandoned: 'abandoned/',
  abandonedAt: (chain: ChainName, sequence: number): string =>
    `abandoned/${chain}/${padded(sequence)}/`,
  abandoned: (chain: ChainName, sequence: number, id: Hash): string =>
    `abandoned/${chain}/${padded(sequence)}/${toHex(id)}`,
  allGivenUp: 'given-up/',
  givenUp: (chain: ChainName, sequence: number, id: Hash): string =>
    `given-up/${chain}/${padded(sequence)}/${toHex(id)}`,
  joint: 'joint',
  barrier: (chain: ChainName): string => `barrier/${chain}`,
  reopened: 'reopened',
  allEvidence: 'evidence/',
  evidence: (id: Hash): string => `evidence/${toHex(id)}`,
  allOutgoing: 'outgoing/',
  outgoing: (hold: Hash): string => `outgoing/${toHex(hold)}`,
  /** What is left of a hold of this device's of which a part was taken. */
  allLeft: 'left/',
  left: (hold: Hash): string => `left/${toHex(hold)}`,
  /** Receipts of decisions that are on no log, and rulebooks by their hashes. */
  allDecisions: 'decision/',
  decision: (id: Hash): string => `decision/${toHex(id)}`,
  /** The hash of the rulebook that is decided by without a network. */
  carried: 'carried',
  /** What votes have made of the constitution, and by their proposals what they say. */
  changes: 'changes',
  change: (proposal: Hash): string => `change/${toHex(proposal)}`,
  /** Why this wallet appeals from a decision. */
  appeal: (decision: Hash): string => `appeal/${toHex(decision)}`,
  rulebook: (hash: Hash): string => `rulebook/${toHex(hash)}`,
  /** Of a rulebook whose every part the log has proven. */
  proven: (rulebook: Hash): string => `proven/${toHex(rulebook)}`,
  /** Of a payment that was announced. */
  intent: (terms: Hash): string => `intent/${toHex(terms)}`,
  reference: (reference: string): string => `reference/${reference}`,
  /** What the wallet's owner has noted on a line of the history. */
  allOwnNotes: 'own-note/',
  ownNote: (transition: string, line: number): string => `own-note/${transition}/${padded(line)}`,
  allUploads: 'upload/',
  upload: (note: Hash): string => `upload/${toHex(note)}`,
  allWanted: 'wanted/',
  wanted: (note: Hash): string => `wanted/${toHex(note)}`,
  allCheckpoints: 'checkpoint/',
  checkpoint: (epoch: number, size: number): string =>
    `checkpoint/${String(epoch).padStart(8, '0')}/${padded(size)}`,
} as const;

/** Chain and sequence of the key of an entry, or of a transition that was abandoned or given up. */
export function readPlaceKey(key: string): { chain: string; sequence: number } {
  const [, chain = '', sequence = ''] = key.split('/');
  return { chain, sequence: Number(sequence) };
}

/** Epoch and size of a checkpoint's key. */
export function readCheckpointKey(key: string): { epoch: number; size: number } {
  const [, epoch = '', size = ''] = key.split('/');
  return { epoch: Number(epoch), size: Number(size) };
}

/** The last part of a key, as bytes. */
export function readHashKey(key: string): Uint8Array {
  return Uint8Array.fromHex(key.slice(key.lastIndexOf('/') + 1));
}

function padded(value: number): string {
  return String(value).padStart(DIGITS, '0');
}
