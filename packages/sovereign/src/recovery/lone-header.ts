import { type KeptBatch, type LogContinuation, encodeEntry } from '@tallystick/ledger';
import { type Hash, equalBytes, headerLeaf } from '@tallystick/protocol';
import { type HeaderSettings, headersAt } from './guess-header.ts';

/** A signed checkpoint of the log's own. */
export interface SignedRoot {
  readonly root: Hash;
  /** The header's time in whole seconds, rounded down, as ms since 1970 (protocol.md section 6). */
  readonly signedAt: number;
  readonly note: Uint8Array;
}

const SECOND_MS = 1000;

/**
 * The batch that follows what is there already where it is a header alone, from the checkpoint of one entry more: an idle ledger
 * logs one now and then, and nobody has a certificate of it. The checkpoint says the second of its time; of the thousand headers
 * that this leaves, each with no state root or one of those that it may name, one gives the root. Undefined where none does.
 */
export function loneHeaderFrom(
  signed: SignedRoot,
  log: Pick<LogContinuation, 'size' | 'header' | 'rootWith'>,
  settings: HeaderSettings,
): KeptBatch | undefined {
  const { note, root, signedAt } = signed;
  const times = Array.from({ length: SECOND_MS }, (_, ms) => signedAt + ms);
  for (const header of headersAt(times, log.header, settings)) {
    const leaf = headerLeaf(header);
    if (!equalBytes(log.rootWith([leaf]), root)) continue;
    const bytes = encodeEntry({ leaf, transition: null, effects: null });
    const size = log.size + 1;
    const checkpoint = { size, root, time: header.time };
    return {
      first: log.size,
      entries: [{ id: null, bytes }],
      checkpoint,
      signed: [{ size, note }],
    };
  }
  return undefined;
}
