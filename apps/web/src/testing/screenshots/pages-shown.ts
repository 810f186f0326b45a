import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOCUMENTS } from '../../build/build-pages.ts';

const SOURCES = join(import.meta.dirname, '../..');

export type Door = 'book' | 'wallet' | 'console' | 'found';

/** A page of the application, and where it is. */
export interface PageShown {
  readonly door: Door;
  readonly path: string;
}

/** What stands for the one step of a path that is left open, such as `/rules/*`. */
export type Examples = Readonly<Record<string, string>>;

/**
 * Every page that there is: documents as they are served, and the pages of the doors' tables. Throws
 * where a document leaves a step open and there is no example for it.
 */
export function pagesShown(examples: Examples): PageShown[] {
  const documents = DOCUMENTS.flatMap((path): PageShown[] => {
    const door = doorOf(path);
    // The tables tell what there is behind these.
    if (door === 'wallet' || door === 'console') return [];
    if (!path.includes('*')) return [{ door, path }];
    const example = examples[path];
    if (example === undefined) throw new Error(`there is no example of ${path}`);
    return [{ door, path: example }];
  });
  return [
    ...documents,
    ...pathsOf('wallet/wallet-pages.tsx').map((path) => ({ door: 'wallet', path }) as const),
    ...pathsOf('console/console-pages.tsx').map((path) => ({ door: 'console', path }) as const),
  ];
}

function doorOf(path: string): Door {
  const [, first] = path.split('/');
  return first === 'wallet' || first === 'console' || first === 'found' ? first : 'book';
}

/** The paths of a door's table, which is read as text: Node loads no JSX. Throws where a row has none to read. */
function pathsOf(table: string): string[] {
  const text = readFileSync(join(SOURCES, table), 'utf8');
  const rows = text.slice(text.indexOf('_PAGES: '));
  const paths = [...rows.matchAll(/\bpath: '([^']+)'/g)].map(([, path = '']) => path);
  const pages = [...rows.matchAll(/\bPage: /g)].length;
  if (paths.length === 0 || paths.length !== pages) {
    throw new Error(`${table} has ${pages} pages and ${paths.length} paths`);
  }
  return paths;
}
