/** The command line `tally` as a library, so that a test or a program can run a command without a new process. */
export { COMMANDS } from './commands/index.ts';
export { EXIT, type ExitStatus } from './exit-status.ts';
export { runCommandLine } from './program.ts';
export { type Terminal, processTerminal } from './terminal.ts';
