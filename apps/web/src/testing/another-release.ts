import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface Manifest {
  readonly release: string;
  readonly files: readonly { readonly path: string; readonly encodings: readonly string[] }[];
}

const RELEASE = '0'.repeat(16);
const NAMED_BY_HASH = /-([\w-]{8})\.(js|css)$/;

/**
 * Writes what the next build of `built` might be: another release, under other names. With a `fault` its service worker was told another
 * hash of one file.
 */
export function writeAnotherRelease(built: string, folder: string, fault: boolean): string {
  const manifest = JSON.parse(readFileSync(join(built, 'pages.json'), 'utf8')) as Manifest;
  const renamed = (text: string): string =>
    text
      .replaceAll(manifest.release, RELEASE)
      .replace(/[\w.-]+\.(js|css)\b/g, (name) => (NAMED_BY_HASH.test(name) ? other(name) : name));
  const hashes = new Map<string, string>();
  const write = (path: string, bytes: Uint8Array | string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
    hashes.set(path === '/index.html' ? '/' : path, sha256(bytes));
  };
  const files = manifest.files.map((file) => ({ ...file, path: renamed(file.path) }));
  for (const [at, { path }] of manifest.files.entries()) {
    const bytes = readFileSync(join(built, path));
    const isText = /\.(html|js|css)$/.test(path);
    write(files[at]?.path ?? '', isText ? renamed(bytes.toString()) : bytes);
  }
  if (fault) hashes.set('/icon.svg', sha256(''));
  const worker = readFileSync(join(folder, 'sw.js'), 'utf8');
  const told = worker.replace(
    /"(\/[^"]*)":(.)[0-9a-f]{64}\2/g,
    (_all, path: string) => `"${path}":"${hashes.get(path) ?? ''}"`,
  );
  write('/sw.js', told);
  const plain = files.map((file) => ({ ...file, encodings: [] }));
  const text = JSON.stringify({ ...manifest, release: RELEASE, files: plain });
  writeFileSync(join(folder, 'pages.json'), text);
  return folder;
}

/** The name that a file of other bytes would have. */
function other(name: string): string {
  return name.replace(NAMED_BY_HASH, (_all, hash: string, type: string) => {
    return `-${hash.slice(1)}${hash.slice(0, 1)}.${type}`;
  });
}

function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
