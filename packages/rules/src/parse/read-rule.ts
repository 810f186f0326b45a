import type { Exception, Provenance, Rule, Under } from '../tree/index.ts';
import type { Span } from '../mistake/mistake.ts';
import type { Piece } from './piece.ts';
import {
  every,
  namesIn,
  nth,
  optional,
  placed,
  readCount,
  readName,
  readQuoted,
  type Reading,
  required,
  wrong,
} from './reading.ts';
import { readActionIn } from './read-action.ts';
import { readConditionIn } from './read-condition.ts';
import { MAX_COUNT } from './read-term.ts';

export function readRule(reading: Reading, piece: Piece): Rule {
  const id = nth(namesIn(piece), 0, piece);
  const rule: Rule = {
    kind: 'rule',
    confidential: optional(piece, 'Confidential') !== undefined,
    id: readName(reading, id),
    title: readQuoted(reading, required(piece, 'String')),
    ...readProvenance(reading, piece),
    when: readConditionIn(reading, required(piece, 'When')),
    action: readActionIn(reading, piece),
  };
  return placed(reading, piece, rule, { id });
}

export function readException(reading: Reading, piece: Piece): Exception {
  const to = nth(namesIn(piece), 0, piece);
  const title = required(piece, 'String');
  const exception: Exception = {
    kind: 'exception',
    to: readName(reading, to),
    title: readQuoted(reading, title),
    ...readProvenance(reading, piece),
    when: readConditionIn(reading, required(piece, 'When')),
    action: readActionIn(reading, piece),
  };
  return placed(reading, piece, exception, { to, title });
}

function readProvenance(reading: Reading, piece: Piece): Provenance {
  const sources = every(piece, 'Source');
  const unders = every(piece, 'Under');
  for (const again of [...sources.slice(1), ...unders.slice(1)]) refuseTwice(reading, again);
  const [source] = sources;
  const [under] = unders;
  return {
    source: source === undefined ? null : readQuoted(reading, required(source, 'String')),
    under: under === undefined ? null : readUnder(reading, under),
  };
}

function refuseTwice(reading: Reading, span: Span): void {
  wrong(reading, 'duplicate', span, 'A clause has one source and one treaty at most.');
}

function readUnder(reading: Reading, piece: Piece): Under {
  const treaty = nth(namesIn(piece), 0, piece);
  const article = optional(piece, 'Article');
  const number = article === undefined ? undefined : required(article, 'Number');
  const under: Under = {
    kind: 'under',
    treaty: readName(reading, treaty),
    article: number === undefined ? null : readCount(reading, number, MAX_COUNT),
  };
  return placed(reading, piece, under, { treaty });
}
