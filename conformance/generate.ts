import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allVectors } from './vectors.ts';

/** Writes `conformance/vectors/*.json` anew: `node conformance/generate.ts`. */
const folder = join(import.meta.dirname, 'vectors');
mkdirSync(folder, { recursive: true });
for (const [name, text] of allVectors()) writeFileSync(join(folder, name), text);
