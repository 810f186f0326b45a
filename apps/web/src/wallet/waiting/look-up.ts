import type { Failure } from '@tallystick/wallet';
import type { WalletCalls } from '../calls.ts';
import { type Doable, type Looked, type Named, type Owner, recipientOf } from './recipe.ts';

/** Who was looked up; or why nobody was: what the sovereign says, or a condition that cannot be read. */
export type LookedUp =
  | { readonly kind: 'looked'; readonly looked: Looked }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'unreadable' };

/** Looks up for whom it is, and everybody whose word a condition asks for. The wallet's own name needs nobody's answer. */
export async function lookUp(
  { payee: find, readCondition }: Pick<WalletCalls, 'payee' | 'readCondition'>,
  to: string,
  asked: Doable,
  { handle, address }: Owner,
): Promise<LookedUp> {
  const names = new Set<string>();
  for (const { when } of asked.kind === 'mandate' ? [] : asked.request.claims) {
    const read = when === undefined ? null : await readCondition(when);
    if (read === null) continue;
    if (!read.ok) return { kind: 'failed', failure: read.failure };
    if (read.value.fault !== null) return { kind: 'unreadable' };
    for (const name of read.value.names) names.add(name);
  }
  const payee = await find(recipientOf(to));
  if (!payee.ok) return { kind: 'failed', failure: payee.failure };
  const named = new Map<string, Named>();
  for (const name of names) {
    const isOwn = name === handle;
    const found = isOwn ? null : await find(`@${name}`);
    if (found?.ok === false) return { kind: 'failed', failure: found.failure };
    named.set(name, found?.value ?? { address, handle, country: null });
  }
  return { kind: 'looked', looked: { payee: payee.value, named } };
}
