/** Where a payment of that amount to that address begins, with everything filled in. */
export function payLink({
  to,
  amount,
  currency,
}: {
  readonly to: string;
  readonly amount: string;
  readonly currency: string;
}): string {
  const asked = `tally:${to}?amount=${amount}&currency=${currency}`;
  return `/wallet/pay#${encodeURIComponent(asked)}`;
}
