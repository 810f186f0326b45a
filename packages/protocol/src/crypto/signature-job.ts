import type { CryptoProvider } from './provider.ts';
import type { Hash } from './hash.ts';
import type { Key } from './suite.ts';

/** One signature to verify, wherever that is done. */
export interface SignatureJob {
  readonly key: Key;
  readonly message: Hash;
  readonly signature: Uint8Array;
  readonly context: Uint8Array;
}

/** Whether a signature is its key's over the message; never throws. */
export function verifyJob(job: SignatureJob, crypto: CryptoProvider): boolean {
  return crypto.verify(job.key, job.message, job.signature, job.context);
}

/**
 * A provider that believes every signature and lists it in `jobs`: what it lets pass holds once all of them verify. For
 * whoever checks signatures elsewhere than the rest.
 */
export function collectingJobs(crypto: CryptoProvider, jobs: SignatureJob[]): CryptoProvider {
  return {
    ...crypto,
    verify(key, message, signature, context) {
      jobs.push({ key, message, signature, context });
      return true;
    },
  };
}
