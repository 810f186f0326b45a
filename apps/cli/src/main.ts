import { COMMANDS } from './commands/index.ts';
import { runCommandLine } from './program.ts';
import { processTerminal } from './terminal.ts';

process.exitCode = await runCommandLine(process.argv.slice(2), COMMANDS, processTerminal());
