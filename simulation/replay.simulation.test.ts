import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { signingContext } from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { expect, test } from 'vitest';
import { keyedHashCrypto } from './engine/keyed-hash-crypto.ts';
import { type Run, run, runGoverned, runOffline, runRules, runWaiting } from './run.ts';

const MAIN = join(import.meta.dirname, 'main.ts');

function inAnotherProcess(...options: string[]): Run {
  const printed = execFileSync(process.execPath, [MAIN, '--json', ...options]);
  return JSON.parse(printed.toString()) as Run;
}

test('one seed gives one trace: again, after other worlds, and in another process', async () => {
  const first = await run({ seed: 11, steps: 800 });
  expect(first.violation).toBeNull();
  await run({ seed: 12, steps: 200 });
  const again = await run({ seed: 11, steps: 800 });
  expect(again).toEqual(first);
  expect(inAnotherProcess('--seed', '11', '--steps', '800')).toEqual(first);
  const other = await run({ seed: 13, steps: 800 });
  expect(other.hash).not.toBe(first.hash);
});

test('one seed gives one trace in worlds of days, too', async () => {
  const first = await runOffline({ seed: 5, steps: 800 });
  expect(first.violation).toBeNull();
  expect(await runOffline({ seed: 5, steps: 800 })).toEqual(first);
  expect(inAnotherProcess('--offline', '--seed', '5', '--steps', '800')).toEqual(first);
});

test('one seed gives one trace in worlds in which value waits', async () => {
  const first = await runWaiting({ seed: 4, steps: 1_200 });
  expect(first.violation).toBeNull();
  expect(await runWaiting({ seed: 4, steps: 1_200 })).toEqual(first);
  expect(inAnotherProcess('--waiting', '--seed', '4', '--steps', '1200')).toEqual(first);
});

test('one seed gives one trace in worlds under rules that change', async () => {
  const first = await runRules({ seed: 6, steps: 1_000 });
  expect(first.violation).toBeNull();
  expect(await runRules({ seed: 6, steps: 1_000 })).toEqual(first);
  expect(inAnotherProcess('--rules', '--seed', '6', '--steps', '1000')).toEqual(first);
});

test('one seed gives one trace in worlds whose people change their rules', async () => {
  const first = await runGoverned({ seed: 2, steps: 1_500 });
  expect(first.violation).toBeNull();
  expect(await runGoverned({ seed: 2, steps: 1_500 })).toEqual(first);
  expect(inAnotherProcess('--governed', '--seed', '2', '--steps', '1500')).toEqual(first);
});

test('with real signatures worlds keep every promise, and their trace too', async () => {
  const options = { seed: 21, steps: 300, crypto: nodeCrypto };
  const real = await run(options);
  expect(real.violation).toBeNull();
  expect(real.figures['transitions']).toBeGreaterThan(20);
  expect((await run(options)).hash).toBe(real.hash);
});

test('what the simulation signs is nothing to a real provider', () => {
  const key = keyedHashCrypto.keyPair(1, new Uint8Array(32));
  const message = new Uint8Array(32).fill(1);
  const context = signingContext('transition', null);
  const signature = keyedHashCrypto.sign(key, message, context);
  expect(keyedHashCrypto.verify(key, message, signature, context)).toBe(true);
  expect(nodeCrypto.verify(key, message, signature, context)).toBe(false);
  const changed = signature.slice().fill(0, 7, 8);
  expect(keyedHashCrypto.verify(key, message, changed, context)).toBe(false);
  const another = keyedHashCrypto.keyPair(1, new Uint8Array(32).fill(1));
  expect(keyedHashCrypto.verify(another, message, signature, context)).toBe(false);
});
