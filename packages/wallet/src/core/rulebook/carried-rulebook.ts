import { equalBytes, type Hash } from '@tallystick/protocol';
import { type Rulebook, decodeSource, noObjection, rulebookOf } from '@tallystick/rules';
import type { Context } from '../context.ts';
import { KEYS } from '../records/keys.ts';

/** Compiled once for as long as a wallet is open. */
const compiled = new WeakMap<Context, Rulebook>();

/** The rulebook that a sync has proven, to decide by without a network; undefined where there was none. */
export async function carriedRulebook(context: Context): Promise<Rulebook | undefined> {
  const hash: Hash | undefined = await context.vault.get(KEYS.carried);
  if (hash === undefined) return undefined;
  if (equalBytes(hash, noObjection.hash)) return noObjection;
  const known = compiled.get(context);
  if (known !== undefined && equalBytes(known.hash, hash)) return known;
  const encoded = await context.vault.get(KEYS.rulebook(hash));
  const source = encoded && decodeSource(encoded);
  const rulebook = source && rulebookOf(source, hash);
  if (rulebook !== undefined) compiled.set(context, rulebook);
  return rulebook;
}
