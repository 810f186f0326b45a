import type { Answer } from './output/answer.ts';
import type { Terminal } from './terminal.ts';

/** One run of one command: how it speaks while it works. Its last word is the answer that it returns. */
export interface Call {
  readonly json: boolean;
  readonly terminal: Terminal;
  /** Says something before the end, for a command that stays: one JSON line, or text. */
  say(answer: Answer): void;
  /** A line for people on stderr, which no script reads. */
  note(text: string): void;
}

interface Argument {
  /** Upper case, as the issue and the help pages write it; `[NAME...]` is optional and may repeat. */
  readonly name: string;
  readonly what: string;
}

export interface OptionSpec {
  /** In commander's way of writing: `--port <port>`. */
  readonly flags: string;
  readonly what: string;
  /** Turns the text into a value; throws `InvalidArgumentError` of commander. */
  readonly parse?: (text: string, previous: unknown) => unknown;
  readonly preset?: string | number | boolean;
  readonly required?: boolean;
}

/** What the help page of `tally` says of a command, and the way to the rest of it. */
export interface CommandEntry {
  /** As typed after `tally`: `sovereign create`. */
  readonly words: string;
  readonly summary: string;
  readonly hidden?: boolean;
  readonly load: () => Promise<CommandSpec>;
}

/** A command as data: its help page, the tests of its examples and the program are made of it. */
export interface CommandSpec {
  readonly details?: string;
  readonly args: readonly Argument[];
  readonly options: readonly OptionSpec[];
  /** Lines that can be typed as they stand; a test runs each of them. */
  readonly examples: readonly string[];
  readonly run: (
    call: Call,
    args: readonly string[],
    options: Readonly<Record<string, unknown>>,
  ) => Promise<Answer | undefined>;
}

/** A `CommandSpec` whose `run` knows the types of its own arguments and options. */
export interface TypedCommand<Args extends readonly unknown[], Options> extends Omit<
  CommandSpec,
  'run'
> {
  readonly run: (call: Call, args: Args, options: Options) => Promise<Answer | undefined>;
}

/** The types stand beside the declaration they describe; commander has already checked presence and form. */
export function defineCommand<Args extends readonly unknown[], Options = object>(
  command: TypedCommand<Args, Options>,
): CommandSpec {
  return {
    ...command,
    run: (call, args, options) =>
      command.run(call, args as readonly unknown[] as Args, options as Options),
  };
}
