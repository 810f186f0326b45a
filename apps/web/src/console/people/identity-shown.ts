/** `GET /v1/identities/WHO`: what anybody may see of an identity. */
export interface Identity {
  readonly identity: string;
  readonly address: string;
  readonly handle: string | null;
  readonly countries: readonly {
    readonly country: string;
    readonly tier: number;
    readonly validUntil: number | null;
  }[];
  /** The active ones. */
  readonly devices: readonly { readonly ordinal: number }[];
}

const WHO = /^@?[a-z0-9._-]{1,100}$/;
/** As long as no handle is: an address, or an id. */
const LONG = 40;

/** Where an identity is found that somebody has typed: a handle with `@` or without, or an address. Null for what is neither. */
export function identityPath(typed: string): string | null {
  const who = typed.trim().toLowerCase();
  if (!WHO.test(who)) return null;
  const isLong = who.length >= LONG || who.startsWith('@');
  return `/v1/identities/${isLong ? who : `@${who}`}`;
}

/**
 * How many devices were revoked, as far as the active ones tell: devices are counted from 0, and a number that is missing below
 * the highest was taken away. Those that were enrolled after it and revoked do not show.
 */
export function revokedAtLeast(devices: Identity['devices']): number {
  const highest = Math.max(-1, ...devices.map(({ ordinal }) => ordinal));
  return highest + 1 - devices.length;
}
