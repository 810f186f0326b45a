import type { Call } from '../command.ts';
import type { PassphraseOptions } from '../passphrase/passphrase.ts';
import { withWallet } from '../wallet/open-wallet.ts';

/** The address of the sovereign that is meant: itself, or that of a wallet. */
export async function sovereignOf(
  call: Call,
  where: string,
  options: PassphraseOptions,
): Promise<string> {
  if (/^https?:\/\//.test(where)) return where.replace(/\/+$/, '');
  return await withWallet(call, where, options, (wallet) =>
    Promise.resolve(wallet.view().sovereign.url.replace(/\/+$/, '')),
  );
}
