import { parser } from '../grammar/parser.generated.ts';
import { collectMistakes, type Mistakes } from '../mistake/mistake.ts';
import type { List, Module } from '../tree/index.ts';
import { boundText } from './bound-text.ts';
import { type Piece, piecesOf } from './piece.ts';
import { Incomplete, type Reading, wrong } from './reading.ts';
import { readList } from './read-list.ts';
import { readModule } from './read-module.ts';
import { createSpans, type Spans } from './spans.ts';
import { tellSyntaxMistakes } from './syntax-mistakes.ts';

/** What was read of a text. */
export interface Parsed {
  /** Complete when there are no mistakes; null when not even the header was understood. */
  readonly tree: Module | List | null;
  readonly spans: Spans;
  /** What checks the tree adds to them. */
  readonly mistakes: Mistakes;
}

/** Reads one module or one list. Any text is answered, in time that its length bounds. */
export function parse(text: string): Parsed {
  const mistakes = collectMistakes(text);
  const spans = createSpans();
  if (!boundText(text, mistakes)) return { tree: null, spans, mistakes };
  const reading: Reading = { text, mistakes, spans };
  const pieces = piecesOf(parser.parse(text));
  tellSyntaxMistakes(reading, pieces);
  return { tree: readText(reading, pieces), spans, mistakes };
}

function readText(reading: Reading, text: Piece): Module | List | null {
  const header = text.children.find(({ name }) => name === 'ModuleHeader' || name === 'ListHeader');
  try {
    if (header === undefined) throw new Incomplete(text);
    if (header.name === 'ModuleHeader') return readModule(reading, header, text);
    refuseItems(reading, text);
    return readList(reading, header);
  } catch (error) {
    if (!(error instanceof Incomplete)) throw error;
    if (reading.mistakes.list.length === 0) {
      wrong(
        reading,
        'syntax',
        error.span,
        'The text does not say whose module or what list it is.',
      );
    }
    return null;
  }
}

const ITEMS = ['Accepts', 'Parameter', 'Rule', 'Exception', 'Example'];

function refuseItems(reading: Reading, text: Piece): void {
  const item = text.children.find(({ name }) => ITEMS.includes(name));
  if (item !== undefined) wrong(reading, 'syntax', item, 'A list holds no rules.');
}
