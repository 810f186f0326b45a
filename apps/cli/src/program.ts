import { Command, CommanderError, Option } from 'commander';
import { readFileSync } from 'node:fs';
import type { Call, CommandEntry, CommandSpec, OptionSpec } from './command.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import type { Answer } from './output/answer.ts';
import { asTyped } from './output/as-typed.ts';
import { Stop } from './stop.ts';
import { systemErrorText } from './system-error.ts';
import type { Terminal } from './terminal.ts';

const SUMMARY = 'Money that two people can settle with no network between them.';
const STATUSES = `
Exit status:
  0 done · 1 failed · 2 not understood · 3 refused · 4 unreachable · 5 tampering found`;

/** Runs one command line, without the leading `node tally`; answers with the exit status and never throws. */
export async function runCommandLine(
  typed: readonly string[],
  commands: readonly CommandEntry[],
  terminal: Terminal,
): Promise<ExitStatus> {
  let status: ExitStatus = EXIT.done;
  const json = typed.includes('--json');
  // `help pay` is another way to say `pay --help`.
  const argv = typed[0] === 'help' ? [...typed.slice(1), '--help'] : typed;
  const finish = (answer: Answer): void => {
    status = answer.status ?? EXIT.done;
    print(answer, json, terminal);
  };
  try {
    const program = await buildProgram(argv, commands, terminal, finish);
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    status = fail(error, json, terminal);
  }
  return status;
}

/** `--json` prints the value on stdout, else the text is printed there; complaints go to stderr. */
function print(answer: Answer, json: boolean, terminal: Terminal): void {
  const text = json ? JSON.stringify(answer.json) : asTyped(answer.text);
  if (text !== '') terminal.out(`${text}\n`);
  if (answer.complaint !== undefined) terminal.err(`${asTyped(answer.complaint)}\n`);
}

function fail(error: unknown, json: boolean, terminal: Terminal): ExitStatus {
  if (error instanceof Stop) {
    print(error.answer, json, terminal);
    return error.answer.status ?? EXIT.failed;
  }
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT.done;
    // Commander has written its sentence to stderr already.
    const message = error.message.replace(/^error: /, '');
    if (json) terminal.out(`${JSON.stringify({ error: { code: 'usage', message } })}\n`);
    return EXIT.usage;
  }
  const system = systemErrorText(error);
  const message = system ?? (error instanceof Error ? error.message : String(error));
  const answer: Answer = {
    json: { error: { code: 'failed', message } },
    text: '',
    // A full disk or a missing permission says it all, and a stack would only frighten.
    complaint: error instanceof Error && system === undefined ? (error.stack ?? message) : message,
    status: EXIT.failed,
  };
  print(answer, json, terminal);
  return EXIT.failed;
}

/** All commands for the help page, and all about the one that was typed. */
async function buildProgram(
  argv: readonly string[],
  commands: readonly CommandEntry[],
  terminal: Terminal,
  finish: (answer: Answer) => void,
): Promise<Command> {
  const output = {
    writeOut: (text: string) => terminal.out(text),
    writeErr: (text: string) => terminal.err(text),
  };
  const settle = (command: Command): Command =>
    command.exitOverride().configureOutput(output).showHelpAfterError('(--help explains)');
  const program = settle(new Command('tally')).description(SUMMARY).helpCommand(false);
  program.addHelpText('after', STATUSES);
  if (argv[0] === '--version') program.version(readVersion(), '--version', 'print the version');
  else program.option('--version', 'print the version');
  const groups = new Map<string, Command>();
  for (const entry of commands) {
    const words = entry.words.split(' ');
    const isTyped = words.every((word, at) => argv[at] === word);
    const name = words.pop() ?? entry.words;
    let parent = program;
    for (const word of words) {
      parent = groups.get(word) ?? settle(program.command(word)).description(GROUPS[word] ?? '');
      groups.set(word, parent);
    }
    const command = settle(parent.command(name, { hidden: entry.hidden === true }));
    command.summary(entry.summary).description(entry.summary);
    if (isTyped) declare(command, entry, await entry.load(), terminal, finish);
  }
  return program;
}

function readVersion(): string {
  const file = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(file) as { readonly version: string }).version;
}

const GROUPS: Readonly<Record<string, string>> = {
  sovereign: 'Found, run and look after a sovereign',
  rules: 'Check texts of rules and try them; propose them, vote on them, roll them back',
  vote: 'Count a vote again',
  tab: 'Pay one payee without a network, from value set aside for them',
  allowance: 'Pay by cheque without a network, from value set aside for whoever is met',
  offline: 'The messages of a payment between two wallets without a network',
  hold: 'Set value aside under conditions: an escrow, a vault, a swap',
  mandate: 'Pay an amount every period',
  stream: 'Pay, or be paid, tick by tick inside a tab',
  wallet: 'Make a wallet, see who it is, and change its devices and its sovereign’s address',
};

function declare(
  command: Command,
  { summary }: CommandEntry,
  spec: CommandSpec,
  terminal: Terminal,
  finish: (answer: Answer) => void,
): void {
  // Commander breaks lines where the terminal ends.
  const details = spec.details?.replaceAll('\n', ' ');
  command.description([summary, details].filter(Boolean).join('\n\n'));
  for (const { name, what } of spec.args) {
    command.argument(argumentText(name), what);
  }
  for (const option of spec.options) command.addOption(toOption(option));
  command.option('--json', 'print one JSON value for programs');
  const required = spec.options.filter((option) => option.required === true);
  if (required.length > 0) {
    const flags = required.map((option) => option.flags).join(' ');
    const args = spec.args.map(({ name }) => argumentText(name)).join(' ');
    command.usage(`${flags} [options] ${args}`);
  }
  const plural = spec.examples.length > 1 ? 's' : '';
  const lines = spec.examples.map((line) => `  $ ${line}`).join('\n');
  command.addHelpText('after', `\nExample${plural}:\n${lines}`);
  command.action(async (...received: unknown[]) => {
    // Commander hands over the arguments, then the options, then the command itself.
    const options = received.at(-2) as Record<string, unknown>;
    const json = options['json'] === true;
    const call: Call = {
      json,
      terminal,
      say: (answer) => print(answer, json, terminal),
      note: (text) => terminal.err(`${text}\n`),
    };
    const answer = await spec.run(call, received.slice(0, -2) as string[], options);
    if (answer !== undefined) finish(answer);
  });
}

/** As commander has it: in angle brackets, unless it says itself that it can be left out. */
function argumentText(name: string): string {
  return /^[[<]/.test(name) ? name : `<${name}>`;
}

function toOption(spec: OptionSpec): Option {
  const option = new Option(spec.flags, spec.what);
  if (spec.parse !== undefined) option.argParser(spec.parse);
  if (spec.preset !== undefined) option.default(spec.preset);
  if (spec.required === true) option.makeOptionMandatory();
  return option;
}
