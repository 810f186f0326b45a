import { spawnSync } from 'node:child_process';
import { DEFAULT_GOVERNANCE } from '@tallystick/sovereign';
import { foundHarbour } from './founding.ts';
import { type Finished, type Scene, type Server, createScene, freePort } from './scene.ts';

/** What a process without any network is started with; empty where the platform has no namespaces to cut. */
export const CUT_OFF: string =
  ['unshare -rn', 'unshare -n'].find((line) => {
    const [program = '', ...args] = line.split(' ');
    return spawnSync(program, [...args, 'true']).status === 0;
  }) ?? '';

/** A sovereign, and people with wallets in folders of their names, who have been synced once. */
export interface OfflineScene extends Scene {
  /** Runs a line (`Scene.run`), which has to end well. */
  well(line: string): Promise<Finished>;
  /** The JSON of such a line, which has to end with this status. */
  json(line: string, status?: number): Promise<Record<string, unknown>>;
  /** Starts the sovereign again, where it was. */
  serving(): Promise<Server>;
  /** As it was started first. */
  readonly server: Server;
  readonly url: string;
}

/** Ada has 1000.00 HRB, and a tab of 50.00 for Ben; everybody else nothing. */
export async function offlineScene(names: readonly string[]): Promise<OfflineScene> {
  const scene = await createScene();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const json = async (line: string, status = 0): Promise<Record<string, unknown>> => {
    const done = await scene.run(`${line} --json`);
    if (done.status === status) return done.json();
    throw new Error(`${line} ended with ${done.status}:\n${done.stderr}${done.stdout}`);
  };
  const well = async (line: string): Promise<Finished> => {
    const done = await scene.run(line);
    if (done.status === 0) return done;
    throw new Error(`${line} ended with ${done.status}:\n${done.stderr}${done.stdout}`);
  };
  const serving = (): Promise<Server> => scene.serve('harbour', '--port', String(port));
  await foundHarbour(scene.path('harbour'), {}, DEFAULT_GOVERNANCE, ['HRB', 'EUR']);
  const server = await serving();
  for (const name of names) {
    await well(`tally wallet create ${name} --sovereign ${url} --handle ${name} --country KE`);
  }
  await well('tally sovereign issue harbour @ada 1000.00 HRB');
  await well('tally tab open ada @ben 50.00 HRB --days 30');
  for (const name of names) await well(`tally sync ${name}`);
  return Object.assign(scene, { well, json, serving, url, server });
}
