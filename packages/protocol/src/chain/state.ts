import { type Hash, type Suite, hash, hashParts, isHashOfParts, isSuite } from '../crypto/index.ts';
import { MAX_UINT, readSafeU64, writeU64 } from '../encoding/index.ts';

/** protocol.md section 3: the length of a state. */
export const STATE_BYTES = 176;
/** protocol.md section 3: 32 zero bytes, `previous` of an S_0 and the root of the empty map. */
export const ZERO_HASH: Hash = new Uint8Array(32);

/** Where a state keeps its sequence. */
export const SEQUENCE_AT = 40;

const AT = {
  version: 0,
  suite: 1,
  reserved: 2,
  chain: 8,
  sequence: SEQUENCE_AT,
  previous: 48,
  entropy: 80,
  operation: 112,
  contents: 144,
} as const;

/** One state of a chain (protocol.md, section 3). */
export interface State {
  readonly version: 1;
  /** The suite of the chain's (first) signing key; the same in every state of one chain. */
  readonly suite: Suite;
  readonly chain: Hash;
  /** At most 2^53 − 1. */
  readonly sequence: number;
  readonly previous: Hash;
  readonly entropy: Hash;
  readonly operation: Hash;
  readonly contents: Hash;
}

/** Why 176 bytes are no state. */
export type StateFault = 'length' | 'version' | 'suite' | 'reserved' | 'sequence';

export type DecodedState = { ok: true; value: State } | { ok: false; reason: StateFault };

/** The 176 bytes of a state. */
export function encodeState(state: State): Uint8Array {
  const out = new Uint8Array(STATE_BYTES);
  out[AT.version] = state.version;
  out[AT.suite] = state.suite;
  writeU64(out, AT.sequence, state.sequence);
  put(out, AT.chain, state.chain);
  put(out, AT.previous, state.previous);
  put(out, AT.entropy, state.entropy);
  put(out, AT.operation, state.operation);
  put(out, AT.contents, state.contents);
  return out;
}

/** Reads 176 bytes; the state's hashes are views of them. */
export function decodeState(bytes: Uint8Array): DecodedState {
  if (bytes.length !== STATE_BYTES) return refused('length');
  if (bytes[AT.version] !== 1) return refused('version');
  const suite = bytes[AT.suite];
  if (!isSuite(suite)) return refused('suite');
  for (let at: number = AT.reserved; at < AT.chain; at += 1) {
    if (bytes[at] !== 0) return refused('reserved');
  }
  const sequence = readSafeU64(bytes, AT.sequence);
  if (sequence === undefined) return refused('sequence');
  const value = {
    version: 1,
    suite,
    chain: part(bytes, AT.chain),
    sequence,
    previous: part(bytes, AT.previous),
    entropy: part(bytes, AT.entropy),
    operation: part(bytes, AT.operation),
    contents: part(bytes, AT.contents),
  } as const;
  return { ok: true, value };
}

/** `H_state` of a state's 176 bytes; also the id of the transition that made it. */
export function stateId(stateBytes: Uint8Array): Hash {
  return hash('state', stateBytes);
}

/** The id of a transition: that of its state. */
export function transitionId(transition: { readonly state: Uint8Array }): Hash {
  return stateId(transition.state);
}

/** e_0 = `H_entropy(chain ‖ operation ‖ u64 0)`. */
export function firstEntropy(chain: Hash, operation: Hash): Hash {
  return hashParts('entropy', chain, operation, 0);
}

/** e_{n+1} = `H_entropy(e_n ‖ operation ‖ u64 (n + 1))`; `sequence` is n + 1. */
export function nextEntropy(entropy: Hash, operation: Hash, sequence: number): Hash {
  return hashParts('entropy', entropy, operation, sequence);
}

/** Whether `expected` is what `nextEntropy` answers. */
export function isNextEntropy(
  expected: Hash,
  entropy: Hash,
  operation: Hash,
  sequence: number,
): boolean {
  return isHashOfParts(expected, 'entropy', entropy, operation, sequence);
}

/** What determines a first state. */
export interface FirstState {
  readonly chain: Hash;
  readonly suite: Suite;
  readonly operation: Hash;
  readonly contents: Hash;
}

/** S_0 of a chain. Of the chains only an identity's is submitted; the others' are implied. */
export function genesisState(first: FirstState): State {
  const { chain, suite, operation, contents } = first;
  const entropy = firstEntropy(chain, operation);
  return {
    version: 1,
    suite,
    chain,
    sequence: 0,
    previous: ZERO_HASH,
    entropy,
    operation,
    contents,
  };
}

/**
 * The implied S_0 of a device's chain (`operation`: hash of the operation that introduced it), of a
 * hold's (hash of its put) or of a treasury's (the sovereign id). Its contents are empty.
 */
export function impliedFirstState(chain: Hash, suite: Suite, operation: Hash): State {
  return genesisState({ chain, suite, operation, contents: ZERO_HASH });
}

/**
 * S_{n+1} after `head` (whose id is `headId`) by an operation's hash, with the chain's new
 * contents.
 */
export function successor(head: State, headId: Hash, operation: Hash, contents: Hash): State {
  const sequence = head.sequence + 1;
  if (sequence > MAX_UINT) throw new RangeError('no sequence after 2^53 - 1');
  const entropy = nextEntropy(head.entropy, operation, sequence);
  const { suite, chain } = head;
  return { version: 1, suite, chain, sequence, previous: headId, entropy, operation, contents };
}

/** C_pre = `H_pre-commitment(stateId(S_n) ‖ operation ‖ e_{n+1})`. */
export function preCommitment(headId: Hash, operation: Hash, entropy: Hash): Hash {
  return hashParts('pre-commitment', headId, operation, entropy);
}

function put(out: Uint8Array, at: number, value: Hash): void {
  if (value.length !== 32) throw new RangeError(`hash of ${value.length} bytes, not 32`);
  out.set(value, at);
}

function part(bytes: Uint8Array, at: number): Uint8Array {
  return bytes.subarray(at, at + 32);
}

function refused(reason: StateFault): DecodedState {
  return { ok: false, reason };
}
