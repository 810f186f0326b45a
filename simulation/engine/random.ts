/** Choices that follow from a seed. */
export interface Random {
  /** An integer from 0 up to, not including, `count`. */
  below(count: number): number;
  /** An integer from `least` to `most`, both included. */
  between(least: number, most: number): number;
  /** True with a probability from 0 to 1. */
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  bytes(length: number): Uint8Array;
  /** A generator of its own: what one part of the world draws does not move the others. */
  fork(name: string): Random;
}

/** sfc32 (Doty-Humphrey, PractRand): fast, passes its tests, and the same on every machine. */
export function seededRandom(seed: number, name = ''): Random {
  let [a, b, c] = mix(seed, name);
  let counter = 1;

  function next(): number {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
  for (let warmUp = 0; warmUp < 15; warmUp++) next();

  const random: Random = {
    below: (count) => Math.floor((next() / 2 ** 32) * count),
    between: (least, most) => least + random.below(most - least + 1),
    chance: (probability) => next() < probability * 2 ** 32,
    pick(items) {
      if (items.length === 0) throw new RangeError('nothing to choose from');
      return items[random.below(items.length)] as (typeof items)[number];
    },
    bytes: (length) => Uint8Array.from({ length }, () => next() & 255),
    fork: (child) => seededRandom(seed, `${name}/${child}`),
  };
  return random;
}

/** Three words from a seed and a name (FNV-1a, then a finalizer). */
function mix(seed: number, name: string): [number, number, number] {
  const word = (salt: number): number => {
    let hash = 0x811c_9dc5 ^ salt;
    for (const char of `${seed}${name}`) {
      hash = Math.imul(hash ^ char.charCodeAt(0), 0x0100_0193);
    }
    hash = Math.imul(hash ^ (hash >>> 16), 0x45d9_f3b);
    return hash ^ (hash >>> 15);
  };
  return [word(1), word(2), word(3)];
}
