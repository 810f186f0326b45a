import {
  type KeptWallet,
  type Keyring,
  browserPorts,
  createKeyring,
  done,
  failed,
  joinDevice,
  openIndexedDbStorage,
  openKeyring,
  prepareDevice,
  requestedKey,
} from '@tallystick/wallet/browser';
import type { DevicesCalls } from '../keys/calls.ts';
import { WELL } from '../place-standing.ts';
import { keepProblem } from './kept-problem.ts';
import { HOME, KEYRING, REQUEST, emptied, wayOf, withStorage } from './keyring-storage.ts';
import {
  closeAll,
  snapshotOf,
  take,
  takeKeyring,
  withKeyring,
  withPlace,
  withWallet,
} from './opened.ts';

const LONGEST_NAME = 40;
const noteOf = (key: string): string => `device-${key.slice(0, 32)}`;

export const devicesCalls: DevicesCalls = {
  devices: () =>
    withWallet((open) =>
      withKeyring(async (keyring) => {
        const { devices, ordinal } = open.view();
        const named = devices.map(async (device) => {
          const name = await keyring.note(noteOf(device.key));
          return {
            ...device,
            name: name.ok ? name.value : null,
            isOwn: device.ordinal === ordinal,
          };
        });
        return done(await Promise.all(named));
      }),
    ),
  nameDevice: (key, name) =>
    withKeyring((keyring) => {
      const short = name.trim().slice(0, LONGEST_NAME);
      return keyring.keepNote(noteOf(key), short === '' ? null : short);
    }),
  requestedKey: (request) => Promise.resolve(requestedKey(request.trim())),
  addDevice: (request) => withWallet((open) => open.addDevice(request.trim())),
  revokeDevice: (ordinal) => withWallet((open) => open.revokeDevice(ordinal)),
  prepareDevice: (opener, label) =>
    withStorage(KEYRING, async (storage) => {
      const way = { ...(await wayOf(opener)), label, since: Date.now() };
      const ports = browserPorts(storage);
      const stored = await storage.list('');
      const keyring = await (stored.length === 0
        ? createKeyring(ports, way)
        : openKeyring(ports, way.unlock));
      if (!keyring.ok) return keyring;
      const request = await prepare(keyring.value);
      if (request.ok) takeKeyring(keyring.value);
      return request;
    }),
  async forgetPrepared() {
    const kept = await withKeyring((keyring) => keyring.wallets());
    if (!kept.ok) return kept;
    if (kept.value.some(({ isMade }) => isMade)) {
      return failed('usage', 'wallet-exists', 'There is a wallet here: it is not forgotten.');
    }
    await closeAll();
    const home = await withStorage(HOME, emptied);
    return home.ok ? await withStorage(KEYRING, emptied) : home;
  },
  joinDevice: (invitation) =>
    withKeyring(async (keyring) => {
      const unlock = await keyring.unlockOf(HOME);
      if (!unlock.ok) return unlock;
      if (unlock.value === null) return failed('usage', 'no-wallet', 'Nothing was prepared here.');
      const storage = await openIndexedDbStorage(HOME);
      if (!storage.ok) return storage;
      const joined = await joinDevice(invitation.trim(), unlock.value, browserPorts(storage.value));
      if (!joined.ok) return joined;
      const { sovereign, handle } = joined.value.view();
      const { url, name } = sovereign;
      const kept: KeptWallet = { name: HOME, url, sovereign: name, handle, isMade: true };
      const stored = await keyring.keep(kept);
      if (!stored.ok) return stored;
      await keyring.keepNote(REQUEST, null);
      await keepProblem(keyring, HOME, null);
      take(keyring, kept, joined.value, WELL);
      return await withPlace(snapshotOf);
    }),
};

/** Makes the keys; what the other device needs of them is kept, for a page that is closed meanwhile. */
async function prepare(keyring: Keyring): ReturnType<typeof prepareDevice> {
  const { origin: url, hostname } = self.location;
  const unlock = await keyring.keep({
    name: HOME,
    url,
    sovereign: hostname,
    handle: null,
    isMade: false,
  });
  if (!unlock.ok) return unlock;
  const storage = await openIndexedDbStorage(HOME);
  if (!storage.ok) return storage;
  const given = { unlock: unlock.value, sovereign: url };
  const request = await prepareDevice(given, browserPorts(storage.value));
  if (!request.ok) return request;
  const kept = await keyring.keepNote(REQUEST, request.value);
  return kept.ok ? request : kept;
}
