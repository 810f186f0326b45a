import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where apps/web leaves its builds; `current` names one of them. */
const DIST = join(import.meta.dirname, '../../../web/dist');

/** The folder of the pages that were built last; undefined where nobody has built any. */
export function builtPages(): string | undefined {
  const current = join(DIST, 'current');
  if (!existsSync(current)) return undefined;
  const folder = join(DIST, readFileSync(current, 'utf8'));
  return existsSync(folder) ? folder : undefined;
}
