import { keepCompiled } from './keep-compiled.ts';

keepCompiled();
const [{ COMMANDS }, { runCommandLine }, { processTerminal }] = await Promise.all([
  import('./commands/index.ts'),
  import('./program.ts'),
  import('./terminal.ts'),
]);
process.exitCode = await runCommandLine(process.argv.slice(2), COMMANDS, processTerminal());
