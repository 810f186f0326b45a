import { access } from 'node:fs/promises';
import { type Hash, type KeyPair, currencyId, treasuryId } from '@tallystick/protocol';
import { describeFolder } from '../founding/create-sovereign.ts';
import { nodePorts } from '../founding/node-ports.ts';
import { type FoundingPorts, type SovereignFolder, SovereignProblem } from '../founding/options.ts';
import { openFolder } from './open-folder.ts';
import { openOperatorKey, openTreasuryKey, readUnlock } from './open-keys.ts';
import { treasuryKeyFile } from './paths.ts';

/** A treasury as its signers see it. */
export interface OpenedTreasury {
  readonly sovereign: Hash;
  readonly currency: Hash;
  readonly decimals: number;
  /** The treasury's chain. */
  readonly chain: Hash;
  readonly threshold: number;
  /** The keys that lie in the folder; `by` is the number to sign with (protocol.md section 4). */
  readonly keys: readonly { readonly by: number; readonly pair: KeyPair }[];
}

/** Reads what a founded folder is, and verifies that it is whole. Throws `SovereignProblem`. */
export async function readSovereign(
  folder: string,
  ports: FoundingPorts = nodePorts,
): Promise<SovereignFolder> {
  const { sovereign, constitution } = await openFolder(folder, ports.crypto);
  return describeFolder(folder, sovereign, constitution);
}

/** Opens the treasury keys of one currency that lie in the folder. Throws `SovereignProblem`. */
export async function openTreasury(
  folder: string,
  code: string,
  passphrase: Uint8Array,
  ports: FoundingPorts = nodePorts,
): Promise<OpenedTreasury> {
  const { paths, constitution, sovereign } = await openFolder(folder, ports.crypto);
  const declared = constitution.currencies.find((currency) => currency.code === code);
  if (declared === undefined) {
    const known = constitution.currencies.map((currency) => currency.code).join(', ') || 'none';
    const message = `the constitution declares no currency ${code}; it declares: ${known}`;
    throw new SovereignProblem('invalid-options', message);
  }
  const { threshold, keys: signers } = declared.treasury;
  const keys: { by: number; pair: KeyPair }[] = [];
  for (const [index, key] of signers.entries()) {
    if (keys.length === threshold) break;
    if (!(await exists(treasuryKeyFile(paths, code, index)))) continue;
    const treasury = { code, index, key };
    keys.push({
      by: index,
      pair: await openTreasuryKey(paths, treasury, passphrase, ports.crypto),
    });
  }
  const currency = currencyId(sovereign, code);
  const chain = treasuryId(sovereign, currency);
  return { sovereign, currency, decimals: declared.decimals, chain, threshold, keys };
}

/** The operator's key, opened with the machine's own: for whoever may read the folder's secrets. */
export async function openOperator(
  folder: string,
  ports: FoundingPorts = nodePorts,
): Promise<KeyPair> {
  const { paths, operator } = await openFolder(folder, ports.crypto);
  const key = await readUnlock(paths);
  return await openOperatorKey(paths, operator, { kind: 'key', key }, ports.crypto);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
