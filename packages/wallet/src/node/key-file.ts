import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Outcome, done, failed } from '../core/outcome.ts';
import type { Unlock } from '../core/wallet-types.ts';
import { replaceFile } from './owned-file.ts';

/** `tally-unlock-1:` 64 hexadecimal digits of the key, `:`, 8 of its SHA-256, so that damage is told from a wrong key. */
const FORM = /^tally-unlock-1:([0-9a-f]{64}):([0-9a-f]{8})\n$/;

/** Writes a fresh unlock key that only its owner can read. */
export function createKeyFile(path: string): Unlock {
  const key = new Uint8Array(randomBytes(32));
  replaceFile(path, Buffer.from(`tally-unlock-1:${key.toHex()}:${checkOf(key)}\n`));
  return { kind: 'key', key };
}

/** Reads an unlock key: `usage` when there is none, `tampering` when it is not what was written. */
export function readKeyFile(path: string): Outcome<Unlock> {
  let content: string;
  try {
    content = readFileSync(path, 'latin1');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return failed(
      'usage',
      'no-unlock',
      `There is no ${path}: this wallet is opened with a passphrase.`,
    );
  }
  const [, hex = '', check] = FORM.exec(content) ?? [];
  const key = Uint8Array.fromHex(hex);
  if (key.length === 32 && checkOf(key) === check) return done({ kind: 'key', key });
  return failed('tampering', 'unlock-damaged', 'The unlock key is not what was written.', {
    problems: [{ where: path, what: 'is not what was written' }],
  });
}

function checkOf(key: Uint8Array): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8);
}
