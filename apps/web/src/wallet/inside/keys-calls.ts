import {
  type KeptWallet,
  type Keyring,
  type Outcome,
  type Unlock,
  type WalletStorage,
  browserPorts,
  changeUnlock,
  createKeyring,
  createWallet,
  done,
  failed,
  openIndexedDbStorage,
  openKeyring,
  openWallet,
  readWays,
} from '@tallystick/wallet/browser';
import type { Snapshot } from '../calls.ts';
import type { Closed, KeysCalls } from '../keys/calls.ts';
import {
  HOME,
  KEYRING,
  REQUEST,
  emptied,
  forgetAll,
  wayOf,
  withStorage,
} from './keyring-storage.ts';
import { WELL } from '../place-standing.ts';
import { keepProblem, standingKept } from './kept-problem.ts';
import {
  closeAll,
  openKept,
  show,
  snapshotOf,
  take,
  takeKeyring,
  withKeyring,
  withPlace,
} from './opened.ts';

/** Whether the keyring was opened and not one of its wallets is stored any more: its keys open nothing. */
let areAllGone = false;

export const keysCalls: KeysCalls = {
  async look() {
    const ways = await waysAt(KEYRING);
    if (!ways.ok || ways.value !== null) return ways;
    return await waysAt(HOME);
  },
  create: ({ handle, country, opener, label }) =>
    withStorage(KEYRING, async (storage) => {
      const way = { ...(await wayOf(opener)), label, since: Date.now() };
      const keyring = await createKeyring(browserPorts(storage), way);
      if (!keyring.ok) return keyring;
      const { origin: url, hostname } = self.location;
      const kept = { name: HOME, url, sovereign: hostname, handle, isMade: false };
      const made = await makeWallet(keyring.value, kept, { country });
      if (!made.ok) {
        const isStored = await waysAt(HOME);
        // Of a wallet that was never made nothing is left behind; one that is stored goes on when it is opened.
        if (isStored.ok && isStored.value === null) await forgetAll(storage);
        return made;
      }
      takeKeyring(keyring.value);
      return made;
    }),
  async open(opener) {
    const { unlock } = await wayOf(opener);
    const ways = await waysAt(KEYRING);
    if (!ways.ok) return ways;
    return await withStorage(KEYRING, async (storage) => {
      const keyring =
        ways.value === null
          ? await takeOver(storage, unlock)
          : await openKeyring(browserPorts(storage), unlock);
      return keyring.ok ? await openWallets(keyring.value, unlock) : keyring;
    });
  },
  ways: () => withKeyring((keyring) => keyring.ways()),
  addWay: (opener, label) =>
    withKeyring(async (keyring) =>
      keyring.addWay({ ...(await wayOf(opener)), label, since: Date.now() }),
    ),
  removeWay: (id) => withKeyring((keyring) => keyring.removeWay(id)),
  async beginAnew() {
    const ways = await waysAt(KEYRING);
    if (!ways.ok) return ways;
    if (ways.value === null) return done(null);
    if (!areAllGone)
      return failed('usage', 'wallet-exists', 'The keyring here has keys of wallets.');
    return await withStorage(KEYRING, emptied);
  },
  async lock() {
    await closeAll();
    return done(null);
  },
};

/** Makes a wallet whose key the keyring has before anything of it is stored. */
export async function makeWallet(
  keyring: Keyring,
  kept: KeptWallet,
  options: { readonly country: string; readonly pin?: string },
): Promise<Outcome<Snapshot>> {
  const unlock = await keyring.keep(kept);
  if (!unlock.ok) return unlock;
  const storage = await openIndexedDbStorage(kept.name);
  if (!storage.ok) return storage;
  const { url: sovereign, handle } = kept;
  const named = handle === null ? {} : { handle };
  const given = { unlock: unlock.value, sovereign, ...options, ...named };
  const made = await createWallet(given, browserPorts(storage.value));
  if (!made.ok) return made;
  const known = { ...kept, sovereign: made.value.view().sovereign.name, isMade: true };
  const stored = await keyring.keep(known);
  if (!stored.ok) return stored;
  // What was wrong with one of that name that was lost is not wrong with this one.
  const forgotten = await keepProblem(keyring, known.name, null);
  if (!forgotten.ok) return forgotten;
  take(keyring, known, made.value, WELL);
  return await show(known.name);
}

/** Opens every wallet that the keyring has a key of. One that cannot be opened is no reason not to open the others. */
async function openWallets(keyring: Keyring, unlock: Unlock): Promise<Outcome<Snapshot>> {
  const kept = await keyring.wallets();
  if (!kept.ok) return kept;
  let failure: Outcome<never> | undefined;
  let lost: Outcome<never> | undefined;
  let isAnyOpen = false;
  for (const one of kept.value) {
    const wallet = await openOrTakeOver(keyring, one, unlock);
    if (wallet.ok) {
      take(keyring, one, wallet.value, await standingKept(keyring, one.name));
      isAnyOpen = true;
    } else if (wallet.failure.code === 'no-wallet' && !one.isMade) await keyring.forget(one.name);
    else if (wallet.failure.code === 'no-wallet') lost = gone(one);
    else if (wallet.failure.code === 'not-enrolled') failure = await notJoined(keyring, wallet);
    else failure = wallet;
  }
  areAllGone = !isAnyOpen && failure === undefined && lost !== undefined;
  // What can still be opened another time is told before what is lost: the way to begin anew takes the keyring's keys.
  const none = failure ?? lost ?? failed('usage', 'no-wallet', 'There is no wallet in this place.');
  if (!isAnyOpen) return none;
  takeKeyring(keyring);
  return await withPlace(snapshotOf);
}

/** A device that waits for its invitation: the page shows once more what the other device needs. */
async function notJoined(keyring: Keyring, given: Outcome<unknown>): Promise<Outcome<never>> {
  const request = await keyring.note(REQUEST);
  if (given.ok || !request.ok || request.value === null) return failed('usage', 'no-wallet', '');
  takeKeyring(keyring);
  return { ok: false, failure: { ...given.failure, data: { request: request.value } } };
}

function gone({ sovereign }: KeptWallet): Outcome<never> {
  const message = `This browser has lost what it stored of the wallet at ${sovereign}.`;
  return failed('tampering', 'wallet-gone', message);
}

/** A wallet that was being taken over when its page ended still has its own passphrase. */
async function openOrTakeOver(
  keyring: Keyring,
  kept: KeptWallet,
  unlock: Unlock,
): ReturnType<typeof openKept> {
  const opened = await openKept(keyring, kept);
  if (opened.ok || opened.failure.code !== 'wrong-unlock' || kept.name !== HOME) return opened;
  const taken = await reseal(keyring, unlock);
  return taken.ok ? await openKept(keyring, kept) : taken;
}

/** A keyring for the wallet that had its own passphrase: the same passphrase opens it. */
async function takeOver(storage: WalletStorage, unlock: Unlock): Promise<Outcome<Keyring>> {
  const home = await openIndexedDbStorage(HOME);
  if (!home.ok) return home;
  // First that it is the right one: a keyring under a wrong passphrase would stand in the way.
  const wallet = await openWallet(unlock, browserPorts(home.value));
  if (!wallet.ok) return wallet;
  const { sovereign, handle } = wallet.value.view();
  await wallet.value.close();
  const keyring = await createKeyring(browserPorts(storage), { unlock, since: Date.now() });
  if (!keyring.ok) return keyring;
  const { url, name } = sovereign;
  const kept = { name: HOME, url, sovereign: name, handle, isMade: true };
  const stored = await keyring.value.keep(kept);
  if (!stored.ok) return stored;
  const taken = await reseal(keyring.value, unlock);
  return taken.ok ? keyring : taken;
}

async function reseal(keyring: Keyring, from: Unlock): Promise<Outcome<null>> {
  const to = await keyring.unlockOf(HOME);
  if (!to.ok) return to;
  if (to.value === null) return done(null);
  const storage = await openIndexedDbStorage(HOME);
  if (!storage.ok) return storage;
  const changed = await changeUnlock(browserPorts(storage.value), from, to.value);
  await storage.value.close();
  return changed;
}

async function waysAt(name: string): Promise<Outcome<Closed | null>> {
  const storage = await openIndexedDbStorage(name);
  if (!storage.ok) return storage;
  const ways = await readWays({ storage: storage.value });
  await storage.value.close();
  if (!ways.ok || ways.value === null) return ways.ok ? done(null) : ways;
  const passkeys = ways.value.flatMap(({ credential }) => (credential === '' ? [] : [credential]));
  const hasPassphrase = ways.value.some(({ kind }) => kind === 'passphrase');
  return done({ hasPassphrase, passkeys });
}
