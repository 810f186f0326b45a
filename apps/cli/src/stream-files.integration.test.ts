import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { CUT_OFF, type OfflineScene, offlineScene } from './testing/offline-scene.ts';
import type { Finished } from './testing/scene.ts';

const SIDE = fileURLToPath(new URL('./testing/stream-by-files.ts', import.meta.url));
const TICKS = 25;

vi.setConfig({ testTimeout: 400_000, hookTimeout: 400_000 });

let scene: OfflineScene;
beforeAll(async () => {
  scene = await offlineScene(['ada', 'ben']);
});
afterAll(() => scene.end());

/** One side, started without any network where the platform can do that. */
function side(role: string, wallet: string): Promise<Finished> {
  const line = `${CUT_OFF} "${process.execPath}" "${SIDE}" ${role} ${wallet} stick ${TICKS}`;
  return scene.type(line.trim()).finished;
}

test('the sovereign stopped, and no network: two processes that exchange only files pay by stream', async () => {
  expect((await scene.server.stop()).status).toBe(0);
  for (const { status, stderr } of await Promise.all([
    side('payer', 'ada'),
    side('payee', 'ben'),
  ])) {
    expect({ status, stderr }).toMatchObject({ status: 0 });
  }
  const { lines, atRisk } = await scene.json('tally exposure ben');
  expect(atRisk).toEqual({ HRB: '0.25' });
  expect(lines).toMatchObject([{ kind: 'stream', role: 'payee', amount: '0.25' }]);

  await scene.serving();
  const claimed = [{ kind: 'tab', amount: '0.25', fromHandle: 'ada' }];
  expect(await scene.json('tally sync ben')).toMatchObject({ claimed });
  await scene.well('tally sync ada');
  for (const [name, has] of [
    ['ada', '950.00'],
    ['ben', '0.25'],
  ] as const) {
    expect(await scene.json(`tally balance ${name}`)).toMatchObject({ balances: { HRB: has } });
    await scene.well(`tally verify ${name}`);
  }
  expect(await scene.json('tally audit harbour')).toMatchObject({ ok: true, problems: [] });
});
