import type { Constitution, Cosigner } from '../constitution/index.ts';
import type { CryptoProvider, Key } from '../crypto/index.ts';
import { sameKey } from '../identity/index.ts';
import { type Checkpoint, type Note, verifyCosignature } from '../log/index.ts';
import type { Requirements } from './verify-evidence.ts';

/** Whom a reader counts on a checkpoint that the log signed at `signedAt`. */
export function cosignersOf(
  { witnesses, validators }: Constitution,
  { cosigners }: Pick<Requirements, 'cosigners'>,
  signedAt: number,
): readonly Cosigner[] {
  return cosigners?.(signedAt) ?? [...witnesses, ...validators];
}

/**
 * The names of those witnesses and validators that signed this tree within `fresh`, each key once; undefined
 * when a line of theirs does not verify (C2SP signed-note: reject the whole note).
 */
export function countCosigners(
  named: readonly Cosigner[],
  { note, checkpoint }: { readonly note: Note; readonly checkpoint: Checkpoint },
  fresh: { readonly from: number; readonly to: number },
  crypto: CryptoProvider,
): string[] | undefined {
  const names: string[] = [];
  const counted: Key[] = [];
  for (const cosigner of named) {
    const check = verifyCosignature(note, checkpoint, cosigner, crypto);
    if (check.ok) {
      const at = check.timestamp * 1000;
      const isFresh = at >= fresh.from && at <= fresh.to;
      if (!isFresh || counted.some((key) => sameKey(key, cosigner.key))) continue;
      counted.push(cosigner.key);
      names.push(cosigner.name);
    } else if (check.reason === 'invalid') return undefined;
  }
  return names;
}
