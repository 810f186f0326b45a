import { documentPath } from './kept-page.ts';
import { loadedPaths } from './loaded-paths.ts';

/** The release whose pages these are, a hash of its sources: written in by the build. */
declare const RELEASE: string;

/** What the files that this browser runs come to, beside what the sovereign says it serves; `hash` is what it says. */
export type Compared =
  | { readonly kind: 'same'; readonly hash: string }
  | { readonly kind: 'differs'; readonly hash: string; readonly paths: readonly string[] }
  /** It serves another release than this page is of; `worker` is what it says of that one's service worker. */
  | { readonly kind: 'other'; readonly hash: string; readonly worker: string }
  | { readonly kind: 'unknown' };

const WORKER = '/sw.js';

interface Listed {
  readonly release: string;
  readonly hash: string;
  readonly files: readonly ListedFile[];
}

interface ListedFile {
  readonly path: string;
  readonly sha256: string;
}

/** Hashes every file as this browser has it, its kept copies first; their hash is what `sha256sum` gives over their list. */
export async function comparePages(): Promise<Compared> {
  return await compareWith(async ({ hash, files }) => {
    const paths = await otherThanListed(files);
    const isHashRight = (await hashOfList(files)) === hash;
    return paths.length === 0 && isHashRight ? null : paths;
  });
}

/** The same of the files alone that this page and the process with the keys have loaded: what a page does by itself. */
export async function compareLoaded(): Promise<Compared> {
  return await compareWith(async ({ files }) => {
    const listed = new Map(files.map((file) => [file.path, file]));
    const loaded = ['/', ...loadedPaths()].map((path) => listed.get(path) ?? { path, sha256: '' });
    const paths = await otherThanListed(loaded);
    return paths.length === 0 ? null : paths;
  });
}

/** `differ` gives the paths that are not as listed; null where all is as it is said. */
async function compareWith(
  differ: (listed: Listed) => Promise<readonly string[] | null>,
): Promise<Compared> {
  try {
    const answer = await fetch('/release.json', { cache: 'no-store' });
    if (!answer.ok) return { kind: 'unknown' };
    const listed = (await answer.json()) as Listed;
    const { hash } = listed;
    if (listed.release !== RELEASE) {
      const worker = listed.files.find(({ path }) => path === WORKER)?.sha256 ?? '';
      return { kind: 'other', hash, worker };
    }
    const paths = await differ(listed);
    return paths === null ? { kind: 'same', hash } : { kind: 'differs', hash, paths };
  } catch {
    return { kind: 'unknown' };
  }
}

/**
 * The hash of the release that a service worker keeps: of its own list, whatever is served by now. It lists all but itself, which is
 * taken to be `workersHash`. Without an answer as long as it gives none.
 */
export async function keptHash(keeper: ServiceWorker, workersHash: string): Promise<string> {
  const { port1, port2 } = new MessageChannel();
  const { promise, resolve } = Promise.withResolvers<Readonly<Record<string, string>>>();
  port1.addEventListener('message', ({ data }) => resolve(data as Record<string, string>));
  port1.start();
  keeper.postMessage('what is kept', [port2]);
  return await hashWithWorker(await promise, workersHash);
}

/** The hash as `/release.json` gives it, over files that were kept and a service worker. */
export function hashWithWorker(
  kept: Readonly<Record<string, string>>,
  workersHash: string,
): Promise<string> {
  const files = Object.entries({ ...kept, [WORKER]: workersHash });
  return hashOfList(
    files.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([path, hash]) => ({ path, sha256: hash })),
  );
}

/** What `sha256sum` gives over the list. */
function hashOfList(files: readonly ListedFile[]): Promise<string> {
  const lines = files.map(({ path, sha256: listed }) => `${listed}  ${path}\n`).join('');
  return sha256(new TextEncoder().encode(lines));
}

async function otherThanListed(files: readonly ListedFile[]): Promise<string[]> {
  const found = await Promise.all(files.map(async ({ path }) => sha256(await bytesAt(path))));
  return files.filter(({ sha256: listed }, i) => listed !== found[i]).map(({ path }) => path);
}

/** What is kept for starting without a network is what runs, and the service worker gives it; else what the browser has loaded. */
async function bytesAt(path: string): Promise<ArrayBuffer> {
  const isWorker = path === WORKER;
  const at = path === '/' ? documentPath() : path;
  return await (await fetch(at, { cache: isWorker ? 'no-store' : 'force-cache' })).arrayBuffer();
}

async function sha256(bytes: BufferSource): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)).toHex();
}
