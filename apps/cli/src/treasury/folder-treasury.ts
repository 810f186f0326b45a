import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Hash } from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import {
  type OpenedFolder,
  openFolder,
  openOperator,
  openTreasury,
  openTreasuryPlace,
} from '@tallystick/sovereign';
import { type Trust, askTrust, currenciesAt, foundedTrust } from '@tallystick/wallet';
import { memoryStorage, nodePorts } from '@tallystick/wallet/node';
import { valueOf } from '../failure.ts';
import { runningAddress } from '../sovereign/running.ts';
import { exclusivelyOn } from './exclusively.ts';
import { type OperatorClient, operatorClient } from './operator-client.ts';
import type { VotedConstitution } from './voted-constitution.ts';
import { type Treasury, createTreasury } from './treasury.ts';

export interface FolderTreasury {
  readonly treasury: Treasury;
  readonly client: OperatorClient;
  readonly decimals: number;
  /** The id of the treasury's chain. */
  readonly chain: Hash;
  readonly folder: OpenedFolder;
  /** What votes have made of the constitution, with what proves it. */
  readonly voted: VotedConstitution;
  /** How many of the treasury's keys sign. */
  readonly threshold: number;
}

/** What a command brings: the passphrase, when it is asked for, and where to say that it waits. */
export interface TreasuryCall {
  /** Asked only where the folder holds keys of this treasury. */
  passphrase(): Promise<string>;
  note(text: string): void;
}

/** 0002, point 5: so that "not issued" is soon certain. */
const VALIDITY_MS = 30_000;

/** As a wallet does: half of what is allowed leaves room for a clock that is ahead. */
function validityOf({ parameters }: OpenedFolder['constitution']): number {
  return Math.min(VALIDITY_MS, Math.floor(parameters.validityMs / 2));
}

/** One currency's treasury by the keys in a sovereign's folder, working against its running node. */
export async function openFolderTreasury(
  dir: string,
  code: string,
  call: TreasuryCall,
): Promise<FolderTreasury> {
  const folder = await openFolder(dir, nodeCrypto);
  const { constitution, sovereign } = folder;
  const url = await runningAddress(dir);
  const { trust, shown } = valueOf(
    await askTrust(url, trustOf(folder), nodePorts(memoryStorage())),
  );
  const currencies = currenciesAt(trust, Date.now()).map(({ declared }) => declared);
  const passphrase = holdsKeys(dir, code) ? await call.passphrase() : '';
  const opened = await openTreasury(dir, code, Buffer.from(passphrase), currencies);
  const declared = currencies.find((currency) => currency.code === code);
  if (declared === undefined) throw new RangeError(`no currency ${code}`);
  const client = operatorClient(url, sovereign, await openOperator(dir));
  const treasury = createTreasury({
    opened,
    country: constitution.country,
    client,
    file: openTreasuryPlace(dir, code),
    trust,
    signers: declared.treasury,
    validityMs: validityOf(constitution),
    mostValidityMs: constitution.parameters.validityMs,
    exclusively: exclusivelyOn(join(dir, `treasury-${code}.lock`)),
    waiting: (until) => {
      const seconds = Math.max(1, Math.ceil((until - Date.now()) / 1000));
      call.note(
        'An earlier transition of this treasury was refused, lost on its way or given up by a new epoch. Waiting until nobody can ' +
          `have it admitted any more, ${seconds} s at most …`,
      );
    },
  });
  const { chain, decimals, threshold } = opened;
  const voted = { epochs: folder.epochs.map(({ signed }) => signed), changes: shown };
  return { treasury, client, decimals, chain, folder, voted, threshold };
}

/** The folder's own documents, which `openFolder` has verified up to the root. */
function trustOf({ sovereign, signed, constitution, epochs }: OpenedFolder): Trust {
  return foundedTrust({
    sovereign,
    signed,
    constitution,
    epochs: epochs.map(({ epoch }) => epoch),
  });
}

function holdsKeys(dir: string, code: string): boolean {
  try {
    return readdirSync(join(dir, 'keys')).some((name) => name.startsWith(`treasury-${code}-`));
  } catch {
    return false; // no sovereign is there: opening it says so
  }
}
