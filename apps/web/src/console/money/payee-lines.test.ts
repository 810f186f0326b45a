import { expect, it } from 'vitest';
import { payeeLines } from './payee-lines.ts';

it.each([
  ['@ada 100', [['@ada', '100']]],
  [
    '@ada\t12,50\r\n@ben;7',
    [
      ['@ada', '12,50'],
      ['@ben', '7'],
    ],
  ],
  ['  @ada   1 000,50  \n\n', [['@ada', '1 000,50']]],
  ['@ada;  3.00', [['@ada', '3.00']]],
  ['@ada', [['@ada', '']]],
  ['@ada;', [['@ada', '']]],
  ['', []],
])('reads %j', (text, expected) => {
  expect(payeeLines(text).map(({ payee, amount }) => [payee, amount])).toEqual(expected);
});
