/** What the files that this browser runs come to, beside what the sovereign says it serves. */
export type Compared =
  | { readonly kind: 'same'; readonly hash: string }
  | { readonly kind: 'differs'; readonly hash: string; readonly paths: readonly string[] }
  | { readonly kind: 'unknown' };

interface Listed {
  readonly hash: string;
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
}

/** Hashes every file as this browser has it, its kept copies first, as `sha256sum` over their paths would. */
export async function comparePages(): Promise<Compared> {
  try {
    const answer = await fetch('/release.json', { cache: 'no-store' });
    if (!answer.ok) return { kind: 'unknown' };
    const { files, hash: said } = (await answer.json()) as Listed;
    const found = await Promise.all(files.map(async ({ path }) => sha256(await bytesAt(path))));
    const lines = files.map(({ path }, i) => `${found[i] ?? ''}  ${path}\n`).join('');
    const hash = await sha256(new TextEncoder().encode(lines));
    const paths = files
      .filter(({ sha256: listed }, i) => listed !== found[i])
      .map(({ path }) => path);
    if (paths.length === 0 && hash === said) return { kind: 'same', hash };
    return { kind: 'differs', hash, paths };
  } catch {
    return { kind: 'unknown' };
  }
}

/** What is kept for starting without a network is what runs; what is not kept is what is served. */
async function bytesAt(path: string): Promise<ArrayBuffer> {
  const kept = path === '/sw.js' ? undefined : await caches.match(path);
  return await (kept ?? (await fetch(path))).arrayBuffer();
}

async function sha256(bytes: BufferSource): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)).toHex();
}
