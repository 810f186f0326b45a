import type { DiskEvent } from './strace.ts';

/** The files of a disk by path, as a power cut left them. */
export type DiskImage = ReadonlyMap<string, Uint8Array>;

/** A source of numbers from 0 up to `below`. */
export type Random = (below: number) => number;

/** A change that nobody has synced: it may be on the disk, or not, or in part. */
type Loose = Extract<DiskEvent, { kind: 'write' | 'truncate' | 'remove' }>;

interface File {
  /** What is certainly on the disk, if the name is. */
  readonly synced: Bytes;
  loose: Loose[];
  /** Its folder has been synced since it was created, or it was there before. */
  named: boolean;
  /** Where the next write without an offset goes: such files are opened for appending. */
  end: number;
}

/** Disks write whole sectors. */
const SECTOR = 512;

/** A disk that follows what a process asks of it, and whose power may be cut after any event. */
export class Disk {
  readonly #files = new Map<string, File>();

  constructor(before: DiskImage) {
    for (const [path, bytes] of before) {
      const synced = new Bytes(bytes);
      this.#files.set(path, { synced, loose: [], named: true, end: bytes.length });
    }
  }

  follow(event: DiskEvent): void {
    if (event.kind === 'printed') return;
    const file = this.#files.get(event.file);
    if (event.kind === 'synced') {
      for (const [path, inside] of this.#files) {
        if (path.slice(0, path.lastIndexOf('/')) === event.file) syncName(inside);
      }
      for (const change of file?.loose.splice(0) ?? []) file?.synced.apply(change);
    } else if (event.kind === 'create') {
      if (file !== undefined) return;
      const synced = new Bytes(new Uint8Array(0));
      this.#files.set(event.file, { synced, loose: [], named: false, end: 0 });
    } else if (file !== undefined) follow(file, event);
  }

  /**
   * What may be on it if the power fails now. Synced changes are there; of the others none, all,
   * the first few, any of them, or any sectors of them.
   */
  cut(random: Random): DiskImage {
    const image = new Map<string, Uint8Array>();
    const keep = KEEPERS[random(KEEPERS.length)] ?? keepNone;
    for (const [path, { synced, loose, named }] of this.#files) {
      if (!named && random(2) === 0) continue;
      const bytes = new Bytes(synced.value);
      for (const change of keep(loose, random)) bytes.apply(change);
      image.set(path, bytes.value);
    }
    return image;
  }
}

/** Its folder is synced: the name is there, and where it was removed, what it had stood for is not. */
function syncName(file: File): void {
  file.named = true;
  const removed = file.loose.findLastIndex(({ kind }) => kind === 'remove');
  for (const change of file.loose.splice(0, removed + 1)) file.synced.apply(change);
}

function follow(file: File, event: Loose): void {
  if (event.kind === 'write') {
    const at = event.at ?? file.end;
    file.loose.push({ ...event, at });
    file.end = Math.max(file.end, at + event.bytes.length);
  } else {
    file.loose.push(event);
    file.end = event.kind === 'truncate' ? event.length : 0;
  }
}

/** A file's contents, changed in place. */
class Bytes {
  #buffer: Uint8Array;
  #length: number;

  constructor(bytes: Uint8Array) {
    this.#buffer = bytes.slice();
    this.#length = bytes.length;
  }

  get value(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  apply(change: Loose): void {
    if (change.kind === 'write') {
      const at = change.at ?? 0;
      this.#resize(Math.max(this.#length, at + change.bytes.length));
      this.#buffer.set(change.bytes, at);
    } else this.#resize(change.kind === 'truncate' ? change.length : 0);
  }

  #resize(length: number): void {
    if (length > this.#buffer.length) {
      const grown = new Uint8Array(2 * length);
      grown.set(this.value);
      this.#buffer = grown;
    }
    if (length < this.#length) this.#buffer.fill(0, length, this.#length);
    this.#length = length;
  }
}

/** Which changes, or parts of them, reach the disk. */
type Keep = (loose: readonly Loose[], random: Random) => readonly Loose[];

const keepNone: Keep = () => [];
const KEEPERS: readonly Keep[] = [
  keepNone,
  (loose) => loose,
  (loose, random) => loose.slice(0, random(loose.length + 1)),
  (loose, random) => loose.filter(() => random(2) === 0),
  (loose, random) => loose.flatMap((change) => tear(change, random)),
];

/** Some of the sectors of a write. */
function tear(change: Loose, random: Random): Loose[] {
  if (change.kind !== 'write') return [change];
  const sectors: Loose[] = [];
  for (let at = 0; at < change.bytes.length; at += SECTOR) {
    if (random(3) === 0) continue;
    const bytes = change.bytes.subarray(at, at + SECTOR);
    sectors.push({ ...change, at: (change.at ?? 0) + at, bytes });
  }
  return sectors;
}
