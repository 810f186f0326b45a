import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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
  time,
  toHex,
  uint,
} from '@tallystick/protocol';
import { replaceDurably } from '../durable-file.ts';
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

export interface CertifiedHead {
  /** That it was certified in. */
  readonly epoch: number;
  /** 176 bytes. */
  readonly state: Uint8Array;
  /** The latest `notAfter` of everything up to it: what a new epoch gives up can be admitted anew until then. */
  readonly notAfter: number;
}

/**
 * What a treasury's folder knows of its own chain. Where something is pending, nothing else is signed for those sequences:
 * docs/decisions/0002-one-signature-per-sequence.md, which holds for a treasury as it does for a wallet.
 */
interface Place {
  /** The newest state that was seen certified. */
  readonly head: CertifiedHead | null;
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
  head: nullable(record({ epoch: uint(), state: STATE, notAfter: time })),
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
