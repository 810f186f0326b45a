import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foundHarbour } from './testing/founding.ts';
import { type Scene, createScene, freePort } from './testing/scene.ts';

let scene: Scene;
let url = '';

beforeAll(async () => {
  scene = await createScene();
  await foundHarbour(scene.path('harbour'));
  const server = await scene.serve('harbour', '--port', String(await freePort()));
  ({ url } = server);
  for (const handle of ['ada', 'ben']) {
    const who = ['--handle', handle, '--country', 'KE'];
    await scene.good('wallet', 'create', handle, '--sovereign', url, ...who);
  }
  await scene.good('sovereign', 'issue', 'harbour', 'ada', '1000.00', 'HRB');
  await scene.good('pay', 'ada', 'ben', '5.00', 'HRB', '--memo', 'for the fish');
  await scene.good('balance', 'ben');
  server.child.kill('SIGKILL');
  await server.finished;
  cpSync(scene.path('harbour'), scene.path('crashed'), { recursive: true });
  await (await scene.serve('harbour', '--port', new URL(url).port)).stop();
});
afterAll(() => scene.end());

/** A copy of a folder with one bit of one file flipped. */
function damagedCopy(of: string, file: string, at: number): string {
  const copy = `${of}-${at}-${file.replaceAll('/', '-')}`;
  cpSync(scene.path(of), scene.path(copy), { recursive: true });
  const path = scene.path(`${copy}/${file}`);
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 0x10;
  writeFileSync(path, bytes);
  return copy;
}

/** Every so many bytes, and where a file has content. */
function places(of: string, file: string, count: number): number[] {
  const bytes = readFileSync(scene.path(`${of}/${file}`));
  const used = [...bytes.keys()].filter((at) => bytes[at] !== 0);
  const step = Math.max(1, Math.floor(used.length / count));
  return used.filter((_, order) => order % step === Math.floor(step / 2)).slice(0, count);
}

/** For each table of a database the offset of a byte in the middle of the content of one of its rows. */
function recordPlaces(path: string): Map<string, number> {
  const db = new DatabaseSync(path);
  const places = new Map<string, number>();
  try {
    // All of it into the main file, so that the offsets below are those of what is read.
    db.exec('pragma wal_checkpoint(truncate)');
    const bytes = readFileSync(path);
    const tables = db.prepare("select name from sqlite_schema where type = 'table'").all();
    for (const { name } of tables) {
      const rows = db.prepare(`select * from "${String(name)}" limit 64`).all();
      for (const content of rows.flatMap((row) => Object.values(row))) {
        if (!(content instanceof Uint8Array) || content.length < 8) continue;
        // Long contents are spread over pages, but begin in one piece. A page that was used before may hold a former copy.
        const start = content.subarray(0, 128);
        const at = bytes.indexOf(start);
        if (at === -1 || at !== bytes.lastIndexOf(start)) continue;
        places.set(String(name), at + (start.length >> 1));
        break;
      }
    }
  } finally {
    db.close();
  }
  return places;
}

/** What a command said of a damaged folder: its status and the first problem of its JSON. */
async function findingOf(...args: string[]): Promise<object> {
  const done = await scene.tally(...args, '--json');
  const { ok, problems } = done.json() as { ok: boolean; problems?: unknown[] };
  return { status: done.status, ok, first: problems?.[0], told: done.stderr.length > 0 };
}

const FOUND = {
  status: 5,
  ok: false,
  first: { where: expect.stringMatching(/./), what: expect.stringMatching(/./) },
  told: true,
};

test('untouched copies pass', async () => {
  expect((await scene.tally('audit', 'harbour')).status).toBe(0);
  const ada = await scene.tally('verify', 'ada', '--json');
  expect(ada.json()).toMatchObject({ ok: true });
});

test('a flipped bit anywhere in a wallet’s file is found', async () => {
  const spots = places('ada', 'wallet.db', 6);
  expect(spots).toHaveLength(6);
  for (const at of spots) {
    expect(await findingOf('verify', damagedCopy('ada', 'wallet.db', at))).toEqual(FOUND);
  }
});

test('a command that meets a damaged wallet names the file and what to type', async () => {
  for (const at of [0, 100]) {
    const copy = damagedCopy('ada', 'wallet.db', at);
    const seen = await scene.tally(at === 0 ? 'balance' : 'verify', copy);
    expect(seen.status).toBe(5);
    expect(seen.stderr).toContain('wallet.db, bytes 0 to 4095: is not what was written');
  }
});

test('a flipped bit in any kind of record of the ledger’s database is found', async () => {
  const file = 'ledger/ledger.db';
  const found: string[] = [];
  for (const [table, at] of recordPlaces(scene.path(`harbour/${file}`))) {
    const copy = damagedCopy('harbour', file, at);
    expect({ table, ...(await findingOf('audit', copy)) }).toEqual({ table, ...FOUND });
    found.push(table);
  }
  expect(found).toEqual(expect.arrayContaining(['entry', 'checkpoint', 'note', 'tile', 'change']));
});

test('damage that SQLite itself meets is told with the real file, a page or table, and what to do', async () => {
  const copy = damagedCopy('harbour', 'ledger/ledger.db', 0);
  const found = await scene.tally('audit', copy);
  expect(found.status).toBe(5);
  expect(found.stderr).toContain(`${copy}/ledger/ledger.db: `);
  expect(found.stderr).not.toMatch(/audit-\d|Run `tally audit`/);
  expect(found.stderr).toContain('Restore it from a backup');
});

test('a flipped bit in a memo beside the ledger is found', async () => {
  const [at = 0] = [...recordPlaces(scene.path('harbour/desk.sqlite')).values()];
  const finding = await findingOf('audit', damagedCopy('harbour', 'desk.sqlite', at));
  expect(finding).toEqual({
    ...FOUND,
    first: { where: expect.stringContaining('the desk, note'), what: 'fails its checksum' },
  });
});

test('a flipped bit in what a killed node had not folded into its database is found', async () => {
  const log = 'ledger/ledger.db-wal';
  expect((await scene.tally('audit', 'crashed', '--json')).json()).toMatchObject({ ok: true });
  // Within the last transaction alone it cannot be told from a power cut.
  const spots = places('crashed', log, 8).slice(0, 5);
  for (const at of spots) {
    expect(await findingOf('audit', damagedCopy('crashed', log, at))).toEqual(FOUND);
  }
  const [spot = 0] = spots;
  const start = await scene.tally('sovereign', 'start', damagedCopy('crashed', log, spot + 1));
  expect(start.status).toBe(5);
});

test.each(['constitution.cbor', 'epochs/0.cbor', 'keys/root.sealed'])(
  'a flipped bit in %s is found',
  async (file) => {
    for (const at of places('harbour', file, 3)) {
      expect(await findingOf('audit', damagedCopy('harbour', file, at))).toEqual(FOUND);
    }
  },
);
