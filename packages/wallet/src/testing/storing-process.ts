import { randomFillSync } from 'node:crypto';
import { writeSync } from 'node:fs';
import { type Durability, openSqliteStorage } from '../node/sqlite-storage.ts';

/**
 * A process to be killed, or whose power is to be cut: it stores one record after the other in the folder that it is given, as a wallet
 * that pays does, and prints how many after each write that was acknowledged. It does not close the storage.
 */
const [, program, folder, durability = 'FULL', most = 'Infinity'] = process.argv;

/** The value of a record, and of one that every write replaces. */
export function storedAt(number: number): Uint8Array {
  return new Uint8Array(500 + ((number * 997) % 6000)).fill(number);
}

async function run(into: string, how: Durability, writes: number): Promise<void> {
  const opened = openSqliteStorage(into, how);
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
  let number = (await opened.value.list('record/')).length;
  for (let made = 0; made < writes; made += 1, number += 1) {
    const value = storedAt(number);
    await opened.value.write([
      { key: `record/${String(number).padStart(6, '0')}`, value },
      { key: `some/${number % 7}`, value: randomFillSync(new Uint8Array(700)) },
      { key: 'last', value },
    ]);
    writeSync(1, `${number + 1}\n`);
  }
}

if (program === import.meta.filename && folder !== undefined) {
  await run(folder, durability === 'NORMAL' ? 'NORMAL' : 'FULL', Number(most));
  process.exit(0);
}
