import { createHash, timingSafeEqual } from 'node:crypto';

/** The secret of the link that a machine gives whoever founds there. */
export interface FoundersLink {
  /** Whether it opens a session of the operator now: for an hour after the founding, and until there is a passkey. */
  opens(token: string | undefined, nowMs: number): boolean;
}

const LIFE_MS = 3_600_000;

/** Compares in a time that says nothing of where two tokens differ, nor of how long one is. */
export function isToken(given: string | undefined, token: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return given !== undefined && timingSafeEqual(digest(given), digest(token));
}

/** Where there is no token nothing opens. */
export function newFoundersLink(
  token: string | undefined,
  ports: { readonly foundedAt: number; readonly hasPasskey: () => boolean },
): FoundersLink {
  let isOver = token === undefined;
  return {
    opens(given, nowMs) {
      // For good: whoever takes the last passkey away does not bring the link back.
      isOver ||= ports.hasPasskey();
      if (isOver || token === undefined) return false;
      return nowMs < ports.foundedAt + LIFE_MS && isToken(given, token);
    },
  };
}
