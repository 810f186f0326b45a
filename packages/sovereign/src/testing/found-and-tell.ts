import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { basename } from 'node:path';
import { foundWhole } from '../founding-door/found-whole.ts';

/**
 * Founds in the folder of its first argument, and tells its parent of each step, which may kill it then. With a second one it dies
 * by itself once that call of the file system is done, as `rename sovereign`.
 */
const [, , folder = '', last] = process.argv;

function dyingAfter(name: 'rename' | 'rm'): void {
  const call = promises[name] as (path: string, ...more: unknown[]) => Promise<void>;
  Object.assign(promises, {
    async [name](path: string, ...more: unknown[]): Promise<void> {
      await call(path, ...more);
      if (last === `${name} ${basename(path)}`) process.kill(process.pid, 'SIGKILL');
    },
  });
}

dyingAfter('rename');
dyingAfter('rm');
syncBuiltinESMExports();
await foundWhole({
  folder,
  name: 'Lake',
  country: 'CH',
  currencies: [{ code: 'LAK', decimals: 2 }],
  passphrase: Buffer.from('a long enough passphrase'),
  onProgress: (progress) => void process.send?.(progress),
});
process.disconnect?.();
