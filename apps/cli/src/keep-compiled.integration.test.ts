import { writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Scene, createScene } from './testing/scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await createScene();
});
afterAll(() => scene.end());

/** The first line of the program's help, started with its compiled text kept at this path. */
async function helpKeptAt(path: string): Promise<string> {
  const { finished } = scene.type(`env NODE_COMPILE_CACHE=${path} tally --help`);
  const { status, stdout } = await finished;
  expect(status).toBe(0);
  return stdout;
}

test('what Node made of the program is kept; where it cannot be, the program starts all the same', async () => {
  const kept = scene.path('kept');
  const help = await helpKeptAt(kept);
  expect(help).toContain('Usage: tally');
  const [ofThisNode = ''] = await readdir(kept);
  expect((await readdir(`${kept}/${ofThisNode}`)).length).toBeGreaterThan(5);
  expect(await helpKeptAt(kept)).toBe(help);
  writeFileSync(scene.path('a-file'), '');
  expect(await helpKeptAt(scene.path('a-file/below'))).toBe(help);
});
