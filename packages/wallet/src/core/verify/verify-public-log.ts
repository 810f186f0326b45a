import {
  type Constitution,
  type CryptoProvider,
  type Epoch,
  Frontier,
  TILE_HEIGHT,
  TILE_WIDTH,
  type TileName,
  decode,
  decodeEntryBundle,
  equalBytes,
  hash,
  leafCodec,
  logHasher,
  signedConstitutionCodec,
  signedEpochCodec,
  tilePath,
  tileWidth,
  toHex,
  verifyFounding,
  verifyLogCheckpoint,
} from '@tallystick/protocol';
import type { Problem } from '../outcome.ts';
import { HeaderCheck } from './header-check.ts';

/** More would tell nobody more. */
const MOST_PROBLEMS = 100;
/** SHA-256, of which the tree is. */
const HASH_BYTES = 32;

/** What a sovereign shows to everybody; nothing of it is believed before it is verified. */
export interface ShownLog {
  /** Canonical bytes, epochs oldest first. */
  founding(): Promise<{
    readonly signedConstitution: Uint8Array;
    readonly signedEpochs: readonly Uint8Array[];
  }>;
  /** A file of the log by its path (C2SP tlog-tiles); undefined when there is none. */
  file(path: string): Promise<Uint8Array | undefined>;
}

/** What was found of a log. */
export interface VerifiedLog {
  readonly problems: readonly Problem[];
  /** Entries of the log. */
  readonly entries: number;
  /** The root of its tree, hexadecimal; empty where it did not come to that. */
  readonly root: string;
  /** The constitution's hash, hexadecimal; empty as `root`. */
  readonly sovereign: string;
}

/**
 * Verifies what a sovereign shows to everybody: its constitution and epochs up to the root's signature, the newest checkpoint,
 * every leaf of the log, the tree over them, and the tiles. What the leaves commit to is private: that is for whoever
 * has the folder. Rejects only where `log` does.
 */
export async function verifyPublicLog(
  log: ShownLog,
  crypto: CryptoProvider,
  progress: (done: number, of: number) => void,
): Promise<VerifiedLog> {
  const problems: Problem[] = [];
  const note = (where: string, what: string): void => {
    if (problems.length < MOST_PROBLEMS) problems.push({ where, what });
  };
  const nothing = { problems, entries: 0, root: '', sovereign: '' };
  const founding = await readFounding(log, crypto);
  if (typeof founding === 'string') {
    note('the constitution and its epochs', founding);
    return nothing;
  }
  const { constitution, epochs, sovereign } = founding;
  const newest = epochs.at(-1);
  const signed = await log.file('/checkpoint');
  if (newest === undefined || signed === undefined) {
    note('the checkpoint', 'is missing');
    return nothing;
  }
  const check = verifyLogCheckpoint(signed, newest, crypto);
  if (!check.ok) {
    note('the checkpoint', `does not verify: ${check.fault}`);
    return nothing;
  }
  const { size, root } = check.checkpoint;
  const hasher = logHasher((data) => crypto.sha256(data));
  const tree = new Frontier(hasher);
  const headers = new HeaderCheck(constitution, epochs.length, note);
  const tiles = new TileCheck(log, size, note);
  for (let index = 0; index * TILE_WIDTH < size; index += 1) {
    const leaves = await readBundle(log, size, index, note);
    if (leaves === undefined) return nothing;
    for (const data of leaves) {
      const decoded = decode(leafCodec, data);
      if (decoded.ok) headers.leaf(tree.size, decoded.value);
      else note(`entry ${tree.size}`, `is malformed: ${decoded.reason}`);
      tree.append(hasher.leaf(data), (level, node) => tiles.node(level, node));
    }
    await tiles.compare();
    progress(tree.size, size);
  }
  if (!equalBytes(tree.root(), root)) {
    note(`the tree of ${size} entries`, 'its root is not the one that the checkpoint has');
  }
  return { problems, entries: size, root: toHex(root), sovereign };
}

async function readFounding(
  log: ShownLog,
  crypto: CryptoProvider,
): Promise<{ constitution: Constitution; epochs: Epoch[]; sovereign: string } | string> {
  const { signedConstitution, signedEpochs } = await log.founding();
  const constitution = decode(signedConstitutionCodec, signedConstitution, 131_072);
  if (!constitution.ok) return `the constitution is malformed: ${constitution.reason}`;
  const id = hash('constitution', constitution.value.constitution);
  const epochs: Epoch[] = [];
  let founded: Constitution | undefined;
  for (const [number, bytes] of signedEpochs.entries()) {
    const epoch = decode(signedEpochCodec, bytes, 131_072);
    if (!epoch.ok) return `epoch ${number} is malformed: ${epoch.reason}`;
    const check = verifyFounding(constitution.value, epoch.value, id, crypto);
    if (!check.ok) return `epoch ${number}: ${check.fault}`;
    if (check.epoch.number !== number) return `epoch ${number} says that it is another`;
    epochs.push(check.epoch);
    founded = check.constitution;
  }
  if (founded === undefined) return 'there is no epoch';
  return { constitution: founded, epochs, sovereign: toHex(id) };
}

type Note = (where: string, what: string) => void;

async function readBundle(
  log: ShownLog,
  size: number,
  index: number,
  note: Note,
): Promise<Uint8Array[] | undefined> {
  const width = tileWidth(size, 0, index);
  const path = tilePath({ level: 'entries', index, width });
  const bytes = await log.file(`/${path}`);
  const leaves = bytes === undefined ? undefined : decodeEntryBundle(bytes);
  if (leaves?.length === width) return leaves;
  note(path, bytes === undefined ? 'is missing' : 'is not the entries that it should hold');
  return undefined;
}

/** The tiles of hashes against the nodes that the leaves make. */
class TileCheck {
  readonly #log: ShownLog;
  readonly #size: number;
  readonly #note: Note;
  /** Hashes that were made and not yet compared, by level; and how many were compared before them. */
  readonly #rows: { hashes: Uint8Array[]; index: number }[] = [];

  constructor(log: ShownLog, size: number, note: Note) {
    this.#log = log;
    this.#size = size;
    this.#note = note;
  }

  node(level: number, hashOfNode: Uint8Array): void {
    if (level % TILE_HEIGHT !== 0) return;
    const at = level / TILE_HEIGHT;
    const row = (this.#rows[at] ??= { hashes: [], index: 0 });
    row.hashes.push(hashOfNode);
  }

  /** Compares every tile that is whole by now. */
  async compare(): Promise<void> {
    for (const [level, row] of this.#rows.entries()) {
      const width = tileWidth(this.#size, level, row.index);
      if (width === 0 || row.hashes.length < width) continue;
      const tile: TileName = { level, index: row.index, width };
      const expected = concat(row.hashes.splice(0, width));
      row.index += 1;
      const found = await this.#log.file(`/${tilePath(tile)}`);
      if (found === undefined) this.#note(tilePath(tile), 'is missing');
      else if (!equalBytes(found, expected)) {
        const at = expected.findIndex((byte, offset) => found[offset] !== byte);
        const what = `hash ${Math.floor(at / HASH_BYTES)} of it is not the one that the entries make`;
        this.#note(tilePath(tile), what);
      }
    }
  }
}

function concat(hashes: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(hashes.length * HASH_BYTES);
  for (const [at, one] of hashes.entries()) all.set(one, at * HASH_BYTES);
  return all;
}
