import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Call } from '../command.ts';
import { logSources } from './log-sources.ts';

/** A script: nobody sits at its terminal. */
const call: Call = {
  json: true,
  terminal: {
    interactive: false,
    columns: undefined,
    colours: false,
    out: () => {},
    err: () => {},
    stopped: () => new AbortController().signal,
  },
  say: () => {},
  note: () => {},
};

test("a script opens locked wallets with the wallets' own passphrase file, and is told of it", async () => {
  const dir = mkdtempSync(join(tmpdir(), 'tally-sources-'));
  const walletPassphraseFile = join(dir, 'passphrase.txt');
  writeFileSync(walletPassphraseFile, 'open\n');
  try {
    const told = 'Give --wallet-passphrase-file FILE';
    await expect(logSources(call, { fromWallet: [dir] })).rejects.toThrow(told);
    // With it the folder is opened, and turns out to hold none.
    const opening = logSources(call, { fromWallet: [dir], walletPassphraseFile });
    await expect(opening).rejects.toMatchObject({
      answer: { json: { error: { code: 'no-wallet' } } },
    });
  } finally {
    rmSync(dir, { recursive: true });
  }
});
