import { signedConstitutionCodec, signedEpochCodec } from '../constitution/index.ts';
import { type Hash, hash, hashParts } from '../crypto/index.ts';
import {
  type Codec,
  amount,
  bytes,
  bytesUpTo,
  encode,
  list,
  mapped,
  nullable,
  record,
  time,
  tuple,
  uint,
  variant,
} from '../encoding/index.ts';
import {
  MAX_HOLDS,
  MAX_OPERATION_BYTES,
  MAX_TAKINGS,
  OPERATION_KINDS,
} from '../operation/index.ts';
import type {
  Certificate,
  DecisionRecord,
  Effects,
  Evidence,
  Header,
  Leaf,
  StateRoot,
  TakingEffect,
} from './types.ts';

/** protocol.md section 6: a put of 256 holds has the longest effects, 256 pairs of hashes. */
export const MAX_EFFECTS_BYTES = 32_768;
/** RFC 9162 section 2.1.3: a tree of up to 2^63 leaves has paths of up to 63 hashes. */
export const MAX_PROOF_HASHES = 63;
/** protocol.md section 6: a checkpoint with a line of 3,300 bytes for the log, 32 witnesses and 32 validators. */
export const MAX_CHECKPOINT_BYTES = 262_144;

const hashCodec = bytes(32);

const stateRootCodec: Codec<StateRoot> = record({ size: uint(), root: hashCodec });

export const headerCodec: Codec<Header> = record({
  time,
  closedMs: uint(),
  gapMs: uint(),
  epoch: uint(),
  stateRoot: nullable(stateRootCodec),
});

/** The data of one leaf of the log, as in `/tile/entries/`. Kind 2 is registered and refused. */
export const leafCodec: Codec<Leaf> = variant('kind', {
  0: ['header', { header: headerCodec }],
  1: ['entry', { hash: hashCodec }],
});

const decisionCodec: Codec<DecisionRecord> = record({ rulebook: hashCodec, facts: hashCodec });

const flag: Codec<boolean> = mapped(uint(1), (value) => value === 1, Number);

const takingEffectCodec: Codec<TakingEffect> = record({ paidAfter: amount, closed: flag });

const decisionsCodec = list(decisionCodec, MAX_HOLDS, 1);
const takingsCodec = list(takingEffectCodec, MAX_TAKINGS, 1);
const totalsCodec = tuple(tuple(amount, amount));
const nothingCodec = tuple();

/** `[kind, time, list]`. */
export const effectsCodec: Codec<Effects> = {
  write(out, value) {
    out.array(3);
    out.uint(OPERATION_KINDS.indexOf(value.kind));
    time.write(out, value.time);
    switch (value.kind) {
      case 'put':
        return decisionsCodec.write(out, [...value.decisions]);
      case 'take':
        return takingsCodec.write(out, [...value.takings]);
      case 'mint':
      case 'burn':
        return totalsCodec.write(out, [[value.minted, value.burned]]);
      case 'open':
      case 'say':
        return nothingCodec.write(out, []);
    }
  },
  read(input) {
    input.array(3, 3);
    const kind = OPERATION_KINDS[input.uint(OPERATION_KINDS.length - 1)] ?? input.fail('no kind');
    const at = time.read(input);
    switch (kind) {
      case 'put':
        return { kind, time: at, decisions: decisionsCodec.read(input) };
      case 'take':
        return { kind, time: at, takings: takingsCodec.read(input) };
      case 'mint':
      case 'burn': {
        const [[minted, burned]] = totalsCodec.read(input);
        return { kind, time: at, minted, burned };
      }
      case 'open':
      case 'say':
        nothingCodec.read(input);
        return { kind, time: at };
    }
  },
};

const certificateFields = {
  index: uint(),
  treeSize: uint(),
  transition: hashCodec,
  effects: bytesUpTo(MAX_EFFECTS_BYTES, 1),
  proof: list(hashCodec, MAX_PROOF_HASHES),
};

export const certificateCodec: Codec<Certificate> = record({
  ...certificateFields,
  checkpoint: bytesUpTo(MAX_CHECKPOINT_BYTES, 1),
});

export const evidenceCodec: Codec<Evidence> = record({
  constitution: signedConstitutionCodec,
  epoch: signedEpochCodec,
  certificate: certificateCodec,
  state: nullable(bytes(176)),
  operation: nullable(bytesUpTo(MAX_OPERATION_BYTES, 1)),
});

/** `H_effects` of an entry's effects in canonical bytes. */
export function effectsHash(effectsBytes: Uint8Array): Hash {
  return hash('effects', effectsBytes);
}

/** `H_entry(transition id ‖ H_effects(effects))`: what the log's leaf says of a transition. */
export function entryHash(transition: Hash, effectsBytes: Uint8Array): Hash {
  return hashParts('entry', transition, effectsHash(effectsBytes));
}

/** What `leafCodec` writes before an entry's hash: an array of two, 1, a byte string of 32. */
const ENTRY_HEAD = [0x82, 0x01, 0x58, 0x20] as const;
const HASH_BYTES = 32;

/** The leaf data of an admitted transition: `leafCodec`'s bytes, written at once. */
export function entryLeaf(transition: Hash, effectsBytes: Uint8Array): Uint8Array {
  const leaf = new Uint8Array(ENTRY_HEAD.length + HASH_BYTES);
  leaf.set(ENTRY_HEAD);
  leaf.set(entryHash(transition, effectsBytes), ENTRY_HEAD.length);
  return leaf;
}

/** The leaf data of a header. */
export function headerLeaf(header: Header): Uint8Array {
  return encode(leafCodec, { kind: 'header', header });
}
