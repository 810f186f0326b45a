import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { Running, Scene } from './scene.ts';

const DIE = fileURLToPath(new URL('die-at-step.ts', import.meta.url));
/** Nothing that is tried has more durable steps than that. */
export const MOST_STEPS = 40;

/** Starts a line that is killed at a durable step, such as `after:3` (`die-at-step.ts`). */
export function dying(scene: Scene, line: string, death: string): Running {
  return scene.type(`env DIE=${death} NODE_OPTIONS=--import=${DIE} ${line}`);
}

/** Runs a command that is killed at a durable step; whether it has that many. */
export async function diesAt(scene: Scene, line: string, death: string): Promise<boolean> {
  const running = dying(scene, line, death);
  const { status, stderr } = await running.finished;
  if (status === 0) return false;
  const { signalCode: signal } = running.child;
  expect({ line, death, signal, stderr }).toMatchObject({ signal: 'SIGKILL' });
  return true;
}

/** What cannot be put back, since the ledger has moved on: killed before and after ever later steps, until none is left. */
export async function untilDone(scene: Scene, line: string): Promise<number> {
  let deaths = 0;
  for (let step = 1; step <= MOST_STEPS; step += 1) {
    for (const when of ['before', 'after']) {
      if (!(await diesAt(scene, line, `${when}:${step}`))) return deaths;
      deaths += 1;
    }
  }
  throw new Error(`${line} never ended`);
}
