/**
 * The body of an answer, or undefined as soon as it is longer than `most` bytes, whatever its `content-length` says: the
 * connection is given up then. Throws what `fetch` throws when the connection breaks, or when the time of its signal is over.
 */
export async function readBounded(answer: Response, most: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer.body ?? []) {
    length += chunk.length;
    if (length > most) return undefined; // leaving the loop cancels the stream
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
