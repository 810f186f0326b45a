/** An amount of the smallest unit as people read it: 12345 of two decimals is `123.45`. */
export function decimalOf(units: string, decimals: number): string {
  if (decimals === 0) return units;
  const padded = units.padStart(decimals + 1, '0');
  return `${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`;
}

/** So many times an amount, both as decimal texts. */
export function timesOf(decimal: string, count: number): string {
  const [, fraction = ''] = decimal.split('.');
  return decimalOf(String(BigInt(decimal.replace('.', '')) * BigInt(count)), fraction.length);
}
