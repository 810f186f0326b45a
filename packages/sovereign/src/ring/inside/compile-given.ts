import { type Hash, equalBytes } from '@tallystick/protocol';
import { type Rulebook, type RulebookSource, compile, decodeSource } from '@tallystick/rules';

/** A rulebook, and the text that it comes from. */
export interface CompiledGiven {
  readonly source: RulebookSource;
  readonly rulebook: Rulebook;
}

/**
 * The rulebook that a source is said to be: parsed, checked and compiled here, whoever has done so
 * before. Null where it is another, or none: nobody decides by it.
 */
export function compileGiven(expected: Hash, encoded: Uint8Array): CompiledGiven | null {
  try {
    const source = decodeSource(encoded);
    if (source === undefined) return null;
    const compiled = compile(source);
    if (!compiled.ok || !equalBytes(compiled.rulebook.hash, expected)) return null;
    return { source, rulebook: compiled.rulebook };
  } catch {
    return null; // a fault of ours: unknown is not yes
  }
}
