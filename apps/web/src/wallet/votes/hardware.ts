import type {
  AssertedCredential,
  AssertionRequest,
  CreatedCredential,
  VotingKeyRequest,
} from '@tallystick/wallet';
import type { VotesWords } from '../../words/english/wallet/votes.ts';

/** Why hardware gave no signature. */
export type HardwareFault =
  | { readonly kind: 'missing' | 'cancelled' | 'place' | 'unsuited' }
  | { readonly kind: 'failed'; readonly what: string };

type FromHardware<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: HardwareFault };

/** Has the reader's hardware make a key. */
export function makeKey({ options }: VotingKeyRequest): Promise<FromHardware<CreatedCredential>> {
  return fromHardware(async () => {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON({
      ...options,
      pubKeyCredParams: [...options.pubKeyCredParams],
    });
    const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
    return made.toJSON() as RegistrationResponseJSON;
  });
}

/** Has the reader's hardware sign a ballot. */
export function signWithKey(request: AssertionRequest): Promise<FromHardware<AssertedCredential>> {
  return fromHardware(async () => {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON({
      ...request,
      allowCredentials: [...request.allowCredentials],
    });
    const signed = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
    return signed.toJSON() as AuthenticationResponseJSON;
  });
}

async function fromHardware<T>(ask: () => Promise<T>): Promise<FromHardware<T>> {
  if (typeof PublicKeyCredential === 'undefined') return { ok: false, fault: { kind: 'missing' } };
  try {
    return { ok: true, value: await ask() };
  } catch (error) {
    return { ok: false, fault: faultOf(error) };
  }
}

/** By the names of W3C Web Authentication §5.1.3 and §5.1.4. */
export function faultOf(error: unknown): HardwareFault {
  const { name, message } = error instanceof Error ? error : { name: '', message: String(error) };
  if (name === 'NotAllowedError' || name === 'AbortError') return { kind: 'cancelled' };
  if (name === 'SecurityError') return { kind: 'place' };
  if (name === 'ConstraintError' || name === 'NotSupportedError') return { kind: 'unsuited' };
  return { kind: 'failed', what: message };
}

export function hardwareText(fault: HardwareFault, say: VotesWords['hardware']): string {
  return fault.kind === 'failed' ? say.failed(fault.what) : say[fault.kind];
}
