import { parseArgs } from 'node:util';
import type { Bench } from './figures.ts';
import { machine } from './machine.ts';
import { record } from './results.ts';

/**
 * `npm run bench -- [NAME] [--json]`: one JSON line for NAME, or every bench as a table and into RESULTS.md.
 * Benches are loaded when they run, so that one cannot warm up or disturb another.
 */
const BENCHES: Readonly<Record<string, () => Promise<{ run: Bench }>>> = {
  transitions: () => import('./transitions.ts'),
  payments: () => import('./payments.ts'),
  latency: () => import('./latency.ts'),
  growth: () => import('./growth.ts'),
  wallet: () => import('./wallet.ts'),
  offline: () => import('./offline.ts'),
  detect: () => import('./detect.ts'),
  deposit: () => import('./deposit.ts'),
  stream: () => import('./stream.ts'),
  rules: () => import('./rules.ts'),
  web: () => import('./web.ts'),
};

const USAGE = 2;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  const names = positionals.length > 0 ? positionals : Object.keys(BENCHES);
  const unknown = names.find((name) => !(name in BENCHES));
  if (unknown !== undefined) {
    console.error(`no bench '${unknown}'; there are: ${Object.keys(BENCHES).join(', ')}`);
    return USAGE;
  }
  const here = machine();
  for (const name of names) {
    const { run } = await (BENCHES[name] as () => Promise<{ run: Bench }>)();
    const result = await run((line) => console.error(`${name}: ${line}`));
    if (values.json) {
      console.log(JSON.stringify({ name, figures: result.figures, machine: here }));
    } else {
      console.log(name);
      console.table(result.figures);
      for (const note of result.notes ?? []) console.log(`- ${note}`);
      record(result, here, new Date().toISOString().slice(0, 10));
    }
  }
  return 0;
}

process.exitCode = await main();
