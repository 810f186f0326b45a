import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildParserFile } from '@lezer/generator';

const ROOT = join(import.meta.dirname, '..', '..');
const GRAMMAR = join(ROOT, 'packages/rules/src/grammar/rules.grammar');

export const PARSER_FILE: string = join(ROOT, 'packages/rules/src/grammar/parser.generated.ts');

/** The parser's source: tables that the grammar alone determines. */
export function parserModule(): string {
  const { parser } = buildParserFile(readFileSync(GRAMMAR, 'utf8'), {
    moduleStyle: 'es',
    typeScript: true,
    warn(message) {
      throw new Error(`rules.grammar: ${message}`);
    },
  });
  const tables = parser
    .replace(/^.*\n/, '')
    .replace('export const parser =', 'export const parser: LRParser =');
  return `// Written by \`npm run build:grammar\` from rules.grammar; a test writes it again.\n${tables}`;
}
