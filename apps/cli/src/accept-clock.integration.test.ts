import { startSovereign } from '@tallystick/sovereign';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeAddress } from './sovereign/running.ts';
import { foundHarbour } from './testing/founding.ts';
import { type Scene, createScene } from './testing/scene.ts';

let scene: Scene;
let close: (() => Promise<void>) | undefined;
/** How far the machine's clock is from the truth: it has no battery, and starts in the past. */
let off = -3_600_000;

const clock = {
  wall: (): number => Date.now() + off,
  steady: (): number => performance.now(),
  uptime: (): number => performance.now(),
};

beforeAll(async () => {
  scene = await createScene();
  await foundHarbour(scene.path('harbour'));
}, 60_000);
afterAll(async () => {
  await close?.();
  await scene.end();
});

test(
  'an operator says that the clock is right, and the node goes on',
  { timeout: 60_000 },
  async () => {
    const folder = scene.path('harbour');
    const node = await startSovereign({ folder, port: 0, logLevel: 'silent', clock });
    close = () => node.close();
    await writeAddress(folder, node.url);
    const ready = async (): Promise<number> => (await fetch(`${node.url}/health/ready`)).status;
    // Now it is an hour behind, and this command's own clock is right: that is not what it says.
    const early = await scene.tally('sovereign', 'accept-clock', 'harbour', '--json');
    expect(early.status).not.toBe(0);
    off = 0;
    expect(await ready()).toBe(503);
    const done = await scene.good('sovereign', 'accept-clock', 'harbour', '--json');
    expect(Math.abs(Number(done.json()['time']) - Date.now())).toBeLessThan(60_000);
    expect(await ready()).toBe(200);
  },
);
