/** Bytes as words, the last one padded with zeros: sums of blocks are taken four bytes at a time. */
export function wordsOf(bytes: Uint8Array): Uint32Array {
  const words = new Uint32Array(Math.ceil(bytes.length / 4));
  new Uint8Array(words.buffer).set(bytes);
  return words;
}

/** The first `length` bytes of words. */
export function bytesOf(words: Uint32Array, length: number): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset, length);
}

/** Adds `block` to `sum` (XOR), from word `first` on. */
export function addTo(sum: Uint32Array, block: Uint32Array, first = 0): void {
  for (let i = first; i < sum.length; i += 1) sum[i] = (sum[i] as number) ^ (block[i] as number);
}

/** Whether bit `at` is set. */
export function hasBit(words: Uint32Array, at: number): boolean {
  return ((words[at >>> 5] as number) & (1 << (at & 31))) !== 0;
}
