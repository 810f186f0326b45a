import { encodeQR } from 'qr';

/** ISO/IEC 18004:2024 §9.1: four light modules on every side. */
const QUIET_ZONE = 4;
const BRIGHT_WHITE_ON_BLACK = '\u001B[97;40m';
const RESET = '\u001B[0m';

/**
 * A QR code of half blocks, two modules to a character. What is light is drawn, since terminals are usually dark;
 * `coloured` says so outright, for a terminal that is not.
 */
export function terminalQrCode(text: string, coloured: boolean): string {
  const modules = encodeQR(text, 'raw', { ecc: 'low', border: QUIET_ZONE });
  const lines: string[] = [];
  for (let y = 0; y < modules.length; y += 2) {
    const upper = modules[y] ?? [];
    const lower = modules[y + 1] ?? upper.map(() => true);
    const line = upper.map((dark, x) => block(dark, lower[x] ?? true)).join('');
    lines.push(coloured ? `${BRIGHT_WHITE_ON_BLACK}${line}${RESET}` : line);
  }
  return lines.join('\n');
}

function block(upperDark: boolean, lowerDark: boolean): string {
  if (upperDark) return lowerDark ? ' ' : '▄';
  return lowerDark ? '▀' : '█';
}
