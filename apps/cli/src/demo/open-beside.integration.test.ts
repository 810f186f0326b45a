import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foundWhole } from '@tallystick/sovereign';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Call } from '../command.ts';
import { freePort } from '../testing/scene.ts';
import { openBeside } from './open-beside.ts';

/** What `npm start` opens beside the demonstration, once somebody has founded a sovereign there. */
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'beside-'));
  mkdirSync(join(folder, 'harbour'));
  await foundWhole({
    folder: join(folder, 'lake'),
    name: 'Lake',
    country: 'CH',
    currencies: [{ code: 'LAK', decimals: 2 }],
    passphrase: Buffer.from('nobody types it again'),
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a founder’s sovereign starts with the demonstration, with nobody there, and never keeps that from running', async () => {
  const port = (await freePort()) - 1;
  const plan = { folder, sovereignDir: join(folder, 'harbour'), port };
  const call = { note: () => undefined } as unknown as Call;
  const own = await openBeside(call, plan);
  try {
    expect(own.text).toBe(`Lake, which you founded (lake):  http://localhost:${port + 1}\n`);
    const answer = await fetch(`http://127.0.0.1:${port + 1}/v1/constitution`);
    expect(await answer.json()).toMatchObject({ constitution: { name: 'Lake' } });
    const twice = await openBeside(call, plan);
    expect(twice.json).toBeNull();
    expect(twice.text).toContain(`The sovereign in ${join(folder, 'lake')} is not open: `);
  } finally {
    await own.close();
  }
  await expect(fetch(`http://127.0.0.1:${port + 1}/health/live`)).rejects.toThrow('fetch failed');
});
