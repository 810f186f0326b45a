import { COMMANDS } from '../commands/index.ts';
import { runCommandLine } from '../program.ts';

/** What a command said that ran in this process. */
export interface Said {
  readonly status: number;
  readonly out: string;
  readonly err: string;
  json(): Record<string, unknown>;
}

/** Runs a command line in this process: a command after the other starts at once. */
export async function tallyHere(...args: readonly string[]): Promise<Said> {
  let out = '';
  let err = '';
  const status = await runCommandLine(args, COMMANDS, {
    interactive: false,
    columns: undefined,
    colours: false,
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    stopped: () => new AbortController().signal,
  });
  return { status, out, err, json: () => JSON.parse(out) as Record<string, unknown> };
}

/** The same, which has to succeed. */
export async function goodHere(...args: readonly string[]): Promise<Said> {
  const said = await tallyHere(...args);
  if (said.status === 0) return said;
  throw new Error(`tally ${args.join(' ')} ended with ${said.status}:\n${said.err}${said.out}`);
}
