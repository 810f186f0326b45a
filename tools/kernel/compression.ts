/**
 * The kernel's inner loop as AssemblyScript text: BLAKE3's compression function (BLAKE3 specification, section 2.2) with all
 * its seven rounds written out, so that sixteen words stay in local variables and no message word is ever moved. It is
 * written out twice from one template: for one input in integers, and for four inputs at once, one in each lane of a vector.
 */

/** Words are local variables `v0` to `v15`; message words are read where they are needed. */
interface Dialect {
  readonly name: string;
  readonly what: string;
  readonly type: string;
  /** Bytes from one word to the next. */
  readonly stride: number;
  readonly load: (address: string, offset: number) => string;
  readonly store: (address: string, value: string, offset: number) => string;
  readonly constant: (value: string) => string;
  readonly add: (a: string, b: string) => string;
  readonly xor: (a: string, b: string) => string;
  readonly rotate: (value: string, bits: number) => string;
}

/** Table 1 of the specification: the first four words are SHA-256's. */
const IV = ['0x6a09e667', '0xbb67ae85', '0x3c6ef372', '0xa54ff53a'];
/** Table 2 of the specification: how the message words change places after each round. */
const PERMUTATION = [2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8];
const ROUNDS = 7;
/** The words that each G of a round mixes: four columns, then four diagonals (section 2.2). */
const QUARTERS: readonly [number, number, number, number][] = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
];

const ONE: Dialect = {
  name: 'compress',
  what: 'one block of 64 bytes',
  type: 'u32',
  stride: 4,
  load: (address, offset) => `load<u32>(${address}, ${offset})`,
  store: (address, value, offset) => `store<u32>(${address}, ${value}, ${offset})`,
  constant: (value) => value,
  add: (a, b) => `${a} + ${b}`,
  xor: (a, b) => `${a} ^ ${b}`,
  rotate: (value, bits) => `rotr<u32>(${value}, ${bits})`,
};

const FOUR: Dialect = {
  name: 'compressFour',
  what: 'four blocks, word by word: 16 vectors',
  type: 'v128',
  stride: 16,
  load: (address, offset) => `v128.load(${address}, ${offset})`,
  store: (address, value, offset) => `v128.store(${address}, ${value}, ${offset})`,
  constant: (value) => `i32x4.splat(${value})`,
  add: (a, b) => `i32x4.add(${a}, ${b})`,
  xor: (a, b) => `v128.xor(${a}, ${b})`,
  rotate: rotateLanes,
};

/** Whole bytes move in one instruction; other distances take two shifts. */
function rotateLanes(value: string, bits: number): string {
  if (bits % 8 !== 0) {
    return `v128.or(i32x4.shr_u(${value}, ${bits}), i32x4.shl(${value}, ${32 - bits}))`;
  }
  const lanes = Array.from({ length: 16 }, (_, i) => (i & ~3) | ((i + bits / 8) & 3));
  return `i8x16.swizzle(${value}, i8x16(${lanes.join(', ')}))`;
}

/** Both functions. `cv`, `block` and `out` are addresses; the chunk counter is always 0. */
export function compressionSource(): string {
  return [ONE, FOUR].map(writeOut).join('\n');
}

function writeOut(dialect: Dialect): string {
  const { name, what, type, load, store, constant, xor, stride } = dialect;
  const lines = [
    `/** Compresses ${what}, into the chaining value at \`cv\`, and writes the new one at \`out\`. */`,
    `export function ${name}(cv: usize, block: usize, length: u32, flags: u32, out: usize): void {`,
  ];
  for (let i = 0; i < 8; i += 1) lines.push(`let v${i}: ${type} = ${load('cv', stride * i)};`);
  const rest = [...IV, '0', '0', 'length', 'flags'];
  for (const [i, value] of rest.entries()) {
    lines.push(`let v${8 + i}: ${type} = ${constant(value)};`);
  }
  let words = Array.from({ length: 16 }, (_, i) => i);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [i, quarter] of QUARTERS.entries()) {
      lines.push(...mix(dialect, quarter, [words[2 * i] ?? 0, words[2 * i + 1] ?? 0]));
    }
    words = PERMUTATION.map((from) => words[from] ?? 0);
  }
  for (let i = 0; i < 8; i += 1) {
    lines.push(`${store('out', xor(`v${i}`, `v${i + 8}`), stride * i)};`);
  }
  return `${lines.join('\n')}\n}\n`;
}

/** The function G (section 2.2) on the words at `quarter`, with two words of the message. */
function mix(
  dialect: Dialect,
  quarter: readonly [number, number, number, number],
  words: readonly [number, number],
): string[] {
  const { add, xor, rotate, load, stride } = dialect;
  const [a, b, c, d] = quarter.map((i) => `v${i}`) as [string, string, string, string];
  const half = (word: number, first: number, second: number): string[] => [
    `${a} = ${add(add(a, load('block', stride * word)), b)};`,
    `${d} = ${rotate(xor(d, a), first)};`,
    `${c} = ${add(c, d)};`,
    `${b} = ${rotate(xor(b, c), second)};`,
  ];
  return [...half(words[0], 16, 12), ...half(words[1], 8, 7)];
}
