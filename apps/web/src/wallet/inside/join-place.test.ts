import { type KeptWallet, done, failed } from '@tallystick/wallet';
import { expect, it } from 'vitest';
import { joinPlace, placeNameOf } from './join-place.ts';

const name = placeNameOf('ab'.repeat(32));
const stored: KeptWallet = {
  name,
  url: 'https://harbour.example',
  sovereign: 'Harbour',
  handle: 'ada',
  isMade: true,
};
const wanted = { ...stored, url: 'https://evil.example', handle: 'mal', isMade: false };

function keyringWith(...first: readonly KeptWallet[]): Parameters<typeof joinPlace>[0] & {
  readonly known: Map<string, KeptWallet>;
} {
  const known = new Map(first.map((one) => [one.name, one]));
  return {
    known,
    wallets: () => Promise.resolve(done([...known.values()])),
    keep(one) {
      known.set(one.name, one);
      return Promise.resolve(done({ kind: 'key', key: new Uint8Array(32) }));
    },
    forget(one) {
      known.delete(one);
      return Promise.resolve(done(null));
    },
  };
}

const empty = (): Promise<boolean> => Promise.resolve(true);
const full = (): Promise<boolean> => Promise.resolve(false);

it('a wallet that is stored keeps its address, open or not', async () => {
  const keyring = keyringWith(stored);
  const make = async () => {
    await keyring.keep(wanted);
    return failed('usage', 'wallet-exists', '');
  };
  const refused = { ok: false, failure: { kind: 'usage', code: 'known-place' } };
  expect(await joinPlace(keyring, wanted, full, make)).toMatchObject(refused);
  expect(keyring.known.get(name)).toEqual(stored);
});

it('one whose storage is lost is made anew, or is known as it was', async () => {
  const keyring = keyringWith(stored);
  const down = async () => {
    await keyring.keep(wanted);
    return failed('unreachable', 'no-answer', '');
  };
  expect(await joinPlace(keyring, wanted, empty, down)).toMatchObject({ ok: false });
  expect(keyring.known.get(name)).toEqual(stored);
  const make = async () => {
    await keyring.keep(wanted);
    return done('made');
  };
  expect(await joinPlace(keyring, wanted, empty, make)).toEqual(done('made'));
  expect(keyring.known.get(name)).toEqual(wanted);
});

it('of one that was never made nothing is left, of one that is stored all', async () => {
  const keyring = keyringWith();
  const down = async () => {
    await keyring.keep(wanted);
    return failed('unreachable', 'no-answer', '');
  };
  await joinPlace(keyring, wanted, empty, down);
  expect(keyring.known.size).toBe(0);
  await joinPlace(keyring, wanted, full, down);
  expect(keyring.known.get(name)).toEqual(wanted);
});
