import type { Fixed, Follows, Parameter } from '../tree/index.ts';
import type { Piece } from './piece.ts';
import {
  every,
  Incomplete,
  namesIn,
  nth,
  optional,
  placed,
  readName,
  readQuoted,
  type Reading,
  required,
} from './reading.ts';
import { readConstant, readConstants } from './read-term.ts';

export function readParameter(reading: Reading, piece: Piece): Parameter {
  const name = nth(namesIn(piece), 0, piece);
  const between = required(piece, 'Between');
  const [low, high] = readConstants(reading, between);
  if (low === undefined || high === undefined) throw new Incomplete(between);
  const parameter: Parameter = {
    kind: 'parameter',
    name: readName(reading, name),
    title: readQuoted(reading, required(piece, 'String')),
    value: readValue(reading, piece),
    low,
    high,
  };
  return placed(reading, piece, parameter, { name, between });
}

function readValue(reading: Reading, piece: Piece): Fixed | Follows {
  const is = optional(piece, 'Is');
  if (is !== undefined) {
    const value = readConstant(reading, required(is, 'Constant'));
    return placed(reading, is, { kind: 'fixed', value });
  }
  const follows = required(piece, 'Follows');
  const [times] = every(follows, 'Constant');
  const indicator = readName(reading, nth(namesIn(follows), 0, follows));
  return placed(reading, follows, {
    kind: 'follows',
    indicator,
    times: times === undefined ? null : readConstant(reading, times),
  });
}
