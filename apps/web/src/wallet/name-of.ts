/** How somebody is called: by name, else by the two ends of their address. */
export function nameOf(handle: string | null | undefined, address: string): string {
  if (handle !== null && handle !== undefined) return `@${handle}`;
  return `${address.slice(0, 10)}…${address.slice(-6)}`;
}
