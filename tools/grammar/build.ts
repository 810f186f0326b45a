/**
 * `npm run build:grammar`: writes the parser of the rule language into the source of
 * `packages/rules`.
 */

import { writeFileSync } from 'node:fs';
import { PARSER_FILE, parserModule } from './generate.ts';

writeFileSync(PARSER_FILE, parserModule());
