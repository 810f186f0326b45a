import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SovereignProblem } from '../../founding/options.ts';
import { type Release, releaseOf } from './release.ts';

/** The file of a folder of pages that says what is in it. */
const MANIFEST = 'pages.json';

/** How a file of pages may be sent. */
export type Encoding = 'br' | 'gzip';

/** This sovereign alone; or others too, which only the wallet's process may. */
type Reach = 'own' | 'others';

/** A file as it is sent: its bytes, and the same compressed. */
export interface PageFile {
  readonly type: string;
  /** Its name has the hash of its content, so a browser may keep it for ever. */
  readonly isImmutable: boolean;
  /** Which sovereigns it connects to, where it runs in a process of its own. */
  readonly reaches: Reach;
  readonly etag: string;
  readonly plain: Buffer;
  readonly encoded: ReadonlyMap<Encoding, Buffer>;
}

/** Built pages, in memory: what is asked for is looked up and never a path of the disk. */
export interface Pages {
  /** Which build this is. */
  readonly release: string;
  /** What is served, with its hashes. */
  readonly shown: Release;
  /** Paths under which the document is served; `/*` stands for one step. */
  readonly documents: readonly string[];
  readonly document: PageFile;
  readonly files: ReadonlyMap<string, PageFile>;
}

interface Manifest {
  readonly release: string;
  readonly documents: readonly string[];
  readonly files: readonly {
    readonly path: string;
    readonly type: string;
    readonly encodings: readonly Encoding[];
    readonly isImmutable: boolean;
    readonly reaches: Reach;
  }[];
}

const DOCUMENT = '/index.html';

/** Reads a folder of built pages whole. Throws a `SovereignProblem` (`invalid-options`) where there are none. */
export async function readPages(folder: string): Promise<Pages> {
  const manifest = await readManifest(folder);
  const files = new Map<string, PageFile>();
  for (const { path, type, encodings, isImmutable, reaches } of manifest.files) {
    const plain = await readFile(join(folder, path));
    const encoded = new Map<Encoding, Buffer>();
    for (const encoding of encodings) {
      encoded.set(encoding, await readFile(join(folder, `${path}.${encoding}`)));
    }
    const digest = createHash('sha256').update(plain).digest('base64url').slice(0, 22);
    files.set(path, { type, isImmutable, reaches, etag: `"${digest}"`, plain, encoded });
  }
  const document = files.get(DOCUMENT);
  if (document === undefined) throw notPages(folder);
  files.delete(DOCUMENT);
  const { release, documents } = manifest;
  return { release, shown: releaseOf(release, document, files), documents, document, files };
}

async function readManifest(folder: string): Promise<Manifest> {
  try {
    return JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')) as Manifest;
  } catch {
    throw notPages(folder);
  }
}

function notPages(folder: string): SovereignProblem {
  return new SovereignProblem('invalid-options', `There are no built pages in ${folder}.`);
}
