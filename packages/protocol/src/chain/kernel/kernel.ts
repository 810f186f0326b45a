import { purposeKey } from '../../crypto/index.ts';
import { instantiateKernel } from '../../crypto/kernel-module.ts';
import { SEQUENCE_AT, STATE_BYTES } from '../state.ts';

const STATE = STATE_BYTES;
const HASH = 32;
const LANES = 4;

/**
 * BLAKE3 over chains and ticks in WebAssembly, for whoever computes or checks many at once;
 * `successor` and `verifyRun` are the plain reference. Byte strings follow each other without gaps:
 * n states are n × 176 bytes, n hashes n × 32. A length that does not fit is a programmer's error
 * and throws `RangeError`. Nothing is wiped: no key that signs or decrypts belongs in here.
 */
export interface Kernel {
  /**
   * The n successors of one state. `head` is the state and its id (176 + 32 bytes), `operations`
   * and `contents` n hashes each; `states` (n × 176) and `ids` (n × 32) are filled.
   */
  extend(head: Head, operations: Uint8Array, contents: Uint8Array, out: Extension): void;
  /**
   * The same for four chains at once: four heads, and n steps of the first chain, then n of the
   * second, and so on.
   */
  extendFour(heads: Head, operations: Uint8Array, contents: Uint8Array, out: Extension): void;
  /**
   * The index of the first state that does not follow from the one before it, or -1: same version,
   * suite, reserved bytes and chain, sequence one higher, `previous` and `entropy` as they must be.
   * The form of the first state is not looked at.
   */
  checkRun(states: Uint8Array): number;
  /** Fills `out` with the hashes that follow `link`: H_tick(link), H_tick(H_tick(link)), … */
  hashLinks(link: Uint8Array, out: Uint8Array): void;
  /** The index of the first link whose H_tick is not the link before it, or -1. */
  checkLinks(links: Uint8Array): number;
}

/** States and their ids. */
export interface Head {
  readonly state: Uint8Array;
  readonly id: Uint8Array;
}

export interface Extension {
  readonly states: Uint8Array;
  readonly ids: Uint8Array;
}

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly keysAt: () => number;
  readonly statesAt: () => number;
  readonly idsAt: () => number;
  readonly operationsAt: () => number;
  readonly contentsAt: () => number;
  readonly linksAt: () => number;
  readonly steps: () => number;
  readonly spreadKeys: () => void;
  readonly extend: (count: number) => void;
  readonly extendFour: (count: number) => void;
  readonly checkRun: (count: number) => number;
  readonly hashLinks: (count: number) => void;
  readonly checkLinks: (count: number) => number;
}

/**
 * The kernel's memory as areas; each is where the functions of packages/protocol/kernel/index.ts
 * look for it.
 */
interface Areas {
  readonly states: Uint8Array;
  readonly ids: Uint8Array;
  readonly operations: Uint8Array;
  readonly contents: Uint8Array;
  readonly links: Uint8Array;
  /** The first chain's first successor and its id. */
  readonly nextState: Uint8Array;
  readonly nextId: Uint8Array;
}

/** A kernel with a memory of its own (320 kB). */
export function createKernel(): Kernel {
  const wasm = instantiateKernel() as Exports;
  const memory = new Uint8Array(wasm.memory.buffer);
  for (const [i, purpose] of (['state', 'entropy', 'tick'] as const).entries()) {
    memory.set(purposeKey(purpose), wasm.keysAt() + i * HASH);
  }
  wasm.spreadKeys();
  const areas = areasOf(wasm, memory);
  const steps = wasm.steps();
  return {
    extend(head, operations, contents, out) {
      const count = countSteps(head, operations, contents, out, 1);
      if (count === 1) {
        // The common step, without making a view for every copy.
        areas.states.set(head.state);
        areas.ids.set(head.id);
        areas.operations.set(operations);
        areas.contents.set(contents);
        wasm.extend(1);
        out.states.set(areas.nextState);
        out.ids.set(areas.nextId);
        return;
      }
      extendLanes(areas, wasm.extend, { head, operations, contents, out }, [1, count, steps]);
    },
    extendFour(heads, operations, contents, out) {
      const count = countSteps(heads, operations, contents, out, LANES);
      const shape = [LANES, count / LANES, steps / LANES] as const;
      extendLanes(areas, wasm.extendFour, { head: heads, operations, contents, out }, shape);
    },
    checkRun(states) {
      assertWhole('states', states, STATE);
      return checkInParts(states, STATE, steps, areas.states, wasm.checkRun);
    },
    hashLinks(link, out) {
      assertSize('link', link, HASH);
      assertWhole('links', out, HASH);
      areas.links.set(link);
      for (let at = 0; at < out.length; at += steps * HASH) {
        const count = Math.min(steps, (out.length - at) / HASH);
        wasm.hashLinks(count);
        out.set(areas.links.subarray(HASH, (1 + count) * HASH), at);
        areas.links.copyWithin(0, count * HASH, (1 + count) * HASH);
      }
    },
    checkLinks(links) {
      assertWhole('links', links, HASH);
      return checkInParts(links, HASH, steps, areas.links, wasm.checkLinks);
    },
  };
}

function areasOf(wasm: Exports, memory: Uint8Array): Areas {
  const states = memory.subarray(wasm.statesAt());
  const ids = memory.subarray(wasm.idsAt());
  return {
    states,
    ids,
    operations: memory.subarray(wasm.operationsAt()),
    contents: memory.subarray(wasm.contentsAt()),
    links: memory.subarray(wasm.linksAt()),
    nextState: states.subarray(STATE, 2 * STATE),
    nextId: ids.subarray(HASH, 2 * HASH),
  };
}

interface Extending {
  readonly head: Head;
  readonly operations: Uint8Array;
  readonly contents: Uint8Array;
  readonly out: Extension;
}

/**
 * Runs `extend` on `lanes` chains over `count` steps each, at most `capacity` of them in one call.
 */
function extendLanes(
  areas: Areas,
  extend: (count: number) => void,
  given: Extending,
  [lanes, count, capacity]: readonly [lanes: number, count: number, capacity: number],
): void {
  const { head, operations, contents, out } = given;
  const room = capacity + 1;
  for (let lane = 0; lane < lanes; lane += 1) {
    move(areas.states, lane * room, head.state, lane, 1, STATE);
    move(areas.ids, lane * room, head.id, lane, 1, HASH);
  }
  for (let done = 0; done < count; done += capacity) {
    const part = Math.min(capacity, count - done);
    for (let lane = 0; lane < lanes; lane += 1) {
      const from = lane * count + done;
      move(areas.operations, lane * capacity, operations, from, part, HASH);
      move(areas.contents, lane * capacity, contents, from, part, HASH);
    }
    extend(part);
    for (let lane = 0; lane < lanes; lane += 1) {
      const first = lane * room;
      const to = lane * count + done;
      move(out.states, to, areas.states, first + 1, part, STATE);
      move(out.ids, to, areas.ids, first + 1, part, HASH);
      if (done + part === count) continue;
      move(areas.states, first, areas.states, first + part, 1, STATE);
      move(areas.ids, first, areas.ids, first + part, 1, HASH);
    }
  }
}

/** Checks in parts that overlap by one item, the last of one part being the first of the next. */
function checkInParts(
  items: Uint8Array,
  size: number,
  steps: number,
  area: Uint8Array,
  check: (count: number) => number,
): number {
  const count = items.length / size;
  for (let first = 0; first + 1 < count; first += steps) {
    const part = Math.min(steps + 1, count - first);
    move(area, 0, items, first, part, size);
    const broken = check(part);
    if (broken >= 0) return first + broken;
  }
  return -1;
}

/** Copies `count` items of `size` bytes, from and to positions counted in items. */
function move(
  to: Uint8Array,
  toItem: number,
  from: Uint8Array,
  fromItem: number,
  count: number,
  size: number,
): void {
  to.set(from.subarray(fromItem * size, (fromItem + count) * size), toItem * size);
}

function countSteps(
  head: Head,
  operations: Uint8Array,
  contents: Uint8Array,
  out: Extension,
  lanes: number,
): number {
  assertSize('head', head.state, lanes * STATE);
  assertSize('head id', head.id, lanes * HASH);
  assertWhole('operations', operations, lanes * HASH);
  const count = operations.length / HASH;
  assertSize('contents', contents, count * HASH);
  assertSize('states', out.states, count * STATE);
  assertSize('ids', out.ids, count * HASH);
  for (let lane = 0; lane < lanes; lane += 1) {
    const last = sequenceAt(head.state, lane * STATE + SEQUENCE_AT) + count / lanes;
    if (!Number.isSafeInteger(last)) throw new RangeError('a sequence is at most 2^53 - 1');
  }
  return count;
}

/**
 * The u64 at `at`, exact when it is a safe integer: this is called for every step, and a bigint
 * costs as much as a hash.
 */
function sequenceAt(state: Uint8Array, at: number): number {
  let value = 0;
  for (let i = at; i < at + 8; i += 1) value = value * 256 + (state[i] as number);
  return value;
}

function assertWhole(what: string, bytes: Uint8Array, size: number): void {
  if (bytes.length % size !== 0) {
    throw new RangeError(`${what} of ${bytes.length} bytes are no multiple of ${size}`);
  }
}

function assertSize(what: string, bytes: Uint8Array, size: number): void {
  if (bytes.length !== size) throw new RangeError(`${what} of ${bytes.length} bytes, not ${size}`);
}
