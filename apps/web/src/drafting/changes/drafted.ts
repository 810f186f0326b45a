import type { ChangeFault } from './messages.ts';

/** What comes of a change, or why nothing does. */
export type Drafted<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: ChangeFault };

export function failed(fault: ChangeFault): { readonly ok: false; readonly fault: ChangeFault } {
  return { ok: false, fault };
}

export function drafted<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}
