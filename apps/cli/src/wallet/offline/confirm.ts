import { confirm, isCancel } from '@clack/prompts';
import type { Call } from '../../command.ts';
import { refused } from '../../stop.ts';

/** Asks whoever sits at the terminal; a program has said what it wants with the command itself. */
export async function confirmed(call: Call, question: string): Promise<void> {
  if (!call.terminal.interactive) return;
  // Questions go to stderr, so that stdout holds nothing but the answer.
  const said = await confirm({ message: question, output: process.stderr, initialValue: false });
  if (!isCancel(said) && said) return;
  throw refused({ code: 'not-confirmed', message: 'It was not confirmed; nothing was signed.' });
}
