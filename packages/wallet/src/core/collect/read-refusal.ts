import type { Amount } from '@tallystick/protocol';

/** Which taking a refusal is about, and what it says is there for it, where its data (JSON) tell. */
export function readRefusal(json: string): {
  taking: number | undefined;
  entitlement: Amount | undefined;
} {
  try {
    const { taking, entitlement } = JSON.parse(json) as Record<string, unknown>;
    return {
      taking: typeof taking === 'number' ? taking : undefined,
      entitlement:
        typeof entitlement === 'string' && /^[0-9]{1,19}$/.test(entitlement)
          ? BigInt(entitlement)
          : undefined,
    };
  } catch {
    return { taking: undefined, entitlement: undefined };
  }
}
