import { closeSync, openSync, readFileSync, readSync, readdirSync } from 'node:fs';

/** Whether this machine lets its tests look into the memory of processes that they started. */
export function canReadMemory(): boolean {
  try {
    readFileSync(`/proc/${process.pid}/maps`);
    closeSync(openSync(`/proc/${process.pid}/mem`, 'r'));
    return true;
  } catch {
    return false;
  }
}

/** The processes that a process has started and that run. */
export function childrenOf(pid: number): number[] {
  const found: number[] = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      // The name in parentheses may hold anything; state and parent come after it: proc(5).
      const parent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
      if (Number(parent) === pid) found.push(Number(name));
    } catch {
      continue; // it has just ended
    }
  }
  return found;
}

const CHUNK_BYTES = 4 * 1024 * 1024;

/** Which of the named byte strings stand anywhere in what a process can write: all its threads'. */
export function findInMemory(
  pid: number,
  needles: ReadonlyMap<string, Uint8Array>,
): { readonly found: readonly string[]; readonly readBytes: number } {
  const found = new Set<string>();
  const longest = Math.max(...[...needles.values()].map(({ length }) => length));
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  const chunk = Buffer.alloc(CHUNK_BYTES);
  let readBytes = 0;
  try {
    for (const line of readFileSync(`/proc/${pid}/maps`, 'latin1').split('\n')) {
      const region = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line);
      if (region === null) continue;
      const [from, to] = [BigInt(`0x${region[1]}`), BigInt(`0x${region[2]}`)];
      for (let at = from; at < to; at += BigInt(CHUNK_BYTES - longest)) {
        const length = read(memory, chunk, at, to);
        readBytes += length;
        for (const [name, needle] of needles) {
          if (chunk.subarray(0, length).includes(needle)) found.add(name);
        }
      }
    }
  } finally {
    closeSync(memory);
  }
  return { found: [...found].toSorted(), readBytes };
}

/** What cannot be read, as a page that nothing backs, holds nothing. */
function read(memory: number, chunk: Buffer, at: bigint, end: bigint): number {
  const length = Math.min(chunk.length, Number(end - at));
  try {
    return readSync(memory, chunk, 0, length, at);
  } catch {
    return 0;
  }
}
