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
