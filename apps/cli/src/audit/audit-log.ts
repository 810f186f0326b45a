import {
  type Constitution,
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
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import type { Problem } from '@tallystick/wallet';
import type { PublicSovereign } from '../sovereign/public-sovereign.ts';
import { HeaderCheck } from './header-check.ts';
import type { AuditProgress, LedgerAudit } from './report.ts';

/** More would tell nobody more. */
const MOST_PROBLEMS = 100;

/**
 * Audits what a sovereign shows to everybody: its constitution and epochs up to the root's signature, the newest checkpoint,
 * every leaf of the log, the tree over them, and the tiles. What the leaves commit to is private: that is for whoever
 * has the folder.
 */
export async function auditLog(
  sovereign: PublicSovereign,
  progress: AuditProgress,
): Promise<LedgerAudit> {
  const problems: Problem[] = [];
  const note = (where: string, what: string): void => {
    if (problems.length < MOST_PROBLEMS) problems.push({ where, what });
  };
  const report = {
    problems,
    entries: 0,
    root: '',
    scope: 'public log',
    name: sovereign.name,
  } as const;
  const founding = await readFounding(sovereign);
  if (typeof founding === 'string') {
    note('the constitution and its epochs', founding);
    return report;
  }
  const { constitution, epochs } = founding;
  const newest = epochs.at(-1);
  const signed = await sovereign.file('/checkpoint');
  if (newest === undefined || signed === undefined) {
    note('the checkpoint', 'is missing');
    return report;
  }
  const check = verifyLogCheckpoint(signed, newest, nodeCrypto);
  if (!check.ok) {
    note('the checkpoint', `does not verify: ${check.fault}`);
    return report;
  }
  const { size, root } = check.checkpoint;
  const tree = new Frontier(logHasher((data) => nodeCrypto.sha256(data)));
  const headers = new HeaderCheck(constitution, epochs.length, note);
  const tiles = new TileCheck(sovereign, size, note);
  for (let index = 0; index * TILE_WIDTH < size; index += 1) {
    const leaves = await readBundle(sovereign, size, index, note);
    if (leaves === undefined) return report;
    for (const data of leaves) {
      const decoded = decode(leafCodec, data);
      if (decoded.ok) headers.leaf(tree.size, decoded.value);
      else note(`entry ${tree.size}`, `is malformed: ${decoded.reason}`);
      tree.append(logHasher((bytes) => nodeCrypto.sha256(bytes)).leaf(data), (level, node) =>
        tiles.node(level, node),
      );
    }
    await tiles.compare();
    progress(tree.size, size);
  }
  if (!equalBytes(tree.root(), root)) {
    note(`the tree of ${size} entries`, 'its root is not the one that the checkpoint has');
  }
  return { ...report, entries: size, root: toHex(root) };
}

async function readFounding(
  sovereign: PublicSovereign,
): Promise<{ constitution: Constitution; epochs: Epoch[] } | string> {
  const { signedConstitution, signedEpochs } = await sovereign.founding();
  const constitution = decode(signedConstitutionCodec, signedConstitution, 131_072);
  if (!constitution.ok) return `the constitution is malformed: ${constitution.reason}`;
  const id = hash('constitution', constitution.value.constitution);
  const epochs: Epoch[] = [];
  let founded: Constitution | undefined;
  for (const [number, bytes] of signedEpochs.entries()) {
    const epoch = decode(signedEpochCodec, bytes, 131_072);
    if (!epoch.ok) return `epoch ${number} is malformed: ${epoch.reason}`;
    const check = verifyFounding(constitution.value, epoch.value, id, nodeCrypto);
    if (!check.ok) return `epoch ${number}: ${check.fault}`;
    if (check.epoch.number !== number) return `epoch ${number} says that it is another`;
    epochs.push(check.epoch);
    founded = check.constitution;
  }
  return founded === undefined ? 'there is no epoch' : { constitution: founded, epochs };
}

type Note = (where: string, what: string) => void;

async function readBundle(
  sovereign: PublicSovereign,
  size: number,
  index: number,
  note: Note,
): Promise<Uint8Array[] | undefined> {
  const width = tileWidth(size, 0, index);
  const path = tilePath({ level: 'entries', index, width });
  const bytes = await sovereign.file(`/${path}`);
  const leaves = bytes === undefined ? undefined : decodeEntryBundle(bytes);
  if (leaves?.length === width) return leaves;
  note(path, bytes === undefined ? 'is missing' : 'is not the entries that it should hold');
  return undefined;
}

/** The tiles of hashes against the nodes that the leaves make. */
class TileCheck {
  readonly #sovereign: PublicSovereign;
  readonly #size: number;
  readonly #note: Note;
  /** Hashes that were made and not yet compared, by level; and how many were compared before them. */
  readonly #rows: { hashes: Uint8Array[]; index: number }[] = [];

  constructor(sovereign: PublicSovereign, size: number, note: Note) {
    this.#sovereign = sovereign;
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
      const expected = Buffer.concat(row.hashes.splice(0, width));
      row.index += 1;
      const found = await this.#sovereign.file(`/${tilePath(tile)}`);
      if (found === undefined) this.#note(tilePath(tile), 'is missing');
      else if (!equalBytes(found, expected)) {
        const at = expected.findIndex((byte, offset) => found[offset] !== byte);
        const what = `hash ${Math.floor(at / 32)} of it is not the one that the entries make`;
        this.#note(tilePath(tile), what);
      }
    }
  }
}
