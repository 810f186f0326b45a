import { type KeptWallet, type Keyring, type Outcome, failed } from '@tallystick/wallet/browser';

const MOST_PLACES = 16;

/** What this browser calls the storage of a wallet at the sovereign with that id, hexadecimal. */
export function placeNameOf(id: string): string {
  return `wallet-${id.slice(0, 16)}`;
}

/**
 * Makes a wallet at a sovereign. Whatever the keyring knows of one that is stored stays as it is, also where that one could not be
 * opened: its address is where it pays and asks (`usage`, `known-place` or `too-many-places`).
 */
export async function joinPlace<T>(
  keyring: Pick<Keyring, 'wallets' | 'keep' | 'forget'>,
  wanted: KeptWallet,
  /** Whether there is nothing in the storage of that name; false where that cannot be seen. */
  isEmpty: (name: string) => Promise<boolean>,
  make: () => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const { name } = wanted;
  const kept = await keyring.wallets();
  if (!kept.ok) return kept;
  const before = kept.value.find((one) => one.name === name);
  if (before !== undefined && !(await isEmpty(name))) {
    return failed('usage', 'known-place', `There is a wallet at ${before.sovereign} here already.`);
  }
  if (kept.value.length >= MOST_PLACES) {
    return failed('usage', 'too-many-places', `There are wallets at ${MOST_PLACES} sovereigns.`);
  }
  const made = await make();
  if (!made.ok && (await isEmpty(name))) {
    // One whose storage is lost is known as it was; of one that never was nothing is left behind.
    await (before === undefined ? keyring.forget(name) : keyring.keep(before));
  }
  return made;
}
