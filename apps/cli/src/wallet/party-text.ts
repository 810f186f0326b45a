import { partyName } from '../import/party-handle.ts';

const HANDLE = /^[a-z0-9](?:[a-z0-9._-]{0,30}[a-z0-9])?$/;

/** A payee as the wallet's SDK writes it: people leave out the `@` of a handle. An address is longer than any handle. */
export function toPayee(text: string): string {
  return HANDLE.test(text) ? `@${text}` : text;
}

/** What letters, digits and plain punctuation make: nothing that a terminal would act on, or show in another order. */
const PLAIN = /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} .,'’&()/+-]*$/u;

/** With the name of a file's party that the handle was made of, where it can be read back; a handle alone is what is unique. */
function handleText(handle: string): string {
  const name = partyName(handle);
  const isReadable = name !== undefined && name !== handle && PLAIN.test(name);
  return isReadable ? `@${handle} (${name})` : `@${handle}`;
}

/** A name where there is one, else the address, shortened in its middle so that its ends can be compared. */
export function partyText(party: { handle?: string | null; address?: string }): string {
  if (party.handle !== undefined && party.handle !== null) return handleText(party.handle);
  const { address } = party;
  if (address === undefined) return 'somebody';
  return address.length <= 24 ? address : `${address.slice(0, 14)}…${address.slice(-6)}`;
}
