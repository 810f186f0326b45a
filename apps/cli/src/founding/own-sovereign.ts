import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const CONSTITUTION = 'constitution.cbor';
/** What `foundWhole` calls a folder that is not whole yet. */
const UNFINISHED = '.new';
const DEMONSTRATION = 'harbour';
const LONGEST = 40;

/** The sovereign that somebody founded beside the demonstration's; undefined where nobody has. */
export function ownSovereign(folder: string): string | undefined {
  const name = readdirSync(folder)
    .toSorted()
    .find((one) => {
      const isOwn = one !== DEMONSTRATION && !one.endsWith(UNFINISHED);
      return isOwn && existsSync(join(folder, one, CONSTITUTION));
    });
  return name === undefined ? undefined : join(folder, name);
}

/** A folder that there is not yet, called after a sovereign as far as folders can be. */
export function newFolderFor(folder: string, name: string): string {
  const slug = slugOf(name);
  for (let number = 1; ; number += 1) {
    const path = join(folder, number === 1 ? slug : `${slug}-${number}`);
    if (!existsSync(path)) return path;
  }
}

/** Letters and figures of ASCII, with dashes between; `sovereign` where a name has none. */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replaceAll(/^-+|-+$/g, '');
  return slug === '' ? 'sovereign' : slug;
}
