import { existsSync } from 'node:fs';
import type { Suite } from '@tallystick/protocol';
import type { Wallet } from '@tallystick/wallet';
import { createFolderWallet, openFolderWallet } from '@tallystick/wallet/node';
import { valueOf } from '../failure.ts';
import { unlockKeyPath } from '../passphrase/unlock-key.ts';
import { readPublicSovereign } from '../sovereign/public-sovereign.ts';
import { usage } from '../stop.ts';
import { collectAll, spendable } from './holdings.ts';
import { patiently } from './patience.ts';
import { type RowOutcomes, payRows } from './pay-rows.ts';
import { type Places, isWallet, walletDir } from './places.ts';
import type { RowPayment } from './row.ts';
import { type WalletPool, createWalletPool } from './wallet-pool.ts';

/** What a desk is told when it is set up; it crosses to another thread. */
export interface DeskPlan {
  readonly places: Places;
  /** Of wallets that are made. */
  readonly country: string;
  readonly currencies: ReadonlyMap<string, number>;
  /** Opens wallets that have no key file of their own. */
  readonly passphrase: string | undefined;
}

/** `own`: its wallet is here. `elsewhere`: somebody else has the handle, so it can be paid and cannot pay. */
export interface PartyStanding {
  readonly kind: 'own' | 'elsewhere';
  /** What it can spend, with all that was due taken. */
  readonly balances: ReadonlyMap<string, bigint>;
}

/** Transitions by reference; or the party's wallet is not here. */
export type Finals = ReadonlyMap<string, string> | 'elsewhere';

/** What can be asked of some of an import's parties; each method names one of them. */
export interface PartyDesk {
  /** Opens the party's wallet, or makes one, and collects what is due. */
  ready(party: string): Promise<PartyStanding>;
  /** Pays rows of this party, each under its reference, in one transition where the sovereign lets it. */
  pay(
    party: string,
    rows: readonly RowPayment[],
    references: readonly string[],
  ): Promise<RowOutcomes>;
  collect(party: string): Promise<void>;
  /** Sends what the party has signed, and gives the transitions of its final payments by reference. */
  finals(party: string): Promise<Finals>;
  close(): Promise<void>;
}

/**
 * Three files each, in each of eight threads: below the 1,024 that some systems allow. Holding 96
 * saved a tenth of the processor time.
 */
const OPEN_WALLETS = 32;
/** SLH-DSA-SHA2-128f: thousands of wallets are made at a time, and a root of the other kind takes 31 ms. */
const ROOT_SUITE: Suite = 3;

/** Works on the wallets of parties in this thread. */
export function createPartyDesk(plan: DeskPlan): PartyDesk {
  const { places, country, currencies } = plan;
  const sovereign = readPublicSovereign(places.url);
  // Whoever asks first hears of a failure.
  sovereign.catch(() => undefined);
  const pool: WalletPool = createWalletPool(open, OPEN_WALLETS);

  async function open(party: string): Promise<Wallet> {
    const dir = walletDir(places, party);
    const unlock = isWallet(dir) ? unlockOf(dir) : undefined;
    if (unlock !== undefined) {
      const opened = await openFolderWallet(dir, unlock);
      if (opened.ok || opened.failure.code !== 'no-wallet') return valueOf(opened);
    }
    // There is none, or a former run was killed before it had stored anything of it.
    const options = { sovereign: places.url, country, handle: party, rootSuite: ROOT_SUITE };
    const made = await patiently(() => createFolderWallet(dir, options));
    if (made.ok || made.failure.code !== 'wallet-exists') return valueOf(made);
    throw usage(`The wallet in ${dir} is locked with a passphrase. Give --passphrase-file FILE.`);
  }

  /** Of a party without a wallet here: whether its handle is somebody's. */
  async function isElsewhere(party: string): Promise<boolean> {
    return await (await sovereign).knows(`@${party}`);
  }

  function unlockOf(dir: string): { passphrase?: string } | undefined {
    if (existsSync(unlockKeyPath(dir))) return {};
    return plan.passphrase === undefined ? undefined : { passphrase: plan.passphrase };
  }

  return {
    async ready(party) {
      const existed = isWallet(walletDir(places, party));
      if (!existed && (await isElsewhere(party))) {
        return { kind: 'elsewhere', balances: new Map() };
      }
      return await pool.use(party, async (wallet) => {
        // One that was just made has nothing to collect.
        if (existed) {
          valueOf(await patiently(() => wallet.sync()));
          await collectAll(wallet);
        }
        return { kind: 'own', balances: await spendable(wallet, currencies) };
      });
    },
    pay: (party, rows, references) =>
      pool.use(party, (wallet) => payRows(wallet, rows, references, currencies)),
    collect: (party) => pool.use(party, collectAll),
    async finals(party) {
      if (!isWallet(walletDir(places, party))) {
        return (await isElsewhere(party)) ? 'elsewhere' : new Map();
      }
      return await pool.use(party, async (wallet) => {
        valueOf(await patiently(() => wallet.sync()));
        const found = new Map<string, string>();
        for (const { reference, status, id } of valueOf(await wallet.history())) {
          if (reference !== undefined && status === 'final') found.set(reference, id);
        }
        return found;
      });
    },
    close: () => pool.close(),
  };
}
