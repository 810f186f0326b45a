import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Codec,
  type Draft,
  bytes,
  constant,
  decode,
  draftsCodec,
  encode,
  mapped,
  nullable,
  record,
  stateId,
  text,
  time,
  toHex,
  uint,
  variant,
} from '@tallystick/protocol';
import { replaceDurably } from '../folder/replace-durably.ts';

/** What the sovereign said to a transition that it did not admit. */
export interface TreasuryRefusal {
  readonly code: string;
  readonly message: string;
  /** JSON. */
  readonly data: string;
}

/** What was signed for the chain's next sequences, and what the sovereign last said to it. */
export interface PendingDrafts {
  /** Each the successor of the one before: a mint, and the put of what was minted; or one of them alone. */
  readonly drafts: readonly Draft[];
  readonly refusal: TreasuryRefusal | null;
  readonly purpose: DraftPurpose;
  /** Whether somebody wanted it in the log: a proposal that nobody handed in is sent by nobody. */
  readonly sent: boolean;
}

/**
 * What was signed, for whom: a command of a person, a file of payments, a proposal that this folder drafted, or one that somebody
 * handed in. Whoever finds it settled later takes nothing for its own that is not.
 */
export type DraftPurpose = 'order' | 'import' | 'proposal' | 'submitted';

export interface CertifiedHead {
  /** That it was certified in. */
  readonly epoch: number;
  /** 176 bytes. */
  readonly state: Uint8Array;
}

/**
 * What a treasury's folder knows of its own chain. Where something is pending, nothing else is signed for those sequences:
 * docs/decisions/0002-one-signature-per-sequence.md, which holds for a treasury as it does for a wallet.
 */
export interface TreasuryPlace {
  /** The newest state that was seen certified. */
  readonly head: CertifiedHead | null;
  readonly pending: PendingDrafts | null;
  /** The latest `notAfter` of all that had this place: what a new epoch gives up can be admitted anew until then. */
  readonly signedUntil: number;
}

/** A place on the disk: what `write` was given is there after any crash. */
export interface TreasuryPlaceFile {
  read(): TreasuryPlace;
  write(place: TreasuryPlace): void;
  /** Keeps what was given up, since it is signed. */
  keepAbandoned(pending: PendingDrafts): void;
}

const STATE = bytes(176);

// As in an answer of the sovereign, protocol.md section 7.
const refusalCodec = nullable(record({ code: text(64), message: text(1024), data: text(4096) }));

const fields = {
  drafts: draftsCodec,
  refusal: refusalCodec,
  sent: mapped(
    uint(1),
    (flag) => flag === 1,
    (isSent) => (isSent ? 1 : 0),
  ),
};
const pendingCodec: Codec<PendingDrafts> = variant('purpose', {
  0: ['order', fields],
  1: ['import', fields],
  2: ['proposal', fields],
  3: ['submitted', fields],
});

const placeCodec = record({
  version: constant(2),
  head: nullable(record({ epoch: uint(), state: STATE })),
  pending: nullable(pendingCodec),
  signedUntil: time,
});

/** An empty place. */
const NO_PLACE: TreasuryPlace = { head: null, pending: null, signedUntil: 0 };

const MAX_PLACE_BYTES = 1 << 20;

export function openTreasuryPlace(dir: string, code: string): TreasuryPlaceFile {
  const path = join(dir, `treasury-${code}.place`);
  return {
    read() {
      const found = readIfThere(path);
      if (found === undefined) return NO_PLACE;
      const decoded = decode(placeCodec, found, MAX_PLACE_BYTES);
      // A torn file was never renamed into place, so what does not decode was changed by others.
      if (!decoded.ok) throw new Error(`${path} is damaged: ${decoded.reason}`);
      const { head, pending, signedUntil } = decoded.value;
      return { head, pending, signedUntil };
    },
    write(place) {
      replaceDurably(path, encode(placeCodec, { version: 2, ...place }));
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
