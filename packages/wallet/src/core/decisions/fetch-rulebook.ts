import { type Hash, equalBytes } from '@tallystick/protocol';
import {
  type Rulebook,
  type RulebookSource,
  decodeSource,
  noObjection,
  rulebookOf,
} from '@tallystick/rules';
import { type Context, store } from '../context.ts';
import { KEYS } from '../records/keys.ts';

/** A rulebook with the texts that it was compiled from. */
export interface KnownRulebook {
  readonly source: RulebookSource;
  readonly rulebook: Rulebook;
}

/**
 * The rulebook of that hash: this wallet's own copy, or what the sovereign shows of it, which is kept.
 * Undefined where the sovereign says that it was never in force, or shows what is none.
 */
export async function fetchRulebook(
  context: Context,
  hash: Hash,
): Promise<KnownRulebook | undefined> {
  const key = KEYS.rulebook(hash);
  const kept = await context.vault.get(key);
  const own = kept === undefined ? undefined : read(kept, hash);
  if (own !== undefined) return own;
  if (equalBytes(hash, noObjection.hash)) return { source: NO_TEXT, rulebook: noObjection };
  const shown = await context.client.pastRulebook(hash);
  const found = shown === null ? undefined : read(shown, hash);
  if (shown !== null && found !== undefined) await store(context.vault, [{ key, value: shown }]);
  return found;
}

const NO_TEXT: RulebookSource = { modules: [], lists: [], settings: [], currencies: [] };

function read(encoded: Uint8Array, hash: Hash): KnownRulebook | undefined {
  const source = decodeSource(encoded);
  const rulebook = source && rulebookOf(source, hash);
  return source === undefined || rulebook === undefined ? undefined : { source, rulebook };
}
