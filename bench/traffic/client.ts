import { type Economy, type EconomyOptions, foundEconomy } from './economy.ts';
import { type Ran, runOpenLoop, runScript } from './run-script.ts';
import { batchedScript, type Script, singleScript } from './script.ts';

/** The load in a process of its own, driven over IPC, so that its processor time is told from the sovereign's. */

export type Command =
  | { readonly kind: 'found'; readonly options: EconomyOptions }
  | {
      readonly kind: 'sign';
      readonly mode: 'batched' | 'single';
      readonly payments: number;
      readonly lag: number;
    }
  | { readonly kind: 'run'; readonly connections: number }
  | { readonly kind: 'open-loop'; readonly perSecond: number; readonly connections: number };

export type Reply =
  | { readonly kind: 'progress'; readonly line: string }
  | { readonly kind: 'done'; readonly ran: Ran | null }
  | { readonly kind: 'failed'; readonly message: string };

let options: EconomyOptions | undefined;
let economy: Economy | undefined;
let script: Script | undefined;

function send(reply: Reply): void {
  process.send?.(reply);
}

async function carryOut(command: Command): Promise<Ran | null> {
  if (command.kind === 'found') {
    options = command.options;
    const report = (line: string): void => send({ kind: 'progress', line });
    economy = await foundEconomy(options, report, economy);
    return null;
  }
  if (options === undefined || economy === undefined) throw new Error('nothing founded yet');
  const { url, country } = options;
  if (command.kind === 'sign') {
    const make = command.mode === 'batched' ? batchedScript : singleScript;
    script = await make(url, economy, country, command.payments, command.lag);
    return null;
  }
  if (script === undefined) throw new Error('nothing signed yet');
  const ready = script;
  script = undefined;
  globalThis.gc?.();
  return command.kind === 'run'
    ? runScript(url, ready, command.connections)
    : runOpenLoop(url, ready, command.perSecond, command.connections);
}

process.on('message', (command: Command) => {
  carryOut(command).then(
    (ran) => send({ kind: 'done', ran }),
    (error: unknown) => send({ kind: 'failed', message: String(error) }),
  );
});
