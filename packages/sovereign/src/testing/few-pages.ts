import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder of pages with one document, for whoever tests what is served and not what it shows. */
export async function writePages(folder: string): Promise<void> {
  await mkdir(folder);
  const file = { path: '/index.html', type: 'text/html; charset=utf-8', encodings: [] };
  const files = [{ ...file, isImmutable: false }];
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>A page</title>');
  const manifest = { release: 'test', documents: ['/', '/found'], files };
  await writeFile(join(folder, 'pages.json'), JSON.stringify(manifest));
}
