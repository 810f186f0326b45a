import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Hash, Key } from '@tallystick/protocol';
import { type Challenge, endOf, newChallenges } from './challenges.ts';

/** How long a challenge can be answered, and a session lasts. */
const CHALLENGE_MS = 60_000;
const SESSION_MS = 15 * 60_000;
/** A session that a passkey opened lasts as long as somebody uses it, this long without, and no longer than the other. */
const IDLE_MS = 30 * 60_000;
const LONGEST_MS = 12 * 3_600_000;
/** Sessions kept at one time, and of one subject; beyond them the oldest end. */
const MAX_SESSIONS = 65_536;
const MAX_PER_SUBJECT = 32;

/** Whose session it is. */
export type Subject =
  | {
      readonly kind: 'identity';
      readonly identity: Hash;
      /** The device whose key answered: its chain and its key. */
      readonly device: Hash;
      readonly key: Key;
    }
  | {
      readonly kind: 'operator';
      readonly key: Key;
      /** Who showed to be the operator: whoever has the key, came from the founding, or has the passkey of this id. */
      readonly by: 'key' | 'founding' | { readonly passkey: string };
    };

export interface Session {
  readonly subject: Subject;
  /** Ms since 1970, as the next. */
  readonly openedAt: number;
  readonly expiresAt: number;
}

/** Sessions live in memory: a restart ends all of them. */
export interface Sessions {
  challenge(chain: Hash, nowMs: number): Challenge;
  /** Whether this process gave this challenge for this chain, it is young enough, and nobody has answered it yet. */
  isOpen(chain: Hash, challenge: Uint8Array, nowMs: number): boolean;
  /** Begins a session for whoever answered the challenge; it cannot be answered again. Returns the token. */
  begin(
    challenge: Uint8Array,
    subject: Subject,
    nowMs: number,
  ): { token: string; session: Session };
  /** Begins a session of somebody who has shown otherwise who it is. Returns the token. */
  open(subject: Subject, nowMs: number): { token: string; session: Session };
  /** The session of a token; one that a passkey opened goes on where this is a use of it by a person. */
  find(token: string, nowMs: number, isUse: boolean): Session | undefined;
  end(token: string): void;
  /** The operator's open sessions, oldest first, and which of them is this token's. */
  ofOperator(token: string, nowMs: number): readonly { session: Session; isThis: boolean }[];
  /** Ends the operator's sessions for which this holds. */
  endOperators(isEnded: (session: Session, isThis: boolean) => boolean, token: string): void;
  /** Ends every session of a device, as when it is revoked. */
  endDevice(device: Hash): void;
}

const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const ID_CHARACTERS = 11;
const OPERATOR = 'operator';

interface Kept {
  readonly token: Buffer;
  readonly session: Session & { expiresAt: number };
}

export function newSessions(): Sessions {
  const challenges = newChallenges(CHALLENGE_MS);
  const kept = new Map<string, Kept>(); // by the first characters of the token, oldest first
  const bySubject = new Map<string, string[]>();
  const answered = new Map<string, number>(); // challenge → when it would have ended

  function drop(id: string): void {
    const found = kept.get(id);
    if (found === undefined) return;
    kept.delete(id);
    const name = subjectName(found.session.subject);
    const left = bySubject.get(name)?.filter((other) => other !== id) ?? [];
    if (left.length === 0) bySubject.delete(name);
    else bySubject.set(name, left);
  }

  function makeRoom(subject: Subject, nowMs: number): void {
    for (const [challenge, expiresAt] of answered) {
      if (expiresAt > nowMs) break;
      answered.delete(challenge);
    }
    for (const [id, { session }] of kept) {
      if (session.expiresAt > nowMs) break;
      drop(id);
    }
    if (kept.size >= MAX_SESSIONS) makeRoomAmongAll(nowMs);
    const own = bySubject.get(subjectName(subject)) ?? [];
    for (const id of own.slice(0, Math.max(0, own.length - MAX_PER_SUBJECT + 1))) drop(id);
  }

  /** Lives differ, so what is over may stand behind what is not. An operator's session goes for nobody: there are few of them. */
  function makeRoomAmongAll(nowMs: number): void {
    let oldest: string | undefined;
    for (const [id, { session }] of kept) {
      if (session.expiresAt <= nowMs) drop(id);
      else if (session.subject.kind !== 'operator') oldest ??= id;
    }
    if (kept.size >= MAX_SESSIONS && oldest !== undefined) drop(oldest);
  }

  function open(subject: Subject, nowMs: number): { token: string; session: Session } {
    makeRoom(subject, nowMs);
    const token = randomBytes(32);
    const text = token.toString('base64url');
    const session = { subject, openedAt: nowMs, expiresAt: nowMs + lifeOf(subject) };
    const id = text.slice(0, ID_CHARACTERS);
    kept.set(id, { token, session });
    const name = subjectName(subject);
    bySubject.set(name, [...(bySubject.get(name) ?? []), id]);
    return { token: text, session };
  }

  function operators(token: string): { id: string; session: Session; isThis: boolean }[] {
    return (bySubject.get(OPERATOR) ?? []).flatMap((id) => {
      const found = kept.get(id);
      const isThis = id === token.slice(0, ID_CHARACTERS);
      return found === undefined ? [] : [{ id, session: found.session, isThis }];
    });
  }

  return {
    challenge: (chain, nowMs) => challenges.make(chain, nowMs),
    isOpen(chain, challenge, nowMs) {
      if (!challenges.isOpen(chain, challenge, nowMs)) return false;
      return !answered.has(Buffer.from(challenge).toString('base64url'));
    },
    begin(challenge, subject, nowMs) {
      answered.set(Buffer.from(challenge).toString('base64url'), endOf(challenge));
      return open(subject, nowMs);
    },
    open,
    find(token, nowMs, isUse) {
      if (!TOKEN.test(token)) return undefined;
      const found = kept.get(token.slice(0, ID_CHARACTERS));
      if (found === undefined || found.session.expiresAt <= nowMs) return undefined;
      const given = Buffer.from(token, 'base64url');
      if (!timingSafeEqual(given, found.token)) return undefined;
      const { session } = found;
      if (isUse && isPasskeys(session.subject)) {
        const longest = session.openedAt + LONGEST_MS;
        session.expiresAt = Math.max(session.expiresAt, Math.min(nowMs + IDLE_MS, longest));
      }
      return session;
    },
    end(token) {
      drop(token.slice(0, ID_CHARACTERS));
    },
    endDevice(device) {
      for (const id of bySubject.get(Buffer.from(device).toString('hex')) ?? []) drop(id);
    },
    ofOperator: (token, nowMs) =>
      operators(token).filter(({ session }) => session.expiresAt > nowMs),
    endOperators(isEnded, token) {
      for (const { id, session, isThis } of operators(token)) {
        if (isEnded(session, isThis)) drop(id);
      }
    },
  };
}

/** How long a session lasts that is not used again. */
function lifeOf(subject: Subject): number {
  return isPasskeys(subject) ? IDLE_MS : SESSION_MS;
}

function isPasskeys(subject: Subject): boolean {
  return subject.kind === 'operator' && typeof subject.by === 'object';
}

function subjectName(subject: Subject): string {
  return subject.kind === 'operator' ? OPERATOR : Buffer.from(subject.device).toString('hex');
}
