import { joined } from './fixed-layout.ts';

/**
 * What arrives in pieces, as one; undefined as soon as it is longer than `most` bytes, whatever its sender announced: nothing more
 * is asked for then. Throws what `pieces` throws.
 */
export async function gatherBounded(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  most: number,
): Promise<Uint8Array | undefined> {
  const gathered: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    length += piece.length;
    if (length > most) return undefined; // leaving the loop ends the source
    gathered.push(piece);
  }
  return joined(gathered);
}
