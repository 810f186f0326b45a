const HANDLE = /^[a-z0-9](?:[a-z0-9._-]{0,30}[a-z0-9])?$/;

/** A payee as the wallet's SDK writes it: people leave out the `@` of a handle. An address is longer than any handle. */
export function toPayee(text: string): string {
  return HANDLE.test(text) ? `@${text}` : text;
}

/** A name where there is one, else the address, shortened in its middle so that its ends can be compared. */
export function partyText(party: { handle?: string | null; address?: string }): string {
  if (party.handle !== undefined && party.handle !== null) return `@${party.handle}`;
  const { address } = party;
  if (address === undefined) return 'somebody';
  return address.length <= 24 ? address : `${address.slice(0, 14)}…${address.slice(-6)}`;
}
