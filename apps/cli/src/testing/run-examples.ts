import { expect } from 'vitest';
import { COMMANDS } from '../commands/index.ts';
import type { Scene } from './scene.ts';

/** Commands of a town, in an order in which each example finds what it needs. */
export const TOWN: readonly string[] = [
  'sovereign key',
  'sovereign create',
  'sovereign found',
  'sovereign start',
  'wallet create',
  'wallet show',
  'wallet device',
  'wallet add',
  'wallet join',
  'wallet policy',
  'wallet revoke',
  'wallet sign',
  'wallet submit',
  'wallet move',
  'sovereign issue',
  'sovereign return',
  'sovereign burn',
  'sovereign sign',
  'sovereign submit',
  'sovereign supply',
  'sovereign accept-clock',
  'sovereign console',
  'sync',
  'tab open',
  'tab raise',
  'tab list',
  'allowance open',
  'allowance terms',
  'allowance cover',
  'allowance add',
  'allowance list',
  'offline request',
  'offline pay',
  'offline accept',
  'offline finish',
  'offline void',
  'offline limits',
  'offline meet',
  'offline half',
  'offline forks',
  'tab redeem',
  'tab close',
  'stream serve',
  'stream pay',
  'exposure',
  'hold put',
  'hold list',
  'hold terms',
  'hold release',
  'hold add',
  'hold attest',
  'hold secret',
  'hold take',
  'hold outcome',
  'hold seal',
  'hold share',
  'hold unseal',
  'hold check',
  'mandate create',
  'mandate list',
  'mandate cancel',
  'sovereign backup',
  'balance',
  'request',
  'pay',
  'history',
  'verify',
  'audit',
  'import',
  'sovereign restore',
  'demo',
];

/** Those about rules, votes, decisions and appeals; what is proposed first is open for comments meanwhile. */
export const RULES: readonly string[] = [
  'rules propose',
  'rules check',
  'rules print',
  'rules analyse',
  'rules diff',
  'rules gates',
  'rules try',
  'rules status',
  'may',
  'explain',
  'rules withdraw',
  'rules rollback',
  'rules vote',
  'rules approve',
  'rules sign',
  'rules submit',
  'vote verify',
  'appeal',
  'answer',
];

interface Given {
  readonly scene: Scene;
  /** Ports that the examples name, and those to take instead: they may be taken on the machine that runs this. */
  readonly ports: ReadonlyMap<number, number>;
  /** What an example takes for granted. */
  prepare(words: string): Promise<void>;
  /** Whether it does with the line all that there is to do: of a command that stays. */
  runs(words: string, line: string): Promise<boolean>;
  /** What people would pass on of what was printed. */
  keep(words: string, stdout: string): void;
}

/** Runs every example of these commands' help pages, as it stands, and expects it to work; gives how many there were. */
export async function runExamples(order: readonly string[], given: Given): Promise<number> {
  let ran = 0;
  const { scene, ports } = given;
  for (const words of order) {
    await given.prepare(words);
    const { examples } = (await COMMANDS.find((entry) => entry.words === words)?.load()) ?? {};
    expect(examples?.length).toBeGreaterThan(0);
    for (const example of examples ?? []) {
      ran += 1;
      const line = [...ports].reduce(
        (text, [named, taken]) => text.replaceAll(`:${named}`, `:${taken}`),
        example,
      );
      if (await given.runs(words, line)) continue;
      const { status, stderr, stdout } = await scene.run(line);
      given.keep(words, stdout);
      expect({ line, status, stderr }).toEqual({ line, status: 0, stderr });
    }
  }
  return ran;
}
