import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Key, decode, fromBase64url, keyCodec } from '@tallystick/protocol';
import {
  DEFAULT_GOVERNANCE,
  type GovernanceOptions,
  SovereignProblem,
  readGovernance,
} from '@tallystick/sovereign';
import type { OptionSpec } from '../command.ts';
import { usage } from '../stop.ts';

export const governanceOption: OptionSpec = {
  flags: '--governance <file>',
  what: 'who changes rules and constitution, in JSON (docs/operators/governance.md), or none; else everybody votes and a council made here approves',
};

/** What the option says: a file, `none`, or nothing, which is the usual governance. */
export function governanceOf(said: string | undefined): GovernanceOptions | undefined {
  if (said === undefined) return DEFAULT_GOVERNANCE;
  if (said === 'none') return undefined;
  // Files of keys are named from where the governance lies.
  const besides = dirname(said);
  const readKey = (file: string): Key => readKeyBeside(resolve(besides, file));
  try {
    return readGovernance(readText(said), readKey);
  } catch (error) {
    if (error instanceof SovereignProblem) throw usage(`${said}: ${error.message}`, error.code);
    throw error;
  }
}

function readKeyBeside(file: string): Key {
  const key = readPublicKeyText(readText(file));
  if (key === undefined) throw usage(`${file} is no public key of \`tally sovereign key\`.`);
  return key;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw usage(`${file} cannot be read: ${(error as Error).message}`);
  }
}

const MAX_KEY_BYTES = 4096;

/** What `tally sovereign key` writes into FILE.pub; undefined when it is something else. */
export function readPublicKeyText(text: string): Key | undefined {
  const key = decode(keyCodec, fromBase64url(text.trim(), MAX_KEY_BYTES) ?? new Uint8Array());
  return key.ok ? key.value : undefined;
}
