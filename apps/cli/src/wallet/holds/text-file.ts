import { readFileSync } from 'node:fs';
import type { OptionSpec } from '../../command.ts';
import { replaceDurably } from '@tallystick/sovereign';
import type { Answer, Json } from '../../output/answer.ts';
import { usage } from '../../stop.ts';

const MAX_CHARACTERS = 1 << 19;

export interface OutOptions {
  readonly out?: string;
}

export const outOption: OptionSpec = {
  flags: '--out <file>',
  what: 'write the text into this file instead of showing it',
};

/** A text for others: into a file, or shown. `said` is for people. */
export function giveText(
  text: string,
  { out }: OutOptions,
  said: string,
  json: { readonly [key: string]: Json } = {},
): Answer {
  if (out === undefined) return { json: { ...json, text }, text };
  replaceDurably(out, `${text}\n`);
  return { json: { ...json, text, out }, text: `${out}: ${said}` };
}

/** A text that somebody handed over. */
export function readTextFile(path: string): string {
  try {
    const text = readFileSync(path, 'utf8');
    if (text.length <= MAX_CHARACTERS) return text.trim();
  } catch (error) {
    throw usage(`${path} cannot be read: ${(error as Error).message}.`, 'unreadable');
  }
  throw usage(`${path} is longer than terms or a word can be.`, 'unreadable');
}
