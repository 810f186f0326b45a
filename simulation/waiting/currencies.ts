/** What most of it is paid in. */
export const CODE = 'HRB';
/** What swaps give for it. */
export const OTHER_CODE = 'GLD';
export const DECIMALS: Readonly<Record<string, number>> = { HRB: 2, GLD: 3 };
