import { createHash } from 'node:crypto';
import type { PageFile } from './read-pages.ts';

/** What a sovereign serves to browsers, so that anybody can compare it: with what they run, and with what was published elsewhere. */
export interface Release {
  /** Which build this is: a hash of its sources. */
  readonly release: string;
  /** SHA-256, hexadecimal, over one line for each file as `sha256sum` writes it, in the order of their paths. */
  readonly hash: string;
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
}

/** The document stands under `/`, as browsers ask for it. */
export function releaseOf(
  release: string,
  document: PageFile,
  others: ReadonlyMap<string, PageFile>,
): Release {
  const files = [['/', document] as const, ...others]
    .map(([path, { plain }]) => ({ path, sha256: sha256(plain) }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const lines = files.map(({ path, sha256: digest }) => `${digest}  ${path}\n`).join('');
  return { release, hash: sha256(lines), files };
}

function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
