import type { Opener } from './calls.ts';

/** Why a passkey gave nothing. */
export type PasskeyFault =
  /** Its user closed the browser's question, or it was asked too long ago. */
  | 'cancelled'
  /** The authenticator, or the browser, gives no secret (WebAuthn's PRF extension). */
  | 'no-secret'
  /** None of the passkeys that were asked for is here. */
  | 'other';

type Asked =
  | { readonly ok: true; readonly opener: Opener }
  | { readonly ok: false; readonly why: PasskeyFault };

/** What of the extension's answer is read (WebAuthn Level 3, section 10.1.4). */
interface Extended {
  readonly prf?: {
    readonly enabled?: boolean;
    readonly results?: { readonly first?: ArrayBuffer };
  };
}

const PATIENCE_MS = 120_000;
/** What each passkey is asked to make its secret of: always the same, for the secret has to be. */
const QUESTION = new TextEncoder().encode('tallystick/v1/unlock wallets');
/** ES256, EdDSA, RS256: nothing is signed with it that anybody reads. */
const SUITES = [-7, -8, -257];

/** Whether this browser and this address can have passkeys at all: names can, numbers cannot (WebAuthn, section 5.1.3). */
export function canAskPasskeys(): boolean {
  const isNumber = /^[\d.]+$|^\[/.test(location.hostname);
  return isSecureContext && !isNumber && 'PublicKeyCredential' in globalThis;
}

/** Whether this very device unlocks by a finger, a face or a code. */
export async function hasOwnAuthenticator(): Promise<boolean> {
  if (!canAskPasskeys()) return false;
  return await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable().catch(
    () => false,
  );
}

/** Makes a passkey for these wallets, and has its secret. Some give it only when they are asked once more. */
export async function makePasskey(name: string): Promise<Asked> {
  try {
    const made = (await navigator.credentials.create({
      publicKey: {
        rp: { id: location.hostname, name: location.host },
        user: { id: crypto.getRandomValues(new Uint8Array(16)), name, displayName: name },
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        pubKeyCredParams: SUITES.map((alg) => ({ type: 'public-key', alg })),
        authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
        timeout: PATIENCE_MS,
        extensions: { prf: { eval: { first: QUESTION } } },
      },
    })) as PublicKeyCredential | null;
    if (made === null) return { ok: false, why: 'cancelled' };
    const { prf } = made.getClientExtensionResults() as Extended;
    const credential = new Uint8Array(made.rawId).toHex();
    const secret = prf?.results?.first;
    if (secret !== undefined) return given(credential, secret);
    return prf?.enabled === true ? await askPasskey([credential]) : { ok: false, why: 'no-secret' };
  } catch (error) {
    return { ok: false, why: faultOf(error) };
  }
}

/** Asks one of these passkeys, by their credential ids in hexadecimal, for its secret. */
export async function askPasskey(credentials: readonly string[]): Promise<Asked> {
  try {
    const asked = (await navigator.credentials.get({
      publicKey: {
        rpId: location.hostname,
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        allowCredentials: credentials.map((id) => ({
          type: 'public-key',
          id: Uint8Array.fromHex(id),
        })),
        userVerification: 'required',
        timeout: PATIENCE_MS,
        extensions: { prf: { eval: { first: QUESTION } } },
      },
    })) as PublicKeyCredential | null;
    if (asked === null) return { ok: false, why: 'cancelled' };
    const credential = new Uint8Array(asked.rawId).toHex();
    if (!credentials.includes(credential)) return { ok: false, why: 'other' };
    const { prf } = asked.getClientExtensionResults() as Extended;
    const secret = prf?.results?.first;
    return secret === undefined ? { ok: false, why: 'no-secret' } : given(credential, secret);
  } catch (error) {
    return { ok: false, why: faultOf(error) };
  }
}

function given(credential: string, secret: ArrayBuffer): Asked {
  return { ok: true, opener: { kind: 'passkey', credential, secret: new Uint8Array(secret) } };
}

/** Browsers say `NotAllowedError` for “closed” and for “none of these is here” alike, so that pages learn nothing. */
function faultOf(error: unknown): PasskeyFault {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'AbortError') return 'cancelled';
  return name === 'NotSupportedError' ? 'no-secret' : 'other';
}
