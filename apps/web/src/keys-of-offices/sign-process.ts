/**
 * Runs in a worker: tells what an office would sign, from its bytes; or unseals a key file of an office, signs one word with it, and
 * forgets both. The page ends the worker when it has the answer; no message carries the key or the passphrase out.
 */
import { SIGNER_LABEL, secretToSeed, unseal } from '@tallystick/protocol';
import { nobleCrypto } from '@tallystick/protocol/crypto-noble';
import { listen } from '../frame/listening.ts';
import type { OfficeJob, SignAsked, SignNews, SignRequest } from './messages.ts';
import { fetchProposed } from './proposed.ts';
import { lookAtWord, signWord } from './sign-word.ts';

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

async function look(job: OfficeJob): Promise<void> {
  if (job.kind === 'answer') return tell(lookAtWord(job, null, nobleCrypto));
  const proposed = await fetchProposed(job.proposal, job.signedConstitution);
  if (proposed === undefined) return tell({ kind: 'not-shown', fault: 'unproven' });
  return tell(lookAtWord(job, proposed, nobleCrypto));
}

listen((asked: SignAsked) => {
  if (asked.kind === 'look') {
    look(asked.job).catch(() => tell({ kind: 'not-shown', fault: 'unproven' }));
    return;
  }
  sign(asked).catch(() => tell({ kind: 'not-signed', fault: 'damaged' }));
});
