import { printConstant } from '../print/print-term.ts';
import type { Constant } from '../tree/index.ts';

/** More digits no constant has: 2^63 − 1 has 19. */
const DIGITS = 19;
const CONSTANT = /^(\d{1,19})(?:\.(\d{1,18}))?(?: ([A-Z][A-Z0-9-]{0,63}))?$/;
const LARGEST = 2n ** 63n - 1n;

/** A constant from the one text that it is printed as; undefined where it is another. */
export function parseConstant(text: string): Constant | undefined {
  const [, whole, fraction = '', currency] = CONSTANT.exec(text) ?? [];
  if (whole === undefined || whole.length + fraction.length > DIGITS) return undefined;
  const units = BigInt(whole + fraction);
  if (units > LARGEST) return undefined;
  const constant: Constant =
    currency === undefined
      ? { kind: 'figure', value: units }
      : { kind: 'money', units, decimals: fraction.length, currency };
  return printConstant(constant) === text ? constant : undefined;
}
