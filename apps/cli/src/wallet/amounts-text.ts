import type { Amounts } from '@tallystick/wallet';

/** `5.00 HRB and 1 EUR`. */
export function amountsText(amounts: Amounts): string {
  const parts = Object.entries(amounts).map(([code, amount]) => `${amount} ${code}`);
  const last = parts.pop();
  if (last === undefined) return 'nothing';
  return parts.length === 0 ? last : `${parts.join(', ')} and ${last}`;
}
