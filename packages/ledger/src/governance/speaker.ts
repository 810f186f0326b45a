import {
  bytes,
  bytesUpTo,
  type Codec,
  decode,
  encode,
  equalBytes,
  type Hash,
  list,
  nullable,
  record,
  uint,
} from '@tallystick/protocol';
import type { VotingKeyView } from './views.ts';

/** Parts of an identity that can still be named: as many as a content has. */
export const KEPT_PARTS = 64;
/**
 * Parts that an identity says before it proposes something (8 MiB of the log): those of a longest content, and what its author
 * changes of it. Then it has to propose, and there is room for few proposals.
 */
export const MOST_UNPROPOSED_PARTS = 256;
/** More than a voting key has (protocol.md section 4). */
const MAX_KEY_BYTES = 2048;
const MANY = 0xffff_ffff;

/** What an identity's ballots have been signed with, from proposal number `from` on. */
interface VendorSince {
  readonly vendor: Hash;
  readonly from: number;
}

/** What is kept of an identity that has said something about governance. */
export interface Speaker {
  readonly votingKey: VotingKeyView | null;
  /** As far back as open proposals reach; ascending by `from`, the last one of the current key. */
  readonly vendors: readonly VendorSince[];
  /** Numbers of proposals that it has voted on; those that are over may be missing. */
  readonly voted: readonly number[];
  /** How many parts it has said. */
  readonly parts: number;
  /** How many it had said when it proposed something last. */
  readonly proposedAt: number;
  /** The transitions that said the last of them, part n at place n modulo `KEPT_PARTS`. */
  readonly said: readonly Hash[];
  /** Its appeals that nobody has answered. */
  readonly appeals: readonly Hash[];
  /** Its appeals that ended with an exemption which has not been used. */
  readonly exemptions: readonly Hash[];
}

export const NOTHING_SAID: Speaker = {
  votingKey: null,
  vendors: [],
  voted: [],
  parts: 0,
  proposedAt: 0,
  said: [],
  appeals: [],
  exemptions: [],
};

const speakerCodec: Codec<Speaker> = record({
  votingKey: nullable(
    record({ key: bytesUpTo(MAX_KEY_BYTES, 1), vendor: bytes(32), attestation: bytes(32) }),
  ),
  vendors: list(record({ vendor: bytes(32), from: uint() }), MANY),
  voted: list(uint(), MANY),
  parts: uint(),
  proposedAt: uint(),
  said: list(bytes(32), KEPT_PARTS),
  appeals: list(bytes(32), MANY),
  exemptions: list(bytes(32), MANY),
});

export function encodeSpeaker(speaker: Speaker): Uint8Array {
  return encode(speakerCodec, speaker);
}

/** Undefined when the bytes are none. They must be the caller's own: parts stay views of them. */
export function decodeSpeaker(encoded: Uint8Array): Speaker | undefined {
  const decoded = decode(speakerCodec, encoded);
  return decoded.ok ? decoded.value : undefined;
}

/** The vendor of its voting key when proposal `number` was admitted; null where it had none. */
export function vendorWhen({ vendors }: Speaker, number: number): Hash | null {
  return vendors.findLast(({ from }) => from <= number)?.vendor ?? null;
}

/**
 * With another voting key, for proposals from number `next` on. What it was before `oldest`, the
 * oldest proposal that is open, nobody asks any more.
 */
export function withVotingKey(
  speaker: Speaker,
  votingKey: VotingKeyView,
  next: number,
  oldest: number,
): Speaker {
  const before = speaker.vendors.filter(({ from }) => from < next);
  const known = before.filter((_, i) => (before[i + 1]?.from ?? next) > oldest);
  const last = known.at(-1);
  const isSame = last !== undefined && equalBytes(last.vendor, votingKey.vendor);
  const vendors = isSame ? known : [...known, { vendor: votingKey.vendor, from: next }];
  return { ...speaker, votingKey, vendors };
}

/** With a ballot on a proposal; those on proposals that are over are forgotten. */
export function withVote(
  speaker: Speaker,
  number: number,
  isOpen: (number: number) => boolean,
): Speaker {
  return { ...speaker, voted: [...speaker.voted.filter(isOpen), number] };
}

/** With one more part, said by the transition `id`: it takes the place of the oldest one. */
export function withPart(speaker: Speaker, id: Hash): Speaker {
  const said = [...speaker.said];
  said[speaker.parts % KEPT_PARTS] = id;
  return { ...speaker, parts: speaker.parts + 1, said };
}

/** Having proposed something, of parts or not. */
export function withProposal(speaker: Speaker): Speaker {
  return { ...speaker, proposedAt: speaker.parts };
}

/** Parts since it proposed something. */
export function unproposedParts({ parts, proposedAt }: Speaker): number {
  return parts - proposedAt;
}
