import { type Hash, equalBytes } from '@tallystick/protocol';
import { type Rulebook, compile, decodeSource } from '@tallystick/rules';

/**
 * The rulebook that a source is said to be: parsed, checked and compiled here, whoever has done so
 * before. Null where it is another, or none: nobody decides by it.
 */
export function compileGiven(expected: Hash, encoded: Uint8Array): Rulebook | null {
  try {
    const source = decodeSource(encoded);
    if (source === undefined) return null;
    const compiled = compile(source);
    return compiled.ok && equalBytes(compiled.rulebook.hash, expected) ? compiled.rulebook : null;
  } catch {
    return null; // a fault of ours: unknown is not yes
  }
}
