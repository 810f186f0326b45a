/**
 * Runs in a worker: unseals a key file of an office, signs one word with it, and forgets both. The page ends the worker when it has
 * the answer; no message carries the key or the passphrase out.
 */
import { SIGNER_LABEL, secretToSeed, unseal } from '@tallystick/protocol';
import { nobleCrypto } from '@tallystick/protocol/crypto-noble';
import type { SignNews, SignRequest } from './messages.ts';
import { signWord } from './sign-word.ts';

function tell(news: SignNews): void {
  postMessage(news);
}

async function sign({ file, passphrase, job }: SignRequest): Promise<void> {
  const opener = { kind: 'passphrase', passphrase: new TextEncoder().encode(passphrase) } as const;
  const opened = await unseal(SIGNER_LABEL, file, opener, nobleCrypto);
  opener.passphrase.fill(0);
  if (!opened.ok) return tell({ kind: 'not-signed', fault: opened.reason });
  const seed = secretToSeed(opened.secret);
  opened.secret.fill(0);
  if (seed === undefined) return tell({ kind: 'not-signed', fault: 'damaged' });
  const pair = nobleCrypto.keyPair(seed.suite, seed.seed);
  seed.seed.fill(0);
  tell(signWord(job, pair, nobleCrypto));
}

addEventListener('message', ({ data }: MessageEvent<SignRequest>) => {
  sign(data).catch(() => tell({ kind: 'not-signed', fault: 'damaged' }));
});
tell({ kind: 'listening' });
