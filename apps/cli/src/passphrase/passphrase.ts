import { readFileSync } from 'node:fs';
import { isCancel, password } from '@clack/prompts';
import type { Call, OptionSpec } from '../command.ts';
import { usage } from '../stop.ts';
import { readUnlockKey } from './unlock-key.ts';

export interface PassphraseOptions {
  readonly passphraseFile?: string;
}

/** The one way besides asking: never an argument or the environment, which other programs can read. */
export const passphraseFile: OptionSpec = {
  flags: '--passphrase-file <file>',
  what: 'read the passphrase from the first line of this file',
};

const LONGEST_BYTES = 1024;

/**
 * The passphrase for something new: from the file, or from whoever sits at the terminal. Undefined when nobody is
 * there: then a random key in the folder does it.
 */
export async function choosePassphrase(
  call: Call,
  dir: string,
  options: PassphraseOptions,
): Promise<string | undefined> {
  if (options.passphraseFile !== undefined) return fromFile(options.passphraseFile);
  if (!call.terminal.interactive) return undefined;
  const first = await ask(`Choose a passphrase for ${dir}`);
  const second = await ask('The same once more');
  if (first !== second) throw usage('The two passphrases differ.');
  return first;
}

/** The passphrase that opens what is in `dir`; the content of its `unlock.key` where it has one. */
export async function givePassphrase(
  call: Call,
  dir: string,
  options: PassphraseOptions,
): Promise<string> {
  if (options.passphraseFile !== undefined) return fromFile(options.passphraseFile);
  const key = readUnlockKey(dir);
  if (key !== undefined) return key;
  if (call.terminal.interactive) return await ask(`Passphrase of ${dir}`);
  throw usage(
    `${dir} is locked with a passphrase and nobody is here to type it. Give --passphrase-file FILE.`,
  );
}

function fromFile(path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw usage(`The passphrase file cannot be read: ${(error as Error).message}.`);
  }
  const [first = ''] = text.split(/\r?\n/, 1);
  if (first === '') throw usage(`The first line of ${path} is empty.`);
  if (Buffer.byteLength(first) > LONGEST_BYTES) {
    throw usage(`The first line of ${path} is longer than ${LONGEST_BYTES} bytes.`);
  }
  return first.normalize('NFKC');
}

async function ask(message: string): Promise<string> {
  // Questions go to stderr, so that stdout holds nothing but the answer.
  const typed = await password({
    message,
    output: process.stderr,
    validate: (text) => (text === undefined || text === '' ? 'Type something.' : undefined),
  });
  if (isCancel(typed)) throw usage('Cancelled.');
  return typed.normalize('NFKC');
}
