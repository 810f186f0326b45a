import { cpSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { MOST_STEPS, diesAt, untilDone } from './testing/deaths.ts';
import { type OfflineScene, offlineScene } from './testing/offline-scene.ts';

type Told = Record<string, unknown>;

/** Some hundred processes one after the other, on a machine that may be busy. */
vi.setConfig({ testTimeout: 400_000, hookTimeout: 400_000 });

let scene: OfflineScene;
beforeAll(async () => {
  scene = await offlineScene(['ada', 'ben', 'cyd']);
  await scene.well('tally allowance open ada 40.00 HRB --per-cheque 10.00 --collateral 5.00');
});
afterAll(() => scene.end());

/**
 * One command from one state of a folder, killed after its first durable step, after its second one, and so on; each time the
 * same command is given again. Answers what each of them said then. No network takes part, so there is nothing between two steps
 * that would not be the same before the next one.
 */
async function afterEveryStep(line: string, folder: string): Promise<Told[]> {
  const before = `${scene.path(folder)}.before`;
  cpSync(scene.path(folder), before, { recursive: true });
  const told: Told[] = [];
  for (let step = 1; ; step += 1) {
    if (step > MOST_STEPS) throw new Error(`${line} has no end`);
    const died = await diesAt(scene, line, `after:${step}`);
    told.push(await scene.json(line));
    if (!died) break;
    rmSync(scene.path(folder), { recursive: true });
    cpSync(before, scene.path(folder), { recursive: true });
  }
  rmSync(before, { recursive: true });
  expect(told.length).toBeGreaterThan(2);
  return told;
}

async function balanceOf(name: string): Promise<unknown> {
  return (await scene.json(`tally balance ${name}`))['balances'];
}

describe.each([
  { way: 'tab', payee: 'ben', amount: '5.00', list: 'tally tab list ada' },
  { way: 'cheque', payee: 'cyd', amount: '6.00', list: 'tally allowance list ada' },
])('SIGKILL after every durable step, paying by $way', ({ way, payee, amount, list }) => {
  test('nothing is lost, nothing is paid twice, and the same command goes on', async () => {
    const [request, act, receipt] = ['request', 'act', 'receipt'].map((name) => `${way}.${name}`);
    const asking = `tally offline request ${payee} ${amount} HRB --out ${request}`;
    for (let step = 1; await diesAt(scene, asking, `after:${step}`); step += 1);
    const paid = await afterEveryStep(`tally offline pay ada ${request} --out ${act}`, 'ada');
    // One act each time, in the first position, and it is what is handed over.
    for (const one of paid) {
      expect(one).toMatchObject({ status: 'handed-over', kind: way, sequence: 1, amount });
    }
    const accepting = `tally offline accept ${payee} ${act} --out ${receipt}`;
    for (const one of await afterEveryStep(accepting, payee)) {
      expect(one).toMatchObject({ status: 'accepted', kind: way, amount });
    }
    for (const one of await afterEveryStep(`tally offline finish ada ${receipt}`, 'ada')) {
      expect(one).toMatchObject({ status: 'confirmed', amount });
    }
    const { atRisk } = await scene.json(`tally exposure ${payee}`);
    expect(atRisk).toEqual({ HRB: amount });
    expect(await untilDone(scene, `tally sync ${payee}`)).toBeGreaterThan(3);
    await scene.well(`tally sync ${payee}`);
    expect(await balanceOf(payee)).toMatchObject({ HRB: amount });
    expect((await scene.json(list))['own']).toMatchObject([{ given: amount }]);
    for (const name of [payee, 'ada']) await scene.well(`tally verify ${name}`);
  });
});

test('and everything adds up in the end', async () => {
  await scene.well('tally sync ada');
  expect(await balanceOf('ada')).toMatchObject({ HRB: '905.00' });
  expect(await scene.json('tally audit harbour')).toMatchObject({ ok: true, problems: [] });
});
