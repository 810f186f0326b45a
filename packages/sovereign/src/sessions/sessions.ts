import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Hash, Key } from '@tallystick/protocol';
import { type Challenge, endOf, newChallenges } from './challenges.ts';

/** How long a challenge can be answered, and a session lasts. */
const CHALLENGE_MS = 60_000;
const SESSION_MS = 15 * 60_000;
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
  | { readonly kind: 'operator'; readonly key: Key };

export interface Session {
  readonly subject: Subject;
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
  find(token: string, nowMs: number): Session | undefined;
  end(token: string): void;
  /** Ends every session of a device, as when it is revoked. */
  endDevice(device: Hash): void;
}

const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const ID_CHARACTERS = 11;

interface Kept {
  readonly token: Buffer;
  readonly session: Session;
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
      if (session.expiresAt > nowMs && kept.size < MAX_SESSIONS) break;
      drop(id);
    }
    const own = bySubject.get(subjectName(subject)) ?? [];
    for (const id of own.slice(0, Math.max(0, own.length - MAX_PER_SUBJECT + 1))) drop(id);
  }

  return {
    challenge: (chain, nowMs) => challenges.make(chain, nowMs),
    isOpen(chain, challenge, nowMs) {
      if (!challenges.isOpen(chain, challenge, nowMs)) return false;
      return !answered.has(Buffer.from(challenge).toString('base64url'));
    },
    begin(challenge, subject, nowMs) {
      makeRoom(subject, nowMs);
      answered.set(Buffer.from(challenge).toString('base64url'), endOf(challenge));
      const token = randomBytes(32);
      const text = token.toString('base64url');
      const session: Session = { subject, expiresAt: nowMs + SESSION_MS };
      const id = text.slice(0, ID_CHARACTERS);
      kept.set(id, { token, session });
      const name = subjectName(subject);
      bySubject.set(name, [...(bySubject.get(name) ?? []), id]);
      return { token: text, session };
    },
    find(token, nowMs) {
      if (!TOKEN.test(token)) return undefined;
      const found = kept.get(token.slice(0, ID_CHARACTERS));
      if (found === undefined || found.session.expiresAt <= nowMs) return undefined;
      const given = Buffer.from(token, 'base64url');
      return timingSafeEqual(given, found.token) ? found.session : undefined;
    },
    end(token) {
      drop(token.slice(0, ID_CHARACTERS));
    },
    endDevice(device) {
      for (const id of bySubject.get(Buffer.from(device).toString('hex')) ?? []) drop(id);
    },
  };
}

function subjectName(subject: Subject): string {
  return subject.kind === 'operator' ? 'operator' : Buffer.from(subject.device).toString('hex');
}
