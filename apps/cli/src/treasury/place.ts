import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type Codec,
  MAX_OPERATION_BYTES,
  MAX_SIGNATURES,
  type Signature,
  bytes,
  bytesUpTo,
  constant,
  decode,
  encode,
  list,
  nullable,
  record,
  signatureCodec,
  stateId,
  text,
  toHex,
  uint,
} from '@tallystick/protocol';
import type { Refusal } from './operator-client.ts';

/** A transition that may still lack signatures. */
export interface Draft {
  /** 176 bytes. */
  readonly state: Uint8Array;
  readonly operation: Uint8Array;
  /** In ascending order of `by`. */
  readonly signatures: readonly Signature[];
}

/** What was signed for the chain's next sequences, and what the sovereign last said to it. */
export interface Pending {
  /** Each the successor of the one before: a mint, and the put of what was minted; or one of them alone. */
  readonly drafts: readonly Draft[];
  readonly refusal: Refusal | null;
}

/**
 * What a treasury's folder knows of its own chain. Where something is pending, nothing else is signed for those sequences:
 * docs/decisions/0002-one-signature-per-sequence.md, which holds for a treasury as it does for a wallet.
 */
interface Place {
  /** The newest state that was seen certified, and the epoch that it was certified in. */
  readonly head: { readonly epoch: number; readonly state: Uint8Array } | null;
  readonly pending: Pending | null;
}

/** A place on the disk: what `write` was given is there after any crash. */
export interface PlaceFile {
  read(): Place;
  write(place: Place): void;
  /** Keeps what was given up, since it is signed. */
  keepAbandoned(pending: Pending): void;
}

const STATE = bytes(176);

export const draftsCodec: Codec<readonly Draft[]> = list(
  record({
    state: STATE,
    operation: bytesUpTo(MAX_OPERATION_BYTES, 1),
    signatures: list(signatureCodec, MAX_SIGNATURES),
  }),
  2,
  1,
);

const pendingCodec: Codec<Pending> = record({
  drafts: draftsCodec,
  // As in an answer of the sovereign, protocol.md section 7.
  refusal: nullable(record({ code: text(64), message: text(1024), data: text(4096) })),
});

const placeCodec = record({
  version: constant(1),
  head: nullable(record({ epoch: uint(), state: STATE })),
  pending: nullable(pendingCodec),
});

const MAX_PLACE_BYTES = 1 << 20;

export function openPlace(dir: string, code: string): PlaceFile {
  const path = join(dir, `treasury-${code}.place`);
  return {
    read() {
      const found = readIfThere(path);
      if (found === undefined) return { head: null, pending: null };
      const decoded = decode(placeCodec, found, MAX_PLACE_BYTES);
      // A torn file was never renamed into place, so what does not decode was changed by others.
      if (!decoded.ok) throw new Error(`${path} is damaged: ${decoded.reason}`);
      const { head, pending } = decoded.value;
      return { head, pending };
    },
    write(place) {
      replaceDurably(path, encode(placeCodec, { version: 1, ...place }));
    },
    keepAbandoned(pending) {
      const [first] = pending.drafts;
      if (first === undefined) return;
      const folder = join(dir, `treasury-${code}.abandoned`);
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const name = `${toHex(stateId(first.state))}.cbor`;
      replaceDurably(join(folder, name), encode(pendingCodec, pending));
    },
  };
}

function readIfThere(path: string): Uint8Array | undefined {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes a file of the owner's alone so that after a crash it is there whole, or as it was before. */
export function replaceDurably(path: string, content: Uint8Array | string): void {
  const fresh = `${path}.new`;
  const file = openSync(fresh, 'w', 0o600);
  try {
    writeFileSync(file, content); // all of it, where writeSync may stop short on a disk that is full
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(fresh, path);
  syncFolder(dirname(path));
}

/** The rename is on the disk when the folder is. Windows has no such call and needs none. */
function syncFolder(dir: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(dir, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
