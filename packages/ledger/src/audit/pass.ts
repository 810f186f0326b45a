import {
  decode,
  equalBytes,
  type Hash,
  type Header,
  leafCodec,
  logHasher,
  type StateRoot,
  TILE_WIDTH,
  type TileRow,
  TileTree,
  type TreeHasher,
} from '@tallystick/protocol';
import { decodeEntry, type OpenedEntry } from '../effects/entry.ts';
import { currentConstitution } from '../governance/law.ts';
import { stateRoot } from '../state/root.ts';
import type { StoredEntry } from '../store/index.ts';
import type { AuditInput } from './audit.ts';
import { checkCheckpoint } from './check-checkpoint.ts';
import { attempt, type Findings } from './findings.ts';
import { Replay } from './replay.ts';

/** A tile that differs from the entries, from hash `difference` on. */
interface TileFault {
  readonly at: number;
  readonly level: number;
  readonly index: number;
  readonly difference: number;
}

/** One way through the log, from the first entry to the last. */
export class AuditPass {
  readonly #input: AuditInput;
  readonly #roots: ReadonlyMap<number, StateRoot>;
  readonly #findings: Findings;
  readonly #hasher: TreeHasher;
  readonly #tree: TileTree;
  readonly #replay: Replay;
  /** The size of the checkpoint of the batch that is being read. */
  #batchEnd = 0;
  readonly #partial = new Map<string, TileRow>();
  readonly #tileFaults: TileFault[] = [];
  /** Of the batch that is being read; undefined where its header, or the entry before, cannot be read. */
  #header: Header | undefined;
  #isBroken = false;
  #isTreeWrong = false;

  constructor(input: AuditInput, roots: ReadonlyMap<number, StateRoot>, findings: Findings) {
    const { constitution, crypto, rulebook, epochs } = input;
    const verify =
      input.verify ??
      (({ key, message, signature, context }) => crypto.verify(key, message, signature, context));
    this.#input = input;
    this.#roots = roots;
    this.#findings = findings;
    this.#hasher = logHasher((data) => crypto.sha256(data));
    this.#tree = new TileTree(this.#hasher, 0, () => undefined);
    const scratch = input.scratch ?? null;
    this.#replay = new Replay({ constitution, crypto, epochs, rulebook, verify, scratch });
  }

  /** The root of the tree so far. */
  get root(): Hash {
    return this.#tree.root();
  }

  /** The state that the log gives; undefined when an entry gives none. */
  get rebuilt(): Replay | undefined {
    return this.#isBroken ? undefined : this.#replay;
  }

  close(): void {
    this.#replay.records.close();
  }

  entry(index: number): void {
    const stored = this.#read(index);
    const opened = stored === undefined ? undefined : this.#open(index, stored);
    if (opened === undefined || opened.transition === null) this.#header = headerOf(opened);
    const leaf = this.#hasher.leaf(opened?.leaf ?? new Uint8Array(0));
    this.#tree.append(leaf);
    if (stored !== undefined && opened !== undefined) this.#replayEntry(index, stored, opened);
    else this.#isBroken = true;
    this.#checkStateRoot(index + 1);
    this.#checkBatch(index, opened);
    if ((index + 1) % TILE_WIDTH === 0) this.#checkTiles(index);
  }

  /** After the last entry: the tiles that are not full, and the state as records. */
  end(): void {
    const { size } = this.#input.log;
    this.#checkTiles(size);
    for (const row of this.#partial.values()) this.#checkTile(size, row);
    this.#reportTiles();
    if (!this.#isBroken) this.#replay.seal();
  }

  #read(index: number): StoredEntry | undefined {
    const where = `entry ${index}`;
    const stored = attempt(this.#findings, index, where, () => ({
      entry: this.#input.log.entry(index),
    }));
    if (stored !== undefined && stored.entry === undefined) {
      this.#findings.add(index, where, 'it is missing');
    }
    return stored?.entry;
  }

  #open(index: number, stored: StoredEntry): OpenedEntry | undefined {
    const decoded = decodeEntry(stored.bytes);
    if (decoded.ok) return decoded.value;
    this.#findings.add(index, `entry ${index}`, `malformed: ${decoded.reason}`);
    return undefined;
  }

  #replayEntry(index: number, stored: StoredEntry, opened: OpenedEntry): void {
    this.#checkIndex(index, stored);
    if (this.#isBroken) return;
    for (const { what, broken } of this.#replay.entry(opened, stored.id)) {
      this.#findings.add(index, `entry ${index}`, what);
      if (broken) this.#isBroken = true;
    }
  }

  /** An entry is found by its transition's id, and by no other. */
  #checkIndex(index: number, { id }: StoredEntry): void {
    const { store } = this.#input;
    if (store === null || id === null) return;
    const where = `index of entry ${index}`;
    const found = attempt(this.#findings, index, where, () => ({ index: store.indexOf(id) }));
    if (found === undefined || found.index === index) return;
    this.#findings.add(index, where, `its id leads to ${found.index ?? 'nothing'}`);
  }

  #checkStateRoot(size: number): void {
    const named = this.#roots.get(size);
    if (named === undefined || this.#isBroken) return;
    const { root } = stateRoot(this.#replay.state, size);
    if (equalBytes(root, named.root)) return;
    this.#findings.add(size, `state root of ${size}`, 'the state is not what a header says');
  }

  /** A header opens a batch, and the batch's checkpoint ends it. */
  #checkBatch(index: number, opened: OpenedEntry | undefined): void {
    const isHeader = opened?.transition === null;
    if (index === this.#batchEnd) {
      const first = attempt(this.#findings, index, `checkpoint of entry ${index}`, () =>
        this.#input.log.checkpointFor(index),
      );
      if (opened !== undefined && !isHeader) {
        this.#findings.add(index, `entry ${index}`, 'a batch that no header opens');
      }
      if (first === undefined) {
        this.#findings.add(index, `checkpoint of entry ${index}`, 'there is none');
      }
      this.#batchEnd = Math.max(index + 1, first?.size ?? index + 1);
    } else if (isHeader) {
      this.#findings.add(index, `entry ${index}`, 'a header within a batch');
    }
    if (index + 1 === this.#batchEnd) this.#checkCheckpoint(index);
  }

  #checkCheckpoint(index: number): void {
    const where = `checkpoint ${index + 1}`;
    const checkpoint = attempt(this.#findings, index, where, () =>
      this.#input.log.checkpointFor(index),
    );
    if (checkpoint === undefined) return;
    const expected = { size: index + 1, root: this.#tree.root() };
    // Whoever cosigns is named by the constitution of that header.
    const constitution = this.#isBroken
      ? this.#input.constitution
      : currentConstitution(this.#replay.state);
    const input = { ...this.#input, constitution };
    for (const what of checkCheckpoint(input, checkpoint, expected, this.#header)) {
      // Every later root differs, too: the first one says it.
      if (what.isRoot && this.#isTreeWrong) continue;
      if (what.isRoot) this.#isTreeWrong = true;
      this.#findings.add(index, where, what.what);
    }
  }

  #checkTiles(at: number): void {
    for (const row of this.#tree.takeChanged()) {
      const place = `${row.level}/${row.index}`;
      // A tile that the log may go on to fill is compared when it is full, or at the end.
      const isFull = row.hashes.length === TILE_WIDTH * this.#hasher.empty.length;
      if (isFull) this.#checkTile(at, row);
      if (isFull) this.#partial.delete(place);
      else this.#partial.set(place, row);
    }
  }

  #checkTile(at: number, { level, index, hashes }: TileRow): void {
    const { store } = this.#input;
    if (store === null) return;
    const where = `tile ${level}/${index}`;
    const stored = attempt(this.#findings, at, where, () => ({ tile: store.tile(level, index) }));
    if (stored === undefined) return;
    const difference = firstDifference(stored.tile, hashes);
    if (difference !== undefined) this.#tileFaults.push({ at, level, index, difference });
  }

  /** Where entries and a tile differ, the checkpoints' roots say which of them is wrong. */
  #reportTiles(): void {
    for (const { at, level, index, difference } of this.#tileFaults) {
      const tile = `tile ${level}/${index}`;
      const entry = index * TILE_WIDTH + difference;
      if (level === 0 && this.#isTreeWrong) {
        this.#findings.add(
          entry,
          `entry ${entry}`,
          `its leaf is not hash ${difference} of ${tile}`,
        );
      } else {
        this.#findings.add(level === 0 ? entry : at, tile, `hash ${difference} is not the log's`);
      }
    }
  }
}

function headerOf(opened: OpenedEntry | undefined): Header | undefined {
  const leaf = opened === undefined ? undefined : decode(leafCodec, opened.leaf);
  return leaf?.ok === true && leaf.value.kind === 'header' ? leaf.value.header : undefined;
}

/** The first of 32-byte hashes in which two rows differ. */
function firstDifference(actual: Uint8Array | undefined, expected: Uint8Array): number | undefined {
  if (actual === undefined) return 0;
  for (let at = 0; at < Math.max(actual.length, expected.length); at += 1) {
    if (actual[at] !== expected[at]) return Math.floor(at / 32);
  }
  return undefined;
}
