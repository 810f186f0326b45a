import { type ForkEvidence, type Outcome, type Wallet, done } from '@tallystick/wallet/browser';
import { MOST_CHECKPOINTS, type TakeAlongCalls, type WalletsToTake } from '../take-along/calls.ts';
import type { TakenWallet } from '../take-along/taken-file.ts';
import { forkFound } from '../found-problem.ts';
import { found, openedAt, withKeyring } from './opened.ts';

export const takeAlongCalls: TakeAlongCalls = {
  takeAlong: () =>
    withKeyring<WalletsToTake>(async (keyring) => {
      const kept = await keyring.wallets();
      if (!kept.ok) return kept;
      const wallets: TakenWallet[] = [];
      const missing: string[] = [];
      for (const { name, sovereign } of kept.value) {
        const open = openedAt(name);
        if (open === undefined) {
          missing.push(sovereign);
          continue;
        }
        const taken = await takenOf(open.wallet);
        if (!taken.ok) return taken;
        wallets.push(taken.value);
      }
      return done({ wallets, missing });
    }),
  compareTaken: (sovereign, checkpoints) =>
    withKeyring<readonly ForkEvidence[] | null>(async (keyring) => {
      const kept = await keyring.wallets();
      if (!kept.ok) return kept;
      const open = kept.value
        .map(({ name }) => openedAt(name))
        .find((one) => one?.wallet.view().sovereign.id === sovereign);
      if (open === undefined) return done(null);
      const compared = await open.wallet.compareCheckpoints(checkpoints);
      if (compared.ok) found(open, forkFound(compared.value));
      return compared;
    }),
};

async function takenOf(wallet: Wallet): Promise<Outcome<TakenWallet>> {
  const balances = await wallet.balances();
  if (!balances.ok) return balances;
  const history = await wallet.history();
  if (!history.ok) return history;
  const certificates = await wallet.certificates();
  if (!certificates.ok) return certificates;
  const checkpoints = await wallet.checkpoints();
  if (!checkpoints.ok) return checkpoints;
  const { sovereign, address, handle, currencies } = wallet.view();
  return done({
    sovereign: {
      name: sovereign.name,
      url: new URL(sovereign.url).origin,
      id: sovereign.id,
    },
    address,
    handle,
    currencies: currencies.map(({ code, decimals, name }) => ({
      code,
      decimals,
      name,
      balance: balances.value.balances[code] ?? '0',
    })),
    history: history.value,
    certificates: certificates.value.map(({ certificate, transition }) => ({
      certificate: base64url(certificate),
      transition: base64url(transition),
    })),
    checkpoints: checkpoints.value.slice(-MOST_CHECKPOINTS),
  });
}

function base64url(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: 'base64url', omitPadding: true });
}
