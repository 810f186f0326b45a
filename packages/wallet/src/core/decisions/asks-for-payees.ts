import { type Hash, toHex } from '@tallystick/protocol';
import type { Context } from '../context.ts';
import { fetchRulebook } from './fetch-rulebook.ts';

/** Whether rulebooks ask whom somebody has paid, by their hashes: each is looked at once. */
export function asksForPayees(context: Context): (rulebook: Hash) => Promise<boolean> {
  const known = new Map<string, boolean>();
  return async (rulebook) => {
    const name = toHex(rulebook);
    const before = known.get(name);
    if (before !== undefined) return before;
    const needs = (await fetchRulebook(context, rulebook))?.rulebook.needs;
    const asks = needs !== undefined && (needs.first || needs.payees.length > 0);
    known.set(name, asks);
    return asks;
  };
}
