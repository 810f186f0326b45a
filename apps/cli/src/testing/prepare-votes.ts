import { copyFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type GovernanceOptions, readGovernance } from '@tallystick/sovereign';
import { foundHarbour } from './founding.ts';
import { goodHere } from './here.ts';
import type { Scene } from './scene.ts';

/** Short comments on KE's rules and a long vote; DE's stay open for comments; UG has an emergency lane. */
const PROCEDURES = [
  { for: 'module KE', comment: '45 seconds', vote: '1 hour' },
  { for: 'modules', comment: '1 hour', vote: '1 hour', emergency: '1 hour' },
  { for: 'governance', comment: '1 hour', vote: '1 hour' },
];

/** A governance of short times, by residents of KE and a council of one key. */
export function shortGovernance(procedures: readonly object[]): GovernanceOptions {
  const offices = { gates: 'ring', registrars: 'ring', council: { threshold: 1, keys: 1 } };
  return readGovernance(governanceText(offices, procedures), (file) => {
    throw new Error(`${file} is no file of these tests`);
  });
}

/** The same with its offices as they are, to be proposed. */
export function proposedGovernance(procedures: readonly object[]): string {
  const kept = 'as it is';
  return governanceText({ gates: kept, registrars: kept, council: kept }, procedures);
}

function governanceText(offices: object, procedures: readonly object[]): string {
  return JSON.stringify({
    electorates: { residents: { countries: ['KE'] } },
    offices,
    gates: 'gates',
    registrars: 'registrars',
    appeals: 'council',
    procedures: procedures.map((one) => ({
      electorate: 'residents',
      office: 'council',
      approval: '50.1 %',
      quorum: '40 %',
      ...one,
    })),
  });
}

/** One rule with a cap, as a module of that owner. */
export function cappedRules(owner: string, version: number, cap: string, from: string): string {
  return [
    `module ${owner} version ${version} in force from ${from}`,
    '',
    `rule ${owner}-1 "Cap"`,
    `  when amount > ${cap} HRB`,
    '  then refuse',
    '',
  ].join('\n');
}

/**
 * What the examples of commands about proposals take for granted: a sovereign `reef`, and a wallet `dov`. It is done in this process,
 * which costs a third of starting programs; the examples are typed.
 */
export async function prepareVotes(scene: Scene, words: string, port: number): Promise<void> {
  const dov = scene.path('dov');
  const rules = (owner: string, version: number, cap: string): string => {
    const file = `${owner.toLowerCase()}.rules`;
    writeFileSync(scene.path(file), cappedRules(owner, version, cap, '2026-01-01'));
    return scene.path(file);
  };
  if (words === 'rules propose') {
    const parameters = { heartbeatMs: 200, closureAfterMs: 60_000 };
    await foundHarbour(scene.path('reef'), parameters, shortGovernance(PROCEDURES));
    const { url } = await scene.serve('reef', '--port', String(port));
    await goodHere('wallet', 'create', dov, '--sovereign', url, '--country', 'KE');
    copyFileSync(scene.path('reef/keys/signer-council-0.sealed'), scene.path('council.key'));
    copyFileSync(scene.path('reef/unlock.key'), scene.path('council.passphrase'));
    rules('KE', 1, '50.00');
    writeFileSync(scene.path('governance.json'), proposedGovernance(PROCEDURES));
  }
  if (words === 'rules vote') await stageOf(scene, 'KE-1', 'voting');
  if (words === 'rules sign') {
    await goodHere('rules', 'approve', dov, 'KE-1', '--propose', scene.path('word.json'));
  }
  if (words === 'rules withdraw') {
    await goodHere('rules', 'propose', dov, rules('DE', 1, '9.00'));
  }
  if (words === 'rules rollback') {
    for (const [version, cap] of [
      [1, '50.00'],
      [2, '5.00'],
    ] as const) {
      await goodHere('rules', 'propose', dov, rules('UG', version, cap), '--emergency');
      const name = `UG-${version}`;
      const passphrase = ['--key-passphrase-file', scene.path('council.passphrase')];
      const council = ['--key', scene.path('council.key'), ...passphrase];
      await goodHere('rules', 'approve', dov, name, ...council);
      await stageOf(scene, name, 'in force');
    }
  }
}

/** Waits until a proposal is said to be so. */
async function stageOf(scene: Scene, name: string, wanted: string): Promise<void> {
  for (;;) {
    const said = await goodHere('rules', 'status', scene.path('dov'), name, '--json');
    const { stage, time } = said.json() as unknown as {
      readonly stage: { readonly kind: string; readonly opens: number | null };
      readonly time: number;
    };
    if (stage.kind === 'failed') throw new Error(`${name} failed`);
    const isInForce = stage.opens !== null && time >= stage.opens;
    if (wanted === 'in force' ? isInForce : stage.kind === wanted) return;
    await sleep(100);
  }
}
