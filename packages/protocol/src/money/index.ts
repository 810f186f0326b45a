export {
  type Amount,
  type AmountError,
  MAX_DECIMALS,
  addAmounts,
  formatAmount,
  isAmount,
  parseAmount,
  subtractAmounts,
} from './amount.ts';
