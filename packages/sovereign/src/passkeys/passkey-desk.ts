import { fromBase64url, originOf, toBase64url } from '@tallystick/protocol';
import { endOf, newChallenges } from '../sessions/challenges.ts';
import { MOST_PASSKEYS, type Passkey, type PasskeyStore } from './passkey-store.ts';

/** A passkey that a browser made (`AuthenticatorAttestationResponse`), bytes in base64url. */
export interface MadePasskey {
  readonly id: string;
  readonly name: string;
  readonly clientData: string;
  readonly attestationObject: string;
  readonly transports: readonly string[];
}

/** What a passkey answered (`AuthenticatorAssertionResponse`), bytes in base64url. */
export interface Asserted {
  readonly id: string;
  readonly clientData: string;
  readonly authenticatorData: string;
  readonly signature: string;
}

/** Something for a browser to have made or signed. */
export interface PasskeyChallenge {
  readonly challenge: string;
  readonly rpId: string;
  /** Ms since 1970. */
  readonly expiresAt: number;
  /** The passkeys of this name that there are: not to be made again, or of which one is to sign. */
  readonly passkeys: readonly { readonly id: string; readonly transports: readonly string[] }[];
}

type Registered =
  | { readonly ok: true; readonly passkey: Passkey }
  | { readonly ok: false; readonly why: 'refused' | 'full' | 'known' };

/** The passkeys that open the operator's console: made, used and removed one after the other. */
export interface PasskeyDesk {
  readonly all: () => readonly Passkey[];
  /** Undefined: passkeys are not bound to what this origin is called by. */
  challenge(what: Ceremony, origin: string, nowMs: number): PasskeyChallenge | undefined;
  register(made: MadePasskey, nowMs: number): Promise<Registered>;
  /** The passkey that signed, once for each challenge. */
  use(asserted: Asserted, nowMs: number): Promise<Passkey | undefined>;
  /** False where there is none of this id. */
  remove(id: string): Promise<boolean>;
}

/** W3C Web Authentication §5.8.1: `webauthn.create`, `webauthn.get`. */
type Ceremony = 'create' | 'get';

/** Long enough to look for a key, and to type its PIN. */
const CHALLENGE_MS = 5 * 60_000;
const MOST_CLIENT_DATA_BYTES = 4096;

export function newPasskeyDesk(
  store: PasskeyStore,
  isOwn: (origin: string) => boolean,
): PasskeyDesk {
  const challenges = newChallenges(CHALLENGE_MS);
  const answered = new Map<string, number>(); // challenge → when it would have ended
  let last: Promise<unknown> = Promise.resolve();

  /** One after the other: a counter is compared with the newest, and a challenge is answered once. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  }

  /** What was signed, where this desk asked for it there; undefined where it did not, or has had its answer. */
  function readAnswer(what: Ceremony, clientData: string, nowMs: number): Answered | undefined {
    const bytes = fromBase64url(clientData, MOST_CLIENT_DATA_BYTES);
    const challenge = bytes === undefined ? undefined : challengeIn(bytes);
    const given = challenge === undefined ? undefined : fromBase64url(challenge, 32);
    if (bytes === undefined || challenge === undefined || given === undefined) return undefined;
    const origin = originOf(bytes, `webauthn.${what}`, given);
    const rpId = origin !== undefined && isOwn(origin) ? rpIdOf(origin) : undefined;
    if (origin === undefined || rpId === undefined || answered.has(challenge)) return undefined;
    if (!challenges.isOpen(subjectOf(what, rpId), given, nowMs)) return undefined;
    return { origin, rpId, challenge, endsAt: endOf(given) };
  }

  function forget({ challenge, endsAt }: Answered, nowMs: number): void {
    for (const [one, ends] of answered) if (ends <= nowMs) answered.delete(one);
    answered.set(challenge, endsAt);
  }

  return {
    all: store.all,
    challenge(what, origin, nowMs) {
      const rpId = rpIdOf(origin);
      if (rpId === undefined) return undefined;
      const { bytes, expiresAt } = challenges.make(subjectOf(what, rpId), nowMs);
      const passkeys = store
        .all()
        .filter((one) => one.rpId === rpId)
        .map(({ id, transports }) => ({ id, transports }));
      return { challenge: toBase64url(bytes), rpId, expiresAt, passkeys };
    },
    register: (made, nowMs) =>
      inTurn(async () => {
        const answer = readAnswer('create', made.clientData, nowMs);
        if (answer === undefined) return { ok: false, why: 'refused' };
        const { verifyNew } = await import('./verify-passkey.ts');
        const verified = await verifyNew(made, answer);
        if (verified === undefined) return { ok: false, why: 'refused' };
        const before = store.all();
        if (before.some(({ id }) => id === made.id)) return { ok: false, why: 'known' };
        if (before.length >= MOST_PASSKEYS) return { ok: false, why: 'full' };
        forget(answer, nowMs);
        const { id, name, transports } = made;
        const { rpId } = answer;
        const times = { createdAt: nowMs, lastUsedAt: null };
        const passkey: Passkey = { id, rpId, name, transports, ...verified, ...times };
        await store.replace([...before, passkey]);
        return { ok: true, passkey };
      }),
    use: (asserted, nowMs) =>
      inTurn(async () => {
        const found = store.all().find(({ id }) => id === asserted.id);
        const answer = readAnswer('get', asserted.clientData, nowMs);
        if (found === undefined || answer?.rpId !== found.rpId) return undefined;
        const { verifyUse } = await import('./verify-passkey.ts');
        const counter = await verifyUse(asserted, found, answer);
        if (counter === undefined) return undefined;
        forget(answer, nowMs);
        const used: Passkey = { ...found, counter, lastUsedAt: nowMs };
        await store.replace(store.all().map((one) => (one.id === found.id ? used : one)));
        return used;
      }),
    remove: (id) =>
      inTurn(async () => {
        const left = store.all().filter((one) => one.id !== id);
        if (left.length === store.all().length) return false;
        await store.replace(left);
        return true;
      }),
  };
}

interface Answered {
  readonly origin: string;
  readonly rpId: string;
  readonly challenge: string;
  readonly endsAt: number;
}

/**
 * The name that passkeys of an origin are bound to: its host, where that is a name (an address of numbers is none) and the
 * browser takes the origin for one that nobody can have changed on the way (W3C Web Authentication §5.1.3, Secure Contexts §3.1).
 */
export function rpIdOf(origin: string): string | undefined {
  const url = URL.parse(origin);
  if (url === null || /^[\d.]+$|^\[/.test(url.hostname)) return undefined;
  const isHere = url.hostname === 'localhost' || url.hostname.endsWith('.localhost');
  return url.protocol === 'https:' || isHere ? url.hostname : undefined;
}

function subjectOf(what: Ceremony, rpId: string): Uint8Array {
  return Buffer.from(`${what} ${rpId}`);
}

function challengeIn(clientData: Uint8Array): string | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(clientData).toString('utf8'));
    const { challenge } = (parsed ?? {}) as { readonly challenge?: unknown };
    return typeof challenge === 'string' ? challenge : undefined;
  } catch {
    return undefined;
  }
}
