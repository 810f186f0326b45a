import { startProcess } from '../frame/own-process.ts';
import { underWay } from '../frame/under-way.ts';
import type {
  LookAnswer,
  OfficeJob,
  SignAnswer,
  SignAsked,
  SignNews,
  SignRequest,
} from './messages.ts';
import signUrl from './sign-process.ts?worker&url';

/** Has an office's key sign one word, in a process that ends with it. */
export async function signInProcess(request: SignRequest): Promise<SignAnswer> {
  const answer = await underWay(() => askProcess({ kind: 'sign', ...request }));
  const isSigning = answer?.kind === 'signed' || answer?.kind === 'not-signed';
  return isSigning ? answer : { kind: 'not-signed', fault: 'damaged' };
}

/** What would be signed, from the bytes; no key is needed for it. */
export async function lookInProcess(job: OfficeJob): Promise<LookAnswer> {
  const answer = await askProcess({ kind: 'look', job });
  const isLook = answer?.kind === 'shown' || answer?.kind === 'not-shown';
  return isLook ? answer : { kind: 'not-shown', fault: 'unfit' };
}

/** Null where the process failed. */
function askProcess(asked: SignAsked): Promise<SignNews | null> {
  const { promise, resolve } = Promise.withResolvers<SignNews | null>();
  const signer = startProcess<SignAsked>(signUrl, resolve, () => resolve(null));
  signer.send(asked);
  return promise.finally(signer.end);
}
