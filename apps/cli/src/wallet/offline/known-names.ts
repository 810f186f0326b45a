import type { Wallet } from '@tallystick/wallet';
import { valueOf } from '../../failure.ts';
import { partyText } from '../party-text.ts';

/** Who an address is to the owner of a wallet. */
export interface KnownNames {
  /** The handle that this wallet knows of an address; null where it knows none. */
  handleOf(address: string): string | null;
  /** The handle, or the address in short. */
  text(address: string | undefined): string;
  /** The address that somebody means by a handle or an address; undefined where this wallet has never met it. */
  addressOf(typed: string): string | undefined;
}

/** From what the wallet has stored, so that it works without a network. */
export async function knownNames(wallet: Wallet): Promise<KnownNames> {
  const handles = new Map<string, string>();
  for (const { party, handle } of valueOf(await wallet.history())) {
    if (party !== undefined && handle !== undefined) handles.set(party, handle);
  }
  const { address: own, handle: ownHandle } = wallet.view();
  if (ownHandle !== null) handles.set(own, ownHandle);
  const handleOf = (address: string): string | null => handles.get(address) ?? null;
  return {
    handleOf,
    text: (address) =>
      address === undefined ? partyText({}) : partyText({ address, handle: handleOf(address) }),
    addressOf(typed) {
      const name = typed.replace(/^@/, '');
      for (const [address, handle] of handles) if (handle === name) return address;
      return typed.startsWith('tally1') ? typed : undefined;
    },
  };
}
