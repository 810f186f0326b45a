import { access } from 'node:fs/promises';
import {
  type Currency,
  type Hash,
  type KeyPair,
  currencyId,
  sameKey,
  treasuryId,
} from '@tallystick/protocol';
import { describeFolder } from '../founding/create-sovereign.ts';
import { nodePorts } from '../founding/node-ports.ts';
import { type FoundingPorts, type SovereignFolder, SovereignProblem } from '../founding/options.ts';
import { openFolder } from './open-folder.ts';
import { openOperatorKey, openTreasuryKey, openVotedTreasuryKey, readUnlock } from './open-keys.ts';
import { treasuryKeyFile, votedTreasuryKeyFile } from './paths.ts';

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

/**
 * Opens the treasury keys of one currency that lie in the folder. `voted`: the currencies as votes have
 * them; the founding's otherwise. Throws `SovereignProblem`.
 */
export async function openTreasury(
  folder: string,
  code: string,
  passphrase: Uint8Array,
  voted?: readonly Currency[],
  ports: FoundingPorts = nodePorts,
): Promise<OpenedTreasury> {
  const { paths, constitution, sovereign } = await openFolder(folder, ports.crypto);
  const currencies = voted ?? constitution.currencies;
  const declared = currencies.find((currency) => currency.code === code);
  if (declared === undefined) {
    const known = currencies.map((currency) => currency.code).join(', ') || 'none';
    const message = `the constitution declares no currency ${code}; it declares: ${known}`;
    throw new SovereignProblem('invalid-options', message);
  }
  const { threshold, keys: signers } = declared.treasury;
  const founding = constitution.currencies.find((currency) => currency.code === code);
  const founders = founding?.treasury.keys ?? [];
  const keys: { by: number; pair: KeyPair }[] = [];
  for (const [by, key] of signers.entries()) {
    if (keys.length === threshold) break;
    const index = founders.findIndex((one) => sameKey(one, key));
    if (await exists(votedTreasuryKeyFile(paths, code, key))) {
      const pair = await openVotedTreasuryKey(paths, { code, key }, passphrase, ports.crypto);
      keys.push({ by, pair });
    } else if (index !== -1 && (await exists(treasuryKeyFile(paths, code, index)))) {
      const treasury = { code, index, key };
      const pair = await openTreasuryKey(paths, treasury, passphrase, ports.crypto);
      keys.push({ by, pair });
    }
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
