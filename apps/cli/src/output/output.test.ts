import { decodeQR } from 'qr/decode.js';
import { expect, test } from 'vitest';
import { amountsText } from '../wallet/amounts-text.ts';
import { partyText, toPayee } from '../wallet/party-text.ts';
import { columns } from './columns.ts';
import { terminalQrCode } from './qr-code.ts';

test('columns are as wide as what is in them; figures stand to the right', () => {
  const rows = [
    ['5.00', 'HRB'],
    ['1000.00', 'EUR'],
  ];
  expect(columns(rows, [0])).toBe('   5.00  HRB\n1000.00  EUR');
  expect(
    columns(
      [
        ['a', ''],
        ['bbb', 'c'],
      ],
      [],
    ),
  ).toBe('a\nbbb  c');
});

test('a QR code in the terminal reads back', () => {
  const uri = 'tally:tally1qqqsyqcyq5rqwzqfpg9scrgwpugpzysn?amount=5.00&currency=HRB';
  const lines = terminalQrCode(uri, false).split('\n');
  const width = lines[0]?.length ?? 0;
  const scale = 4;
  const data = new Uint8ClampedArray(width * scale * lines.length * 2 * scale * 4).fill(255);
  const light = (x: number, y: number): boolean => {
    const block = lines[y >> 1]?.[x] ?? ' ';
    return block === '█' || block === (y % 2 === 0 ? '▀' : '▄');
  };
  const height = lines.length * 2 * scale;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width * scale; x += 1) {
      const at = (y * width * scale + x) * 4;
      const shade = light(Math.floor(x / scale), Math.floor(y / scale)) ? 255 : 0;
      data.fill(shade, at, at + 3);
    }
  }
  expect(decodeQR({ data, width: width * scale, height })).toBe(uri);
  expect(terminalQrCode(uri, true)).toContain('\u001B[0m');
});

test('amounts and parties as people say them', () => {
  expect(amountsText({})).toBe('nothing');
  expect(amountsText({ HRB: '5.00', EUR: '1.00', JPY: '7' })).toBe('5.00 HRB, 1.00 EUR and 7 JPY');
  expect(toPayee('ben')).toBe('@ben');
  expect(toPayee('@ben')).toBe('@ben');
  const address = 'tally1jz9chdxr67sqeql52vl0mp4nj5scek7khpnq8kt3eqrjpgjte80sa3ujrm';
  expect(toPayee(address)).toBe(address);
  expect(partyText({ handle: 'ben' })).toBe('@ben');
  expect(partyText({ handle: null, address })).toBe('tally1jz9chdxr…a3ujrm');
});
