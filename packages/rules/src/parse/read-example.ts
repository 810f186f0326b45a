import type { Example, ExampleFact, Given, Money } from '../tree/index.ts';
import type { Piece } from './piece.ts';
import {
  Incomplete,
  namesIn,
  nth,
  optional,
  placed,
  readCount,
  readDecimal,
  readFigure,
  readName,
  readQuoted,
  type Reading,
  required,
  textOf,
  wrong,
} from './reading.ts';
import { readFlag } from './read-condition.ts';
import { readInstant } from './read-instant.ts';
import { MAX_COUNT, readConstant, readParty, readWindow } from './read-term.ts';

export function readExample(reading: Reading, piece: Piece): Example {
  const amount = required(piece, 'Constant');
  const [origin, destination] = namesIn(piece);
  if (origin === undefined || destination === undefined) throw new Incomplete(piece);
  const verdict = required(piece, 'Verdict');
  const by = namesIn(verdict)[0];
  const details = piece.children.filter(
    ({ name }) => name.startsWith('Given') || name === 'NoDocuments',
  );
  const example: Example = {
    kind: 'example',
    amount: readMoney(reading, amount),
    origin: readName(reading, origin),
    destination: readName(reading, destination),
    facts: details.map((detail) => placed(reading, detail, factOf(reading, detail))),
    verdict: VERDICTS[required(verdict, ...Object.keys(VERDICTS)).name] as Example['verdict'],
    by: by === undefined ? null : readName(reading, by),
  };
  return placed(reading, piece, example, { amount, origin, destination, verdict });
}

const VERDICTS: Readonly<Record<string, Example['verdict']>> = {
  Allowed: 'allowed',
  Held: 'held',
  Refused: 'refused',
};

/** An amount that cannot go without its currency. */
function readMoney(reading: Reading, piece: Piece): Money {
  const constant = readConstant(reading, piece);
  if (constant.kind === 'money') return constant;
  const message = 'Money is written with its currency.';
  wrong(reading, 'missing-currency', piece, message, `${textOf(reading, piece)} EUR`);
  return placed(reading, piece, { kind: 'money', units: 0n, decimals: 0, currency: 'EUR' });
}

function factOf(reading: Reading, piece: Piece): ExampleFact {
  const negated = optional(piece, 'NotIn') !== undefined;
  switch (piece.name) {
    case 'GivenTier':
      return { kind: 'tier', of: readParty(piece), tier: countIn(reading, piece) };
    case 'GivenSent':
      return { kind: 'sent', amount: readGiven(reading, piece), window: windowIn(reading, piece) };
    case 'GivenPayments':
      return { kind: 'payments', count: countIn(reading, piece), window: windowIn(reading, piece) };
    case 'GivenPayees':
      return { kind: 'payees', count: countIn(reading, piece), window: windowIn(reading, piece) };
    case 'GivenFlag':
      return { kind: 'flag', name: flagIn(reading, piece), negated };
    case 'GivenPurpose':
      return { kind: 'purpose', code: nameIn(reading, piece) };
    case 'GivenDocument':
      return { kind: 'document', name: readQuoted(reading, required(piece, 'String')) };
    case 'NoDocuments':
      return { kind: 'no-documents' };
    case 'GivenList':
      return { kind: 'list', of: readParty(piece), negated, list: nameIn(reading, piece) };
    default:
      return rareFactOf(reading, piece);
  }
}

function rareFactOf(reading: Reading, piece: Piece): ExampleFact {
  switch (piece.name) {
    case 'GivenRate':
      return readRate(reading, piece);
    case 'GivenIndicator': {
      refuseOrder(reading, piece);
      const value = readFigure(reading, required(piece, 'Number'));
      return { kind: 'indicator', name: nameIn(reading, piece), value };
    }
    case 'GivenWaited':
      return { kind: 'waited', window: readWindow(reading, required(piece, 'Window')) };
    case 'GivenTime':
      return { kind: 'time', at: readInstant(reading, required(piece, 'Instant')) };
    default:
      throw new Incomplete(piece);
  }
}

function readRate(reading: Reading, piece: Piece): ExampleFact {
  refuseOrder(reading, piece);
  const [one, is] = piece.children.filter(({ name }) => name === 'Constant');
  if (one === undefined || is === undefined) throw new Incomplete(piece);
  return { kind: 'rate', one: readMoney(reading, one), is: readMoney(reading, is) };
}

function refuseOrder(reading: Reading, piece: Piece): void {
  const operator = required(piece, 'Operator');
  if (textOf(reading, operator) === '=') return;
  wrong(reading, 'operator', operator, 'What an example gives is written with "=".', '=');
}

/** An amount whose currency may be left out: then it is that of the example. */
function readGiven(reading: Reading, piece: Piece): Given {
  const constant = required(piece, 'Constant');
  const { units, decimals } = readDecimal(reading, required(constant, 'Number'));
  const currency = optional(constant, 'Name', 'Word');
  const given: Given = {
    kind: 'given',
    units,
    decimals,
    currency: currency === undefined ? null : readName(reading, currency),
  };
  return placed(reading, constant, given, { currency: currency ?? constant });
}

function flagIn(
  reading: Reading,
  piece: Piece,
): 'online' | 'offline' | 'second factor' | 'first payment to payee' {
  const { name } = readFlag(reading, piece);
  if (name === 'always' || name === 'crossborder') throw new Incomplete(piece);
  return name;
}

function countIn(reading: Reading, piece: Piece): number {
  return readCount(reading, required(piece, 'Number'), MAX_COUNT);
}

function windowIn(reading: Reading, piece: Piece): ReturnType<typeof readWindow> | null {
  const window = optional(piece, 'Window');
  return window === undefined ? null : readWindow(reading, window);
}

function nameIn(reading: Reading, piece: Piece): string {
  return readName(reading, nth(namesIn(piece), 0, piece));
}
