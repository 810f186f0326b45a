import { cpSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { MOST_STEPS, dying, untilDone } from './testing/deaths.ts';
import { type OfflineScene, offlineScene } from './testing/offline-scene.ts';
import type { Finished, Running } from './testing/scene.ts';

const SIDE = fileURLToPath(new URL('./testing/stream-by-files.ts', import.meta.url));
const TICKS = 3;
const PEOPLE = { payer: 'ada', payee: 'ben' } as const;
type Role = keyof typeof PEOPLE;

/** Some hundred processes one after the other, on a machine that may be busy. */
vi.setConfig({ testTimeout: 400_000, hookTimeout: 400_000 });

let scene: OfflineScene;
let meetings = 0;
beforeAll(async () => {
  scene = await offlineScene(['ada', 'ben']);
  for (const name of ['ada', 'ben']) copy(name, `${name}.before`);
});
afterAll(() => scene.end());

function copy(from: string, to: string): void {
  rmSync(scene.path(to), { recursive: true, force: true });
  cpSync(scene.path(from), scene.path(to), { recursive: true });
}

function lineOf(role: Role): string {
  return `"${process.execPath}" "${SIDE}" ${role} ${PEOPLE[role]} stick${meetings} ${TICKS}`;
}

/** Both sides at once, until one is killed or both are done; what the payer has said. */
async function meet(victim?: Role, death?: string): Promise<{ died: boolean; payer: string }> {
  meetings += 1;
  const start = (role: Role): Running =>
    role === victim && death !== undefined
      ? dying(scene, lineOf(role), death)
      : scene.type(lineOf(role));
  const sides = { payer: start('payer'), payee: start('payee') };
  const ended = (role: Role): Promise<Finished> => sides[role].finished;
  const all = Promise.all([ended('payer'), ended('payee')]);
  await Promise.race([all, ...(victim === undefined ? [] : [ended(victim)])]);
  const died = victim !== undefined && sides[victim].child.signalCode === 'SIGKILL';
  // Whoever waits for somebody who is gone is stopped as well: where it stands is as good as any other place.
  if (died) for (const { child } of Object.values(sides)) child.kill('SIGKILL');
  const [payer, payee] = await all;
  if (!died) {
    expect({ death, status: payer.status, stderr: payer.stderr }).toMatchObject({ status: 0 });
    expect({ death, status: payee.status, stderr: payee.stderr }).toMatchObject({ status: 0 });
  }
  return { died, payer: payer.stdout };
}

function highest(text: string, word: string): number {
  const counts = text.matchAll(new RegExp(`^${word} (\\d+)$`, 'gm'));
  return Math.max(0, ...[...counts].map(([, count]) => Number(count)));
}

test.each(['payer', 'payee'] as const)(
  'SIGKILL before and after every durable step of the %s: the stream goes on, and no tick is lost or given twice',
  async (victim) => {
    let deaths = 0;
    let died = true;
    for (let step = 1; died; step += 1) {
      if (step > MOST_STEPS) throw new Error('a stream has no end');
      for (const when of ['before', 'after']) {
        for (const name of Object.values(PEOPLE)) copy(`${name}.before`, name);
        const first = await meet(victim, `${when}:${step}`);
        ({ died } = first);
        if (!died) break;
        deaths += 1;
        const { payer } = await meet();
        const at = { victim, death: `${when}:${step}` };
        // What was acknowledged is stored; and the payer goes on from there, in the act that it had written.
        const from = highest(payer, 'from');
        expect({ ...at, kept: from >= highest(first.payer, 'acknowledged') }).toEqual({
          ...at,
          kept: true,
        });
        expect({ ...at, acknowledged: highest(payer, 'acknowledged') || from }).toEqual({
          ...at,
          acknowledged: TICKS,
        });
        const { own } = await scene.json('tally tab list ada');
        expect({ ...at, own }).toMatchObject({ ...at, own: [{ given: '0.03' }] });
        const { atRisk } = await scene.json('tally exposure ben');
        expect({ ...at, atRisk }).toEqual({ ...at, atRisk: { HRB: '0.03' } });
      }
    }
    expect(deaths).toBeGreaterThanOrEqual(10);
  },
);

test('and the claim is killed at every step, and pays what was given, once', async () => {
  expect(await untilDone(scene, 'tally sync ben')).toBeGreaterThan(3);
  for (const name of ['ben', 'ada']) await scene.well(`tally sync ${name}`);
  for (const [name, has] of [
    ['ada', '950.00'],
    ['ben', '0.03'],
  ] as const) {
    expect(await scene.json(`tally balance ${name}`)).toMatchObject({ balances: { HRB: has } });
    await scene.well(`tally verify ${name}`);
  }
  expect(await scene.json('tally audit harbour')).toMatchObject({ ok: true, problems: [] });
});
