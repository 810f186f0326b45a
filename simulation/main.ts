import { parseArgs } from 'node:util';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { keyedHashCrypto } from './engine/keyed-hash-crypto.ts';
import {
  type Run,
  run,
  runGoverned,
  runOffline,
  type RunOptions,
  runRules,
  runWaiting,
} from './run.ts';

const HELP = `Lives through a simulated world: wallets, one sovereign, and every fault that a seed brings.

  npm run simulate -- --seed 7 --steps 2000      one world
  npm run simulate -- --seed 7 --trace           … with everything that happens in it
  npm run simulate -- --seed 7 --offline         … of days, in which people pay without the sovereign
  npm run simulate -- --seed 7 --waiting         … in which value waits: for ticks, words, times, periods
  npm run simulate -- --seed 7 --rules           … under rules that change, of which everybody wants the last
  npm run simulate -- --seed 7 --governed        … whose people change its rules by votes
  npm run simulate -- --seed 7 --crypto node     … with real signatures, which is slow
  npm run soak -- --seed 1000 --minutes 10       one seed after the other, in worlds of all kinds; with --offline, --waiting, --rules or --governed of one

  --json   prints the result as one line of JSON
Exit status: 0 every promise held, 1 one was broken, 2 usage.`;

const NUMBER = /^\d{1,15}$/;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      steps: { type: 'string', default: '2000' },
      minutes: { type: 'string', default: '60' },
      crypto: { type: 'string', default: 'hash' },
      soak: { type: 'boolean', default: false },
      trace: { type: 'boolean', default: false },
      offline: { type: 'boolean', default: false },
      waiting: { type: 'boolean', default: false },
      rules: { type: 'boolean', default: false },
      governed: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const { seed, steps, minutes, crypto } = values;
  if (![seed, steps, minutes].every((one) => NUMBER.test(one)) || !/^(hash|node)$/.test(crypto)) {
    console.error(HELP);
    return 2;
  }
  const options: RunOptions = {
    seed: Number(seed),
    steps: Number(steps),
    crypto: crypto === 'node' ? nodeCrypto : keyedHashCrypto,
    ...(values.trace ? { onTrace: (line: string) => console.log(line) } : {}),
  };
  if (values.soak) return await soak(options, Number(minutes), kindsOf(values));
  const [kind = run] = kindsOf(values);
  const result = await kind(options);
  console.log(values.json ? JSON.stringify(result) : describe(result));
  return result.violation === null ? 0 : 1;
}

type Kind = (options: RunOptions) => Promise<Run>;

/** The kinds of worlds that are asked for; the first is the one that is meant where only one is run. */
function kindsOf(asked: Readonly<Record<string, unknown>>): readonly Kind[] {
  const named = Object.entries(KINDS).find(([name]) => asked[name] === true);
  return named === undefined ? [run, ...Object.values(KINDS)] : [named[1]];
}

const KINDS: Readonly<Record<string, Kind>> = {
  offline: runOffline,
  waiting: runWaiting,
  rules: runRules,
  governed: runGoverned,
};

/** One seed after the other, until one breaks a promise or the time is over. */
async function soak(options: RunOptions, minutes: number, kinds: readonly Kind[]): Promise<number> {
  const end = performance.now() + minutes * 60_000;
  let transitions = 0;
  let { seed } = options;
  for (; performance.now() < end; seed++) {
    for (const one of kinds) {
      const result = await one({ ...options, seed });
      transitions += result.figures['transitions'] ?? 0;
      if (result.violation === null) continue;
      console.log(describe(result));
      return 1;
    }
    if (seed % 100 === 99) console.log(`up to seed ${seed}: ${transitions} transitions, all well`);
  }
  console.log(`seeds ${options.seed} to ${seed - 1}: ${transitions} transitions, all well`);
  return 0;
}

function describe({ seed, steps, hash, violation, figures }: Run): string {
  const numbers = Object.entries(figures).map(([name, value]) => `${value} ${name}`);
  const lines = [`seed ${seed}: ${steps} steps, ${numbers.join(', ')}`, `trace ${hash}`];
  if (violation !== null) {
    lines.push(`BROKEN: ${violation.rule}`, violation.detail);
    lines.push(
      `Once more, with everything that happened: npm run simulate -- --seed ${seed} --trace (--offline, --waiting, --rules, --governed)`,
    );
  }
  return lines.join('\n');
}

process.exitCode = await main();
