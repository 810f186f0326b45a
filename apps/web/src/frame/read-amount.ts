/** What somebody typed as an amount: the decimal text that the sovereign reads, or why it is none. */
export type ReadAmount =
  | { readonly ok: true; readonly decimal: string }
  | { readonly ok: false; readonly why: 'empty' | 'not-a-number' | 'too-precise' | 'zero' };

const LONGEST = 40;

/**
 * Reads an amount as people of several countries type it: with a point or a comma before the decimals, and spaces anywhere.
 * Separators of thousands are not read, since `1.000` is a thousand to some and one to others: such an amount is too precise, and
 * where a currency has three decimals the last look shows what it was taken for.
 */
export function readAmount(typed: string, decimals: number): ReadAmount {
  const text = typed.replaceAll(/[\s\u00A0\u202F]/g, '').replaceAll(/[,٫]/g, '.');
  if (text === '') return { ok: false, why: 'empty' };
  const match = /^(\d*)(?:\.(\d*))?$/.exec(text);
  if (match === null || text === '.' || text.length > LONGEST)
    return { ok: false, why: 'not-a-number' };
  const [, whole = '', fraction = ''] = match;
  if (fraction.length > decimals) return { ok: false, why: 'too-precise' };
  if (!/[1-9]/.test(text)) return { ok: false, why: 'zero' };
  const integer = whole.replace(/^0+(?=\d)/, '') || '0';
  return {
    ok: true,
    decimal: decimals === 0 ? integer : `${integer}.${fraction.padEnd(decimals, '0')}`,
  };
}
