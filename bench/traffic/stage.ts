import { type ChildProcess, fork, type ForkOptions } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSovereign, type GovernanceOptions } from '@tallystick/sovereign';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import type { Hash } from '@tallystick/protocol';
import type { Command, Reply } from './client.ts';
import type { Ran } from './run-script.ts';
import type { SovereignCommand } from './sovereign-process.ts';

/** A founded sovereign in a folder that goes away, its node in one process, the load in another. */
export interface Stage {
  readonly url: string;
  readonly folder: string;
  readonly startSeconds: number;
  client(command: Command): Promise<Ran | null>;
  /** Processor time that the node has used. */
  cpuSeconds(): Promise<number>;
  /** That of its ring; NaN where the system has no /proc. */
  ringCpuSeconds(): Promise<number>;
  /** What the node holds after a garbage collection. */
  residentBytes(): Promise<number>;
  close(): Promise<void>;
}

export interface Founded {
  readonly folder: string;
  readonly sovereign: Hash;
  readonly currency: Hash;
  readonly treasurySeed: Uint8Array;
}

export const COUNTRY = 'KE';
export const CODE = 'BEN';

/** A sovereign with one currency whose treasury has one key, which the bench holds. */
export async function found(
  parent: string = tmpdir(),
  governance?: GovernanceOptions,
): Promise<Founded> {
  const folder = join(mkdtempSync(join(parent, 'tallystick-bench-')), 'sovereign');
  const treasurySeed = randomBytes(32);
  const { suite, publicKey } = nodeCrypto.keyPair(1, treasurySeed);
  const treasury = { threshold: 1, signers: [{ suite, publicKey }] };
  const ports = { crypto: nodeCrypto, now: Date.now, random: randomBytes };
  const { sovereign, currencies } = await createSovereign(
    {
      folder,
      name: 'Bench',
      country: COUNTRY,
      currencies: [{ code: CODE, decimals: 2, treasury }],
      ...(governance === undefined ? {} : { governance }),
      passphrase: randomBytes(32),
    },
    ports,
  );
  const currency = currencies[0]?.id;
  if (currency === undefined) throw new Error('no currency was founded');
  return { folder, sovereign, currency, treasurySeed };
}

export async function openStage(founded: Founded, report: (line: string) => void): Promise<Stage> {
  const options: ForkOptions = { execArgv: ['--expose-gc'], serialization: 'advanced' };
  const node = fork(new URL('./sovereign-process.ts', import.meta.url), [founded.folder], options);
  const [{ url, startSeconds }] = (await started(node)) as [{ url: string; startSeconds: number }];
  const load = fork(new URL('./client.ts', import.meta.url), [], options);
  return {
    url,
    folder: founded.folder,
    startSeconds,
    client: (command) => ask(load, command, report),
    cpuSeconds: () => figure(node, 'cpu-seconds'),
    ringCpuSeconds: () => figure(node, 'ring-cpu-seconds'),
    residentBytes: () => figure(node, 'resident-bytes'),
    async close() {
      load.disconnect();
      node.send('stop');
      await once(node, 'exit');
    },
  };
}

export function discard(founded: Founded): void {
  rmSync(join(founded.folder, '..'), { recursive: true });
}

async function started(node: ChildProcess): Promise<unknown[]> {
  const failed = once(node, 'exit').then(() => {
    throw new Error('the sovereign did not start');
  });
  return Promise.race([once(node, 'message'), failed]);
}

async function figure(node: ChildProcess, command: SovereignCommand): Promise<number> {
  node.send(command);
  const [answer] = (await once(node, 'message')) as [number];
  return answer;
}

async function ask(
  load: ChildProcess,
  command: Command,
  report: (line: string) => void,
): Promise<Ran | null> {
  load.send(command);
  for (;;) {
    const [reply] = (await once(load, 'message')) as [Reply];
    if (reply.kind === 'done') return reply.ran;
    if (reply.kind === 'failed') throw new Error(reply.message);
    report(reply.line);
  }
}
