import type { Constitution } from '../constitution/index.ts';
import type { CryptoProvider, Key } from '../crypto/index.ts';
import { sameKey } from '../identity/index.ts';
import { type Checkpoint, type Note, verifyCosignature } from '../log/index.ts';

/**
 * The names of the constitution's witnesses and validators that signed this tree within `fresh`, each key once; undefined
 * when a line of theirs does not verify (C2SP signed-note: reject the whole note).
 */
export function countCosigners(
  constitution: Constitution,
  { note, checkpoint }: { readonly note: Note; readonly checkpoint: Checkpoint },
  fresh: { readonly from: number; readonly to: number },
  crypto: CryptoProvider,
): string[] | undefined {
  const names: string[] = [];
  const counted: Key[] = [];
  for (const cosigner of [...constitution.witnesses, ...constitution.validators]) {
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
