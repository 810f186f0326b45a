import { readFile } from 'node:fs/promises';
import { type Currency, sameKey } from '@tallystick/protocol';
import type { OpenedFolder } from './open-folder.ts';
import {
  treasuryKeyFile,
  treasuryKeyLabel,
  votedTreasuryKeyFile,
  votedTreasuryName,
} from './paths.ts';

/** A treasury's key in the folder, sealed as it lies there. */
export interface SealedTreasuryKey {
  /** The signer whose key it is. */
  readonly by: number;
  /** What it is sealed for: whoever opens it has to name it. */
  readonly label: string;
  readonly sealed: Uint8Array;
}

/** The keys of a treasury that lie in the folder. None of them is opened. */
export async function sealedTreasuryKeys(
  { paths, constitution }: Pick<OpenedFolder, 'paths' | 'constitution'>,
  { code, treasury }: Currency,
): Promise<readonly SealedTreasuryKey[]> {
  const founders = constitution.currencies.find((one) => one.code === code)?.treasury.keys ?? [];
  const found: SealedTreasuryKey[] = [];
  for (const [by, key] of treasury.keys.entries()) {
    const index = founders.findIndex((one) => sameKey(one, key));
    const voted = await readIfThere(votedTreasuryKeyFile(paths, code, key));
    if (voted !== undefined) {
      found.push({ by, label: votedTreasuryName(code, key), sealed: voted });
      continue;
    }
    const founded = index < 0 ? undefined : await readIfThere(treasuryKeyFile(paths, code, index));
    if (founded !== undefined) {
      found.push({ by, label: treasuryKeyLabel(code, index), sealed: founded });
    }
  }
  return found;
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
