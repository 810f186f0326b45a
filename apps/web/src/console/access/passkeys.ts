import { type Asked, askAs } from '../../sovereign/ask.ts';
import type { Operator } from '../operator.tsx';

/** What the sovereign would have made or signed. */
interface Challenge {
  readonly challenge: string;
  readonly rpId: string;
  readonly passkeys: readonly { readonly id: string; readonly transports: readonly string[] }[];
}

interface NewChallenge extends Challenge {
  readonly user: { readonly id: string; readonly name: string };
}

/** What came of asking for a passkey. `unable`: of this browser; `cancelled`: by its user, or the device. */
export type Ceremony =
  { readonly ok: true } | { readonly ok: false; readonly why: 'unable' | 'cancelled' | 'refused' };

/** Long enough to look for a key, and to type its PIN. */
const PATIENCE_MS = 5 * 60_000;
const MOST_TRANSPORTS = 8;
/** COSE algorithms: EdDSA, ES256, RS256. */
const ALGORITHMS = [-8, -7, -257];

/** Whether this page stands under a name, to which passkeys can be bound. */
export function hasName(): boolean {
  return !/^[\d.]+$|^\[/.test(location.hostname) && isSecureContext;
}

function canMake(): boolean {
  return typeof PublicKeyCredential !== 'undefined' && hasName();
}

/** Has the browser make a passkey, and adds it. Never rejects. */
export async function addPasskey(operator: Operator, name: string): Promise<Ceremony> {
  if (!canMake()) return { ok: false, why: 'unable' };
  const body = { address: location.origin };
  const path = '/v1/operator/passkeys';
  const asked = await operator.ask<NewChallenge>(`${path}/challenge`, { method: 'POST', body });
  if (!asked.ok) return { ok: false, why: 'refused' };
  const made = await makeIn(asked.value);
  if (made === null) return { ok: false, why: 'cancelled' };
  const { id, response } = made;
  const sent = {
    id,
    name,
    clientData: base64url(response.clientDataJSON),
    attestationObject: base64url(response.attestationObject),
    transports: response.getTransports().slice(0, MOST_TRANSPORTS),
  };
  const added = await operator.ask(path, { method: 'POST', body: sent });
  return added.ok ? { ok: true } : { ok: false, why: 'refused' };
}

type Made = PublicKeyCredential & { readonly response: AuthenticatorAttestationResponse };

async function makeIn({ challenge, rpId, passkeys, user }: NewChallenge): Promise<Made | null> {
  const type = 'public-key';
  try {
    return (await navigator.credentials.create({
      publicKey: {
        challenge: bytesOf(challenge),
        rp: { id: rpId, name: user.name },
        user: { id: bytesOf(user.id), name: user.name, displayName: user.name },
        pubKeyCredParams: ALGORITHMS.map((alg) => ({ type, alg })),
        excludeCredentials: passkeys.map(({ id }) => ({ type, id: bytesOf(id) })),
        authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
        attestation: 'none',
        timeout: PATIENCE_MS,
      },
    })) as Made | null;
  } catch {
    return null;
  }
}

/** What a passkey of this sovereign's would have to sign; null where it has none for this address, or does not answer. */
export async function askForPasskey(): Promise<Challenge | null> {
  if (!canMake()) return null;
  const asked = await send<Challenge>('/v1/sessions/passkey/challenge', {
    address: location.origin,
  });
  return asked.ok && asked.value.passkeys.length > 0 ? asked.value : null;
}

/** The token of a session that a passkey opened, or why there is none. Never rejects. */
export async function openWithPasskey(): Promise<
  { readonly ok: true; readonly token: string } | (Ceremony & { readonly ok: false })
> {
  const asked = await askForPasskey(); // a fresh one: this page may have been open for long
  if (asked === null) return { ok: false, why: 'refused' };
  const used = await useOne(asked);
  if (used === null) return { ok: false, why: 'cancelled' };
  const { id, response } = used;
  const opened = await send<{ readonly token: string }>('/v1/sessions/passkey', {
    id,
    clientData: base64url(response.clientDataJSON),
    authenticatorData: base64url(response.authenticatorData),
    signature: base64url(response.signature),
  });
  return opened.ok ? { ok: true, token: opened.value.token } : { ok: false, why: 'refused' };
}

type Used = PublicKeyCredential & { readonly response: AuthenticatorAssertionResponse };

async function useOne({ challenge, rpId, passkeys }: Challenge): Promise<Used | null> {
  try {
    return (await navigator.credentials.get({
      publicKey: {
        challenge: bytesOf(challenge),
        rpId,
        allowCredentials: passkeys.map(({ id, transports }) => ({
          type: 'public-key',
          id: bytesOf(id),
          transports: transports as AuthenticatorTransport[],
        })),
        userVerification: 'required',
        timeout: PATIENCE_MS,
      },
    })) as Used | null;
  } catch {
    return null;
  }
}

function send<T>(path: string, body: object): Promise<Asked<T>> {
  return askAs<T>(path, { token: '', method: 'POST', body });
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) =>
    one.charCodeAt(0),
  );
}

function base64url(buffer: ArrayBuffer): string {
  const text = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
