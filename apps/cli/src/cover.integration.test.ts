import { cpSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type OfflineScene, offlineScene } from './testing/offline-scene.ts';

let scene: OfflineScene;
beforeAll(async () => {
  scene = await offlineScene(['ada', 'ben', 'dan', 'cyd', 'guild']);
  await scene.well('tally sovereign issue harbour @guild 100.00 HRB');
});
afterAll(() => scene.end());

/** Some thirty processes one after the other, on a machine that may be busy; a refused deposit waits until it is stale. */
vi.setConfig({ testTimeout: 400_000, hookTimeout: 400_000 });

/** One cheque, by files. */
async function cheque(payer: string, payee: string, amount: string): Promise<void> {
  await scene.well(`tally offline request ${payee} ${amount} HRB --out ${payee}.request`);
  await scene.well(`tally offline pay ${payer} ${payee}.request --out ${payee}.act`);
  await scene.well(`tally offline accept ${payee} ${payee}.act --out ${payee}.receipt`);
}

test('a folder that was copied: cap, then collateral, then a guarantor’s cover pay, and the rest is reported', async () => {
  const allowance = 'tally allowance open ada 10.00 HRB --per-cheque 10.00 --collateral 3.00';
  for (let time = 0; time < 2; time += 1) await scene.well(`${allowance} --reference a`);
  await scene.well('tally allowance terms ada --out allowance.txt');
  const covering = 'tally allowance cover guild allowance.txt 4.00 --out cover.txt --reference c';
  const given = await scene.json(covering);
  expect(given).toMatchObject({ status: 'final', ofHandle: 'ada', amount: '4.00' });
  expect(await scene.json(covering)).toMatchObject({ hold: given['hold'] });
  await scene.well('tally allowance add ada cover.txt');
  const listed = await scene.well('tally allowance list ada');
  expect(listed.stdout).toMatch(/collateral 3\.00 HRB +cover 4\.00 HRB/);
  expect((await scene.well('tally exposure ada')).stdout).toMatch(
    /10\.00 +HRB +allowance, collateral 3\.00 HRB, cover 4\.00 HRB +until/,
  );
  const opening = 'tally tab open ada @dan 1.00 HRB --days 3 --reference t';
  const tab = await scene.json(opening);
  expect(await scene.json(opening)).toMatchObject({ hold: tab['hold'] });
  await scene.well('tally tab raise ada @dan 1.00 --reference r');
  await scene.well('tally tab raise ada @dan 1.00 --reference r');
  const other = await scene.run('tally tab raise ada @dan 0.50 --reference r');
  expect(other).toMatchObject({ status: 2, stderr: expect.stringContaining('something else') });
  expect((await scene.well('tally sync dan')).stdout).toMatch(
    /^@ada has opened a tab for this wallet: 2\.00 HRB, to be claimed until /,
  );
  expect((await scene.well('tally allowance list guild')).stdout).toMatch(/for @ada +4\.00 HRB/);

  cpSync(scene.path('ada'), scene.path('clone'), { recursive: true });
  await cheque('ada', 'cyd', '10.00');
  await cheque('clone', 'dan', '10.00');
  const words = (await scene.well('tally exposure dan')).stdout;
  expect(words).toContain(
    'as it was set aside: 10.00 HRB, collateral 3.00, cover 4.00. In all N isolated payees ' +
      'can lose max(0, (N − 1) × 10.00 − 3.00 − 4.00): 3.00 if there are 2, 13.00 if there are 3.',
  );
  expect((await scene.well('tally exposure guild')).stdout).toMatch(/cover for @ada/);

  await scene.well('tally sync cyd');
  let said = '';
  const until = Date.now() + 200_000;
  while (!said.includes('Not covered') && Date.now() < until) {
    said = (await scene.type('tally sync dan').finished).stdout;
    await wait(500);
  }
  expect(said).toContain('Deposited cheques of @ada: 7.00 HRB.');
  expect(said).toMatch(/Not covered: 3\.00 HRB of cheques of @ada/);
  const { held } = await scene.json('tally allowance list dan');
  expect(held).toMatchObject([{ got: '10.00', taken: '7.00', uncovered: '3.00' }]);
  expect((await scene.well('tally exposure dan')).stdout).toContain('deposited, and not covered');
  const answer = await fetch(`${scene.url}/v1/uncovered`);
  expect(await answer.json()).toMatchObject({ uncovered: [{ unpaid: '300' }] });
  const drained = await scene.well('tally sync guild');
  expect(drained.stdout).toContain('Payees have taken 4.00 HRB of the cover for @ada');
  expect(drained.stdout).toContain('0.00 HRB of it is left.');
  expect((await scene.well('tally allowance list guild')).stdout).toMatch(/4\.00 HRB +closed/);
  expect(await scene.json('tally audit harbour')).toMatchObject({ ok: true });
});
