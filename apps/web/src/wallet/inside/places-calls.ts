import {
  type Outcome,
  browserPorts,
  done,
  failed,
  openIndexedDbStorage,
} from '@tallystick/wallet/browser';
import type { CurrencyShown, Founding } from '../../sovereign/answers.ts';
import type { Snapshot } from '../calls.ts';
import type { Met, Place, PlacesCalls } from '../keys/calls.ts';
import { joinPlace, placeNameOf } from './join-place.ts';
import { makeWallet } from './keys-calls.ts';
import { openedAt, show, shownWallet, snapshotOf, withKeyring } from './opened.ts';
import { readAt } from './read-at.ts';

export const placesCalls: PlacesCalls = {
  places: () =>
    withKeyring(async (keyring) => {
      const kept = await keyring.wallets();
      if (!kept.ok) return kept;
      const shown = shownWallet()?.kept.name;
      const places: Place[] = [];
      for (const { name, url, sovereign, handle } of kept.value) {
        const open = openedAt(name);
        const snapshot = open === undefined ? null : await snapshotOf(open);
        places.push({
          name,
          url,
          sovereign,
          handle,
          isShown: name === shown,
          snapshot: snapshot?.ok === true ? snapshot.value : null,
        });
      }
      return done(places);
    }),
  choose: show,
  meet: async (url) => {
    const origin = originOf(url);
    if (origin === undefined) return failed('usage', 'bad-url', 'Give an address as https://….');
    const [founding, declared] = await Promise.all([
      readAt<Founding>(origin, '/v1/constitution'),
      readAt<{ currencies: readonly CurrencyShown[] }>(origin, '/v1/currencies'),
    ]);
    if (!founding.ok) return founding;
    if (!declared.ok) return declared;
    const { sovereign: id, constitution } = founding.value;
    const { name, country } = constitution;
    const currencies = declared.value.currencies.map(({ code }) => code);
    const isKnown = await isKept(id);
    return done({ url: origin, id, name, country, currencies, isKnown } satisfies Met);
  },
  joinAt: (met, handle, country) =>
    withKeyring((keyring) => {
      const { id: pin, url, name: sovereign } = met;
      const wanted = { name: placeNameOf(pin), url, sovereign, handle, isMade: false };
      const make = (): Promise<Outcome<Snapshot>> => makeWallet(keyring, wanted, { country, pin });
      return joinPlace(keyring, wanted, isEmpty, make);
    }),
  read: (path) => readAt(shownWallet()?.wallet.view().sovereign.url ?? self.location.origin, path),
};

/** Whether a wallet is at that sovereign, whatever its address is called; one that is stored also where it is not open. */
async function isKept(id: string): Promise<boolean> {
  const kept = await withKeyring((keyring) => keyring.wallets());
  if (!kept.ok) return false;
  const names = kept.value.map(({ name }) => name);
  if (names.some((name) => openedAt(name)?.wallet.view().sovereign.id === id)) return true;
  const own = placeNameOf(id);
  return names.includes(own) && !(await isEmpty(own));
}

/** Of a sovereign's address what this process may connect to; undefined of anything else. */
function originOf(typed: string): string | undefined {
  return reachableUrl(typed)?.origin;
}

/** An address that this process may connect to: over TLS, or on this machine where the pages come from it, too. */
export function reachableUrl(typed: string): URL | undefined {
  const url = URL.parse(typed.includes('://') ? typed : `https://${typed}`);
  if (url === null || url.username !== '' || url.password !== '') return undefined;
  const isLoopback = /^(localhost|127\.0\.0\.1|\[::1\])$/;
  const isNear = isLoopback.test(url.hostname) && isLoopback.test(self.location.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isNear) ? url : undefined;
}

async function isEmpty(name: string): Promise<boolean> {
  const storage = await openIndexedDbStorage(name);
  if (!storage.ok) return false;
  const { storage: held } = browserPorts(storage.value);
  const stored = await held.list('');
  await held.close();
  return stored.length === 0;
}
