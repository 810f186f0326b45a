import type { Key } from '../crypto/index.ts';
import { type Device, type IdentityView, type Signers } from '../identity/index.ts';

/** Who may sign on a chain: its device; m of n of a treasury; an identity's root or m of its active devices. */
export type Authority =
  | { readonly kind: 'device'; readonly device: Device }
  | { readonly kind: 'treasury'; readonly signers: Signers }
  | { readonly kind: 'identity'; readonly view: IdentityView };

export type SigningKeys =
  { ok: true; keys: readonly Key[] } | { ok: false; fault: 'unknown-signer' | 'too-few-signers' };

/**
 * The keys that the signatures named by `by` (ascending, distinct) must verify under, in that order. Every signature must
 * be by somebody entitled: one by a stranger or a revoked device refuses the transition. On an identity's chain `view` is
 * the identity before the transition, or for `open` the one it founds.
 */
export function signingKeys(authority: Authority, by: readonly number[]): SigningKeys {
  const keys: Key[] = [];
  for (const signer of by) {
    const key = keyOf(authority, signer);
    if (key === undefined) return { ok: false, fault: 'unknown-signer' };
    keys.push(key);
  }
  if (!suffices(authority, by)) return { ok: false, fault: 'too-few-signers' };
  return { ok: true, keys };
}

function keyOf(authority: Authority, by: number): Key | undefined {
  switch (authority.kind) {
    case 'device':
      return by === 0 ? authority.device.key : undefined;
    case 'treasury':
      return authority.signers.keys[by];
    case 'identity': {
      if (by === 0) return authority.view.genesis.root;
      const device = authority.view.devices[by - 1];
      return device?.status === 'active' ? device.device.key : undefined;
    }
  }
}

function suffices(authority: Authority, by: readonly number[]): boolean {
  const distinct = new Set(by).size;
  switch (authority.kind) {
    case 'device':
      return distinct >= 1;
    case 'treasury':
      return distinct >= authority.signers.threshold;
    case 'identity':
      return by.includes(0) || distinct >= authority.view.policy.threshold;
  }
}
