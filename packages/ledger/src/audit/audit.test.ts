import { beforeAll, describe, expect, test } from 'vitest';
import { COLLECTIONS, createMemoryImage, type MemoryImage } from '../store/index.ts';
import { type History, history } from '../testing/history.ts';
import { reportOn } from '../testing/report.ts';
import type { AuditReport } from './audit.ts';

let made: History;

beforeAll(async () => {
  made = await history(4711);
  await made.run(360);
});

const auditOf = (image: MemoryImage): Promise<AuditReport> => reportOn(image, made.sovereign);

/** A copy to damage. */
function copyOf({ entries, indexes, checkpoints, records, tiles }: MemoryImage): MemoryImage {
  const copied = createMemoryImage();
  copied.entries.push(...entries);
  copied.checkpoints.push(...checkpoints);
  for (const [id, index] of indexes) copied.indexes.set(id, index);
  for (const [key, tile] of tiles) copied.tiles.set(key, tile);
  for (const [collection, values] of records) {
    for (const [key, value] of values) copied.records.get(collection)?.set(key, value);
  }
  return copied;
}

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = bytes.slice();
  copy[at % copy.length] = (copy[at % copy.length] as number) ^ (1 + (at % 255));
  return copy;
}

describe('an audit', () => {
  test('of an honest ledger finds nothing, and met roots, closures and batches', async () => {
    const report = await auditOf(made.image);
    expect(report).toMatchObject({ ok: true, problems: [], entries: made.ledger.size });
    expect(report.root).toEqual(made.ledger.checkpoint?.root);
    expect(made.image.checkpoints.length).toBeGreaterThan(100);
    expect(made.ledger.state.header?.closedMs).toBeGreaterThan(0);
    const roots = made.image.entries.filter(({ id, bytes }) => id === null && bytes.length > 40);
    expect(roots.length).toBeGreaterThan(2);
  });

  test('locates a flipped byte in any entry', async () => {
    const { entries } = made.image;
    for (let index = 3; index < entries.length; index += 23) {
      const image = copyOf(made.image);
      const entry = entries[index]!;
      image.entries[index] = { ...entry, bytes: flipped(entry.bytes, index * 7919) };
      const { problems } = await auditOf(image);
      expect(problems.map(({ where }) => where)).toContainEqual(`entry ${index}`);
    }
  });

  test('an entry that cannot be read is told once: nothing is compared with a header that is missing', async () => {
    const { entries } = made.image;
    const headers = [...entries.keys()].filter((index) => entries[index]!.id === null);
    const transitions = [...entries.keys()].filter((index) => entries[index]!.id !== null);
    for (const index of [headers[9]!, transitions[9]!]) {
      const image = copyOf(made.image);
      image.entries[index] = { ...entries[index]!, bytes: new Uint8Array([0xff]) };
      const { problems } = await auditOf(image);
      expect(problems[0]).toMatchObject({ where: `entry ${index}` });
      expect(problems.filter(({ what }) => /time|epoch/.test(what))).toEqual([]);
      expect(problems.length).toBeLessThan(6);
    }
  });

  test('locates a flipped byte in any checkpoint, its root, its time and its note', async () => {
    const { checkpoints } = made.image;
    for (let at = 0; at < checkpoints.length; at += 29) {
      const checkpoint = checkpoints[at]!;
      for (const changed of [
        { root: flipped(checkpoint.root, at) },
        { time: checkpoint.time + 1 },
        { note: flipped(checkpoint.note!, at * 7919) },
      ]) {
        const image = copyOf(made.image);
        image.checkpoints[at] = { ...checkpoint, ...changed };
        expect((await auditOf(image)).problems[0]?.where).toBe(`checkpoint ${checkpoint.size}`);
      }
    }
  });

  test('locates a flipped byte in any kind of record, a missing one and one too many', async () => {
    const kinds = COLLECTIONS.filter((kind) => (made.image.records.get(kind)?.size ?? 0) > 0);
    expect(kinds).toEqual(['chain', 'identity', 'key', 'hold', 'currency', 'handle', 'meta']);
    for (const kind of kinds) {
      const keys = [...(made.image.records.get(kind)?.keys() ?? [])];
      for (const key of keys.filter((_, at) => at % 9 === 0)) {
        const image = copyOf(made.image);
        const records = image.records.get(kind)!;
        const value = records.get(key)!;
        records.set(key, flipped(value, key * 31 + 3));
        expect((await auditOf(image)).problems).toEqual([
          { where: `record ${kind}/${key}`, what: 'it is not what the log gives' },
        ]);
        records.delete(key);
        records.set(9999, value);
        expect((await auditOf(image)).problems).toEqual([
          { where: `record ${kind}/9999`, what: 'the log knows of no such thing' },
          { where: `record ${kind}/${key}`, what: 'it is missing' },
        ]);
      }
    }
  });

  test('locates a flipped byte in any tile, and an id that leads elsewhere', async () => {
    for (const [name, tile] of made.image.tiles) {
      const image = copyOf(made.image);
      image.tiles.set(name, flipped(tile, 100));
      const hash = Math.floor((100 % tile.length) / 32);
      expect((await auditOf(image)).problems).toEqual([
        { where: `tile ${name}`, what: `hash ${hash} is not the log's` },
      ]);
    }
    const image = copyOf(made.image);
    const [id, index] = [...image.indexes][7]!;
    image.indexes.set(id, index + 1);
    expect((await auditOf(image)).problems[0]?.where).toBe(`index of entry ${index}`);
  });

  test("finds an id that is not the transition's, though the index knows it", async () => {
    const image = copyOf(made.image);
    const at = image.entries.findIndex(({ id, index }) => id !== null && index > 20);
    const entry = image.entries[at]!;
    const id = flipped(entry.id!, 31);
    image.entries[at] = { ...entry, id };
    image.indexes.delete(entry.id!.toHex());
    image.indexes.set(id.toHex(), at);
    expect((await auditOf(image)).problems).toEqual([
      { where: `entry ${at}`, what: "its id is not its transition's" },
    ]);
  });

  test('finds an entry that was taken out', async () => {
    const image = copyOf(made.image);
    image.entries.splice(5, 1);
    const { ok, problems } = await auditOf(image);
    expect(ok).toBe(false);
    expect(problems[0]?.where).toMatch(/entry 5|checkpoint [1-6]$/);
  });

  test('says how far it is', async () => {
    const seen: number[] = [];
    await reportOn(made.image, made.sovereign, { progress: (done) => seen.push(done) });
    expect(seen).toEqual([256, made.image.entries.length]);
  });
});
