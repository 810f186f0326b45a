import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { folderPaths } from '@tallystick/sovereign';
import type { Call } from '../command.ts';
import type { PassphraseOptions } from '../passphrase/passphrase.ts';
import { runningAddress } from '../sovereign/running.ts';
import { usage } from '../stop.ts';
import { withWallet } from '../wallet/open-wallet.ts';

/** Where the wallets of an import's parties are, and which sovereign they belong to. */
export interface Places {
  readonly url: string;
  /** The folder that was named; it keeps the journal. */
  readonly home: string;
  /** The party whose wallet `home` itself is. */
  readonly homeParty: string | undefined;
  /** The folder with a folder for each other party. */
  readonly parties: string;
  /** The sovereign's folder, where the party `treasury` issues. */
  readonly treasuryDir: string | undefined;
}

/** The folder of a party's wallet. */
export function walletDir({ home, homeParty, parties }: Places, party: string): string {
  return party === homeParty ? home : join(parties, party);
}

export interface PlaceOptions extends PassphraseOptions {
  readonly sovereign?: string;
}

/** The party that stands for a sovereign's treasuries, where the folder is a sovereign's. */
export const TREASURY = 'treasury';

/**
 * What kind of folder `dir` is: a sovereign's (wallets under `wallets/`), a wallet (it is the party of its own handle, the
 * others are under `parties/`), or one that holds a wallet in a folder of its own for each party.
 */
export async function findPlaces(call: Call, dir: string, options: PlaceOptions): Promise<Places> {
  const nobody = { home: dir, homeParty: undefined, treasuryDir: undefined };
  if (existsSync(join(dir, 'constitution.cbor'))) {
    const url = await runningAddress(dir);
    return { ...nobody, url, parties: join(dir, 'wallets'), treasuryDir: dir };
  }
  if (isWallet(dir)) {
    const { handle, url } = await withWallet(call, dir, options, (wallet) => {
      const view = wallet.view();
      return Promise.resolve({ handle: view.handle, url: view.sovereign.url });
    });
    if (handle === null) {
      throw usage(`The wallet in ${dir} has no handle, so no row can name it.`);
    }
    return { ...nobody, url, homeParty: handle, parties: join(dir, 'parties') };
  }
  return {
    ...nobody,
    url: options.sovereign ?? (await urlOfAny(call, dir, options)),
    parties: dir,
  };
}

/** Which restore of a sovereign's folder left it unsure what its imports had paid; undefined where none did. */
export function unsureSince({ treasuryDir }: Places): string | undefined {
  if (treasuryDir === undefined) return undefined;
  const { importsUnsure } = folderPaths(treasuryDir);
  return existsSync(importsUnsure) ? readFileSync(importsUnsure, 'utf8') : undefined;
}

/** Whether a folder holds a wallet. */
export function isWallet(dir: string): boolean {
  return existsSync(join(dir, 'wallet.db'));
}

async function urlOfAny(call: Call, dir: string, options: PlaceOptions): Promise<string> {
  const folders = existsSync(dir) && statSync(dir).isDirectory() ? readdirSync(dir) : [];
  const found = folders.map((name) => join(dir, name)).find(isWallet);
  if (found === undefined) {
    throw usage(`There is no wallet in ${dir} yet: say where they belong with --sovereign URL.`);
  }
  return await withWallet(call, found, options, (wallet) =>
    Promise.resolve(wallet.view().sovereign.url),
  );
}
