import { type KeptBatch, type LogContinuation, encodeEntry, nextHeader } from '@tallystick/ledger';
import { type Hash, type Parameters, equalBytes, headerLeaf } from '@tallystick/protocol';

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
 * that this leaves one gives the root. Undefined where none does: a header that names a state root is not worked out.
 */
export function loneHeaderFrom(
  signed: SignedRoot,
  log: Pick<LogContinuation, 'size' | 'header' | 'rootWith'>,
  settings: { readonly parameters: Parameters; readonly epoch: number },
): KeptBatch | undefined {
  const { epoch, parameters } = settings;
  const { note, root, signedAt } = signed;
  for (let time = signedAt; time < signedAt + SECOND_MS; time += 1) {
    const header = nextHeader(log.header, parameters, { clock: time, epoch, stateRoot: null });
    if (header.time !== time) continue;
    const leaf = headerLeaf(header);
    if (!equalBytes(log.rootWith(leaf), root)) continue;
    const bytes = encodeEntry({ leaf, transition: null, effects: null });
    const size = log.size + 1;
    const checkpoint = { size, root, time };
    return {
      first: log.size,
      entries: [{ id: null, bytes }],
      checkpoint,
      signed: [{ size, note }],
    };
  }
  return undefined;
}
