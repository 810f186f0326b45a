import { blake3 } from '@noble/hashes/blake3.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hash, purposeKey } from '../../crypto/index.ts';
import { concat } from '../../encoding/index.ts';
import {
  type State,
  decodeState,
  encodeState,
  firstFault,
  genesisState,
  linkFault,
  stateId,
  successor,
  verifyRun,
} from '../index.ts';
import { type Kernel, createKernel } from './index.ts';

const kernel: Kernel = createKernel();
const STEPS = 1024;

/** Hashes that look random and are the same on every run. */
function hashes(count: number, salt: number): Uint8Array {
  return blake3(Uint8Array.of(salt & 255, salt >> 8), { dkLen: Math.max(1, count * 32) }).subarray(
    0,
    count * 32,
  );
}

function headOf(salt: number, sequence = 0): { state: Uint8Array; id: Uint8Array } {
  const [chain, operation] = [hashes(1, salt), hashes(1, salt + 1)];
  const first = genesisState({ chain, suite: 1, operation, contents: hashes(1, salt + 2) });
  const state = encodeState({ ...first, sequence });
  return { state, id: stateId(state) };
}

/** The plain reference: `successor`, one state after the other. */
function reference(
  head: Uint8Array,
  operations: Uint8Array,
  contents: Uint8Array,
): { states: Uint8Array; ids: Uint8Array } {
  const states: Uint8Array[] = [];
  const ids: Uint8Array[] = [];
  let state: State = decoded(head);
  let id = stateId(head);
  for (let at = 0; at < operations.length; at += 32) {
    const [operation, content] = [operations.slice(at, at + 32), contents.slice(at, at + 32)];
    state = successor(state, id, operation, content);
    const bytes = encodeState(state);
    id = stateId(bytes);
    states.push(bytes);
    ids.push(id);
  }
  return { states: concat(...states), ids: concat(...ids) };
}

function decoded(bytes: Uint8Array): State {
  const result = decodeState(bytes);
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}

function run(count: number, salt = 1): Uint8Array {
  const { state, id } = headOf(salt);
  const out = { states: new Uint8Array(count * 176), ids: new Uint8Array(count * 32) };
  kernel.extend({ state, id }, hashes(count, salt), hashes(count, salt + 1), out);
  return concat(state, out.states);
}

function split(states: Uint8Array): Uint8Array[] {
  return Array.from({ length: states.length / 176 }, (_, i) =>
    states.subarray(i * 176, (i + 1) * 176),
  );
}

/** Where the plain check of one state after the other finds a run broken; -1 when it does not. */
function plainCheck(states: Uint8Array[]): number {
  return states.findIndex((bytes, at) => {
    const state = decodeState(bytes);
    const before = states[at - 1];
    if (!state.ok) return true;
    if (before === undefined) return firstFault(state.value) !== undefined;
    return linkFault(decoded(before), stateId(before), state.value) !== undefined;
  });
}

const counts = [0, 1, 2, 3, 4, 5, 31, STEPS - 1, STEPS, STEPS + 1, 2 * STEPS + 3];

describe('the kernel’s successors', () => {
  it.each(counts)('%i of one chain are those of the reference', (count) => {
    const { state, id } = headOf(count);
    const [operations, contents] = [hashes(count, 7), hashes(count, 8)];
    const out = { states: new Uint8Array(count * 176), ids: new Uint8Array(count * 32) };
    kernel.extend({ state, id }, operations, contents, out);
    expect(out).toEqual(reference(state, operations, contents));
  });

  it.each([0, 1, 2, 255, 256, 257, 600])(
    '%i of four chains are those of the reference',
    (count) => {
      const heads = [0, 10, 20, 30].map((salt) => headOf(salt, salt * 2 ** 40));
      const [operations, contents] = [hashes(4 * count, 7), hashes(4 * count, 8)];
      const out = { states: new Uint8Array(4 * count * 176), ids: new Uint8Array(4 * count * 32) };
      const head = {
        state: concat(...heads.map(({ state }) => state)),
        id: concat(...heads.map(({ id }) => id)),
      };
      kernel.extendFour(head, operations, contents, out);
      for (const [lane, { state }] of heads.entries()) {
        const inputs = [lane * count * 32, (lane + 1) * count * 32] as const;
        const wanted = reference(state, operations.slice(...inputs), contents.slice(...inputs));
        expect(out.ids.slice(...inputs)).toEqual(wanted.ids);
        const states = out.states.slice(lane * count * 176, (lane + 1) * count * 176);
        expect(states).toEqual(wanted.states);
      }
    },
  );

  it('are those of @noble, byte by byte as protocol.md section 3 says', () => {
    const { state, id } = headOf(3);
    const [operation, contents] = [hashes(1, 4), hashes(1, 5)];
    const out = { states: new Uint8Array(176), ids: new Uint8Array(32) };
    kernel.extend({ state, id }, operation, contents, out);
    const key = (purpose: 'state' | 'entropy'): { key: Uint8Array } => ({
      key: purposeKey(purpose),
    });
    const sequence = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 1);
    const entropy = blake3(concat(state.subarray(80, 112), operation, sequence), key('entropy'));
    const previous = blake3(state, key('state'));
    const wanted = concat(state.subarray(0, 40), sequence, previous, entropy, operation, contents);
    expect(out.states).toEqual(wanted);
    expect(out.ids).toEqual(blake3(wanted, key('state')));
  });

  it('carry sequences over every byte, up to 2^53 - 1 and no further', () => {
    const out = { states: new Uint8Array(176), ids: new Uint8Array(32) };
    for (const sequence of [255, 65_535, 2 ** 32 - 1, 2 ** 40 - 1, 2 ** 53 - 2]) {
      const head = headOf(1, sequence);
      kernel.extend(head, hashes(1, 1), hashes(1, 2), out);
      expect(decoded(out.states).sequence).toBe(sequence + 1);
    }
    const last = headOf(1, 2 ** 53 - 1);
    expect(() => kernel.extend(last, hashes(1, 1), hashes(1, 2), out)).toThrow(RangeError);
  });

  it('assert lengths', () => {
    const head = headOf(1);
    const out = { states: new Uint8Array(176), ids: new Uint8Array(32) };
    const wrong: (() => void)[] = [
      () => kernel.extend(head, hashes(2, 1), hashes(1, 1), out),
      () => kernel.extend(head, hashes(1, 1).subarray(1), hashes(1, 1), out),
      () => kernel.extend({ ...head, id: hashes(2, 1) }, hashes(1, 1), hashes(1, 1), out),
      () => kernel.extendFour(head, hashes(4, 1), hashes(4, 1), out),
      () => kernel.checkRun(new Uint8Array(175)),
      () => kernel.checkLinks(new Uint8Array(33)),
      () => kernel.hashLinks(new Uint8Array(31), new Uint8Array(32)),
    ];
    for (const call of wrong) expect(call).toThrow(RangeError);
  });
});

describe('the kernel’s check of a run', () => {
  it.each(counts)('passes %i successors', (count) => {
    const states = run(count);
    expect(kernel.checkRun(states)).toBe(-1);
    expect(verifyRun(split(states))).toEqual({ ok: true });
  });

  it('passes nothing, and one state', () => {
    expect(kernel.checkRun(new Uint8Array(0))).toBe(-1);
    expect(kernel.checkRun(run(0))).toBe(-1);
  });

  it('finds any changed byte at the state where the reference finds it', () => {
    const states = run(40);
    const anywhere = fc.tuple(fc.nat(40), fc.nat(175), fc.integer({ min: 1, max: 255 }));
    fc.assert(
      fc.property(anywhere, ([index, offset, change]) => {
        const changed = states.slice();
        const at = index * 176 + offset;
        changed[at] = (changed[at] as number) ^ change;
        const plain = plainCheck(split(changed));
        const found = kernel.checkRun(changed);
        // The form of the first state is the reference's business alone.
        expect(index === 0 || found === plain).toBe(true);
        const whole = verifyRun(split(changed));
        expect(whole.ok ? -1 : whole.at).toBe(plain);
        const last = index === 40 && offset >= 144;
        expect(index > 0 && found === -1).toBe(last);
      }),
      { numRuns: 1500 },
    );
  });

  it('finds a state left out, doubled or swapped, in the last part of a long run too', () => {
    const states = split(run(2 * STEPS + 5));
    for (const at of [1, 5, STEPS, STEPS + 1, 2 * STEPS, 2 * STEPS + 4]) {
      const without = states.toSpliced(at, 1);
      const doubled = states.toSpliced(at, 0, states[at] as Uint8Array);
      const swapped = states.toSpliced(
        at,
        2,
        states[at + 1] as Uint8Array,
        states[at] as Uint8Array,
      );
      expect(kernel.checkRun(concat(...without))).toBe(at);
      expect(kernel.checkRun(concat(...doubled))).toBe(at + 1);
      expect(kernel.checkRun(concat(...swapped))).toBe(at);
    }
  });
});

describe('the kernel’s ticks', () => {
  function chain(count: number): Uint8Array[] {
    const links = [hashes(1, 9)];
    for (let i = 0; i < count; i += 1) {
      links.push(blake3(links.at(-1) as Uint8Array, { key: purposeKey('tick') }));
    }
    return links;
  }

  it.each(counts)('%i are those of @noble', (count) => {
    const [first, ...rest] = chain(count);
    const out = new Uint8Array(count * 32);
    kernel.hashLinks(first as Uint8Array, out);
    expect(out).toEqual(concat(...rest));
  });

  it.each(counts)('%i are linked', (count) => {
    expect(kernel.checkLinks(concat(...chain(count).reverse()))).toBe(-1);
  });

  it('find any changed link', () => {
    const links = concat(...chain(2 * STEPS + 3).reverse());
    fc.assert(
      fc.property(fc.nat(links.length - 1), (at) => {
        const changed = links.slice();
        changed[at] = (changed[at] as number) ^ 1;
        expect(kernel.checkLinks(changed)).toBe(Math.max(1, Math.floor(at / 32)));
      }),
      { numRuns: 200 },
    );
  });
});

describe('verifyRun, which sends long runs through the kernel', () => {
  it('says why a long run breaks', () => {
    const states = split(run(STEPS + 40));
    const broken = (at: number, offset: number): unknown => {
      const changed = states.with(at, (states[at] as Uint8Array).slice());
      (changed[at] as Uint8Array)[offset] = 9;
      return verifyRun(changed);
    };
    expect(broken(20, 0)).toEqual({ ok: false, at: 20, reason: 'version' });
    expect(broken(STEPS, 1)).toEqual({ ok: false, at: STEPS, reason: 'suite' });
    expect(broken(STEPS + 1, 7)).toEqual({ ok: false, at: STEPS + 1, reason: 'reserved' });
    expect(broken(STEPS + 2, 8)).toEqual({ ok: false, at: STEPS + 2, reason: 'chain' });
    expect(broken(30, 45)).toEqual({ ok: false, at: 30, reason: 'sequence-gap' });
    expect(broken(40, 50)).toEqual({ ok: false, at: 40, reason: 'previous' });
    expect(broken(41, 90)).toEqual({ ok: false, at: 41, reason: 'entropy' });
    expect(broken(0, 0)).toEqual({ ok: false, at: 0, reason: 'version' });
    const short = states.with(25, new Uint8Array(175));
    expect(verifyRun(short)).toEqual({ ok: false, at: 25, reason: 'length' });
  });

  it('knows the largest sequence, which the kernel does not', () => {
    const head = headOf(5, 2 ** 53 - 11);
    const out = { states: new Uint8Array(10 * 176), ids: new Uint8Array(320) };
    kernel.extend(head, hashes(10, 1), hashes(10, 2), out);
    const states = [head.state, ...split(out.states)];
    for (let i = 0; i < 20; i += 1) states.push(beyond(states.at(-1) as Uint8Array));
    expect(kernel.checkRun(concat(...states))).toBe(-1);
    expect(verifyRun(states.slice(0, 11))).toEqual({ ok: true });
    expect(verifyRun(states)).toEqual({ ok: false, at: 11, reason: 'sequence' });
  });

  /** A successor with a sequence that no state may have. */
  function beyond(head: Uint8Array): Uint8Array {
    const state = head.slice();
    const view = new DataView(state.buffer);
    view.setBigUint64(40, view.getBigUint64(40) + 1n);
    state.set(stateId(head), 48);
    const input = concat(head.subarray(80, 112), state.subarray(112, 144), state.subarray(40, 48));
    state.set(hash('entropy', input), 80);
    return state;
  }
});

it('two kernels do not disturb each other', () => {
  const other = createKernel();
  const states = run(3);
  expect(other.checkRun(states)).toBe(-1);
  kernel.hashLinks(hashes(1, 1), new Uint8Array(64));
  expect(other.checkRun(states.fill(0, 352))).toBe(2);
});
