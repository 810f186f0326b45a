import { blake3 } from '@noble/hashes/blake3.js';
import {
  STATE_BYTES,
  type State,
  concat,
  createKernel,
  decodeState,
  encodeState,
  genesisState,
  hash,
  purposeKey,
  stateId,
  successor,
  verifyRun,
} from '@tallystick/protocol';
import { type Bench, median, rounded } from './figures.ts';

/**
 * Successor states on one thread, without signatures: from a state and an operation hash the successor's canonical bytes,
 * entropy and hash. Every side computes the same chain, which is checked; they alternate in slices within one run, and the
 * medians of the slices count.
 */

const STEPS = 1024;
const ROUNDS = 15;
const SLICE_MS = 60;
const WARM_UP_SLICES = 4;
const HASH = 32;

const kernel = createKernel();
const operations = hashes(STEPS, 'operation');
const contents = hashes(STEPS, 'contents');
const head = firstState();
const headId = stateId(head);
const extended = { states: new Uint8Array(STEPS * STATE_BYTES), ids: new Uint8Array(STEPS * HASH) };
const run4 = { states: new Uint8Array(STEPS * STATE_BYTES), ids: new Uint8Array(STEPS * HASH) };
const heads = { state: concat(head, head, head, head), id: concat(headId, headId, headId, headId) };
const links = new Uint8Array(STEPS * HASH);

/** One side: does its work once and answers how many states, or ticks, that were. */
type Side = () => number;

export const run: Bench = async (report) => {
  report('checking that every side computes the same chain');
  const last = agreedLastId();
  const sides = sidesOf();
  for (const side of Object.values(sides)) {
    for (let i = 0; i < WARM_UP_SLICES; i += 1) slice(side);
  }
  const slices: Record<string, number[]> = {};
  for (let round = 0; round < ROUNDS; round += 1) {
    if (round % 5 === 0) report(`round ${round + 1} of ${ROUNDS}`);
    for (const [name, side] of Object.entries(sides)) (slices[name] ??= []).push(slice(side));
  }
  const figures = Object.fromEntries(
    Object.entries(slices).map(([name, rates]) => [name, rounded(median(rates))]),
  );
  const ratioToNoble = rounded(
    (figures['statesPerSecond'] ?? 0) / (figures['nobleStatesPerSecond'] ?? 0),
  );
  return await Promise.resolve({
    name: 'transitions',
    figures: { ...figures, ratioToNoble },
    notes: [
      `One thread; medians of ${ROUNDS} alternating slices of ${SLICE_MS} ms. Every side ended in the state ${last}….`,
      'statesPerSecond: the WebAssembly kernel, 1,024 steps a call, copied in and out; oneByOnePerSecond: one step a call; ' +
        'fourChainsPerSecond: four chains in step; plain: `successor` with hash-wasm; noble: the same with @noble.',
      'checkedPerSecond: the kernel over a run in one piece; verifyRunPerSecond: `verifyRun` over a list of states; ' +
        'plainCheckedPerSecond: the same check state by state, without the kernel.',
      'ticksPerSecond: one hash chain, each tick from the one before; ticksCheckedPerSecond: revealed ticks checked.',
    ],
  });
};

function sidesOf(): Record<string, Side> {
  extendAll();
  const states = concat(head, extended.states);
  const list = Array.from({ length: STEPS + 1 }, (_, i) =>
    states.subarray(i * STATE_BYTES, (i + 1) * STATE_BYTES),
  );
  const pairs = list.slice(1).map((state, i) => [list[i] as Uint8Array, state] as const);
  kernel.hashLinks(headId, links);
  const revealed = concat(...chunks(links, HASH).reverse());
  return {
    statesPerSecond: extendAll,
    oneByOnePerSecond: extendOneByOne,
    fourChainsPerSecond: extendFour,
    checkedPerSecond: () => counted(STEPS, kernel.checkRun(states) === -1),
    verifyRunPerSecond: () => counted(STEPS, verifyRun(list).ok),
    plainCheckedPerSecond: () =>
      counted(
        STEPS,
        pairs.every((pair) => verifyRun(pair).ok),
      ),
    plainStatesPerSecond: extendPlainly,
    nobleStatesPerSecond: extendWithNoble,
    ticksPerSecond: () => {
      kernel.hashLinks(headId, links);
      return STEPS;
    },
    ticksCheckedPerSecond: () => counted(STEPS, kernel.checkLinks(revealed) === -1),
  };
}

function extendAll(): number {
  kernel.extend({ state: head, id: headId }, operations, contents, extended);
  return STEPS;
}

const one = { states: new Uint8Array(STATE_BYTES), ids: new Uint8Array(HASH) };
const oneHead = { state: new Uint8Array(STATE_BYTES), id: new Uint8Array(HASH) };
const operationList = chunks(operations, HASH);
const contentsList = chunks(contents, HASH);

function extendOneByOne(): number {
  oneHead.state.set(head);
  oneHead.id.set(headId);
  for (let i = 0; i < STEPS; i += 1) {
    kernel.extend(oneHead, operationList[i] as Uint8Array, contentsList[i] as Uint8Array, one);
    oneHead.state.set(one.states);
    oneHead.id.set(one.ids);
  }
  return STEPS;
}

function extendFour(): number {
  kernel.extendFour(heads, operations, contents, run4);
  return STEPS;
}

function extendPlainly(): number {
  let state = decoded(head);
  let id = headId;
  for (let i = 0; i < STEPS; i += 1) {
    state = successor(state, id, operationList[i] as Uint8Array, contentsList[i] as Uint8Array);
    id = stateId(encodeState(state));
  }
  oneHead.id.set(id);
  return STEPS;
}

const stateKey = { key: purposeKey('state') };
const entropyKey = { key: purposeKey('entropy') };

function extendWithNoble(): number {
  const state = head.slice();
  const input = new Uint8Array(72);
  let id = headId;
  for (let i = 0; i < STEPS; i += 1) {
    const operation = operationList[i] as Uint8Array;
    new DataView(state.buffer).setBigUint64(40, BigInt(i + 1));
    input.set(state.subarray(80, 112));
    input.set(operation, 32);
    input.set(state.subarray(40, 48), 64);
    state.set(id, 48);
    state.set(blake3(input, entropyKey), 80);
    state.set(operation, 112);
    state.set(contentsList[i] as Uint8Array, 144);
    id = blake3(state, stateKey);
  }
  oneHead.id.set(id);
  return STEPS;
}

/** The id of the last state, which all sides must agree on, by its first characters. */
function agreedLastId(): string {
  extendAll();
  const last = extended.ids.slice(-HASH).toHex();
  for (const side of [extendOneByOne, extendPlainly, extendWithNoble]) {
    side();
    if (oneHead.id.toHex() !== last) throw new Error(`${side.name} computes another chain`);
  }
  extendFour();
  const quarter = (STEPS / 4) * HASH;
  if (run4.ids.subarray(0, quarter).toHex() !== extended.ids.subarray(0, quarter).toHex()) {
    throw new Error('extendFour computes another chain');
  }
  return last.slice(0, 16);
}

/** How much a side does a second, over one slice. */
function slice(side: Side): number {
  const started = performance.now();
  let done = 0;
  let elapsed = 0;
  while (elapsed < SLICE_MS) {
    done += side();
    elapsed = performance.now() - started;
  }
  return (done / elapsed) * 1000;
}

function counted(count: number, passed: boolean): number {
  if (!passed) throw new Error('a check failed');
  return count;
}

function firstState(): Uint8Array {
  const chain = hash('device', new Uint8Array(1));
  const zero = new Uint8Array(HASH);
  return encodeState(genesisState({ chain, suite: 1, operation: chain, contents: zero }));
}

function decoded(bytes: Uint8Array): State {
  const result = decodeState(bytes);
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}

function hashes(count: number, of: string): Uint8Array {
  return blake3(new TextEncoder().encode(of), { dkLen: count * HASH });
}

function chunks(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: bytes.length / size }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  );
}
