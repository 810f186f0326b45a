import type { Wallet } from '@tallystick/wallet';
import { createFolderWallet, openFolderWallet } from '@tallystick/wallet/node';
import { valueOf } from '../failure.ts';
import type { PublicSovereign } from '../sovereign/public-sovereign.ts';
import type { Currencies } from './check-row.ts';
import { collectAll, spendable } from './holdings.ts';
import { createLimit } from './limit.ts';
import { patiently } from './patience.ts';
import { type Places, TREASURY, isWallet } from './places.ts';
import { type WalletPool, createWalletPool } from './wallet-pool.ts';

/** `own`: its wallet is here. `elsewhere`: somebody else has the handle, so it can be paid and cannot pay. */
export type PartyKind = 'own' | 'treasury' | 'elsewhere';

/** The parties of an import, each with a wallet of its own that is opened, or made, when a row first names it. */
export interface Parties {
  /** Resolves when the party can be paid. Asking early and often is cheap. */
  ready(party: string): Promise<PartyKind>;
  /** What the party could spend when it became ready, with all that was due taken. */
  opening(party: string, currency: string): bigint | 'unlimited';
  use<T>(party: string, work: (wallet: Wallet) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface PartyPorts {
  readonly places: Places;
  readonly sovereign: PublicSovereign;
  readonly currencies: Currencies;
  readonly country: string;
  /** Opens wallets that are locked with a passphrase, where there are any. */
  readonly unlock: (dir: string) => Promise<{ readonly passphrase?: string }>;
}

/** Wallets that are made at a time: making one is mostly key generation, which uses every core. */
const MAKING = 8;
const OPEN_WALLETS = 200;

export function createParties(ports: PartyPorts): Parties {
  const { places, sovereign, currencies, country } = ports;
  const known = new Map<string, Promise<PartyKind>>();
  const balances = new Map<string, ReadonlyMap<string, bigint>>();
  const limit = createLimit(MAKING);
  const pool: WalletPool = createWalletPool(open, OPEN_WALLETS);

  async function open(party: string): Promise<Wallet> {
    const dir = places.walletDir(party);
    if (isWallet(dir)) return valueOf(await openFolderWallet(dir, await ports.unlock(dir)));
    return valueOf(
      await createFolderWallet(dir, { sovereign: places.url, country, handle: party }),
    );
  }

  async function prepare(party: string): Promise<PartyKind> {
    const existed = isWallet(places.walletDir(party));
    if (!existed && (await sovereign.knows(`@${party}`))) return 'elsewhere';
    return await pool.use(party, async (wallet): Promise<PartyKind> => {
      // One that was just made has nothing to collect.
      if (existed) {
        valueOf(await patiently(() => wallet.sync()));
        await collectAll(wallet);
      }
      balances.set(party, await spendable(wallet, currencies));
      return 'own';
    });
  }

  return {
    ready(party) {
      const asked = known.get(party);
      if (asked !== undefined) return asked;
      const isTreasury = party === TREASURY && places.treasuryDir !== undefined;
      const kind = isTreasury
        ? Promise.resolve('treasury' as const)
        : limit(async () => await prepare(party));
      // Whoever awaits it hears of a failure; asking ahead of need must not end the process.
      kind.catch(() => undefined);
      known.set(party, kind);
      return kind;
    },
    opening(party, currency) {
      if (party === TREASURY && places.treasuryDir !== undefined) return 'unlimited';
      return balances.get(party)?.get(currency) ?? 0n;
    },
    use: (party, work) => pool.use(party, work),
    close: () => pool.close(),
  };
}
