import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PARSER_FILE, parserModule } from './generate.ts';

test('the parser is the one that the grammar gives', () => {
  expect(readFileSync(PARSER_FILE, 'utf8')).toBe(parserModule());
});
