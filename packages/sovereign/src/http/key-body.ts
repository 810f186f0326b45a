import { type Key, type Signers, toBase64url } from '@tallystick/protocol';

/** A public key as JSON has it. */
export function keyBody(key: Key): { suite: number; publicKey: string } {
  return { suite: key.suite, publicKey: toBase64url(key.publicKey) };
}

export function signersBody(signers: Signers): { threshold: number; signers: unknown[] } {
  return { threshold: signers.threshold, signers: signers.keys.map(keyBody) };
}
