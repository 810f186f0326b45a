import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** The command line's program. */
export const TALLY: string = join(import.meta.dirname, '../../../cli/src/main.ts');

/** Runs a command to its end, and gives what it says on stdout. */
export async function runTally(...args: string[]): Promise<string> {
  const child = spawn(process.execPath, [TALLY, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', fault: '' };
  child.stdout.on('data', (data: Buffer) => (said.out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (said.fault += data.toString()));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code === 0) return said.out;
  throw new Error(`tally ${args.join(' ')} ended with ${String(code)}:\n${said.fault}`);
}

/** An address that opens the console of a running sovereign once more, for a quarter of an hour. */
export async function consoleLinkOf(folder: string): Promise<string> {
  const said = await runTally('sovereign', 'console', folder, '--json');
  return (JSON.parse(said) as { readonly link: string }).link;
}
