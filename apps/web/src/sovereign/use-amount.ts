import { useLanguage } from '../frame/language.tsx';
import { useSovereign } from './founding.tsx';

/** Writes an amount of the smallest unit with its currency's code; of a currency that is not known here it says so. */
export function useAmount(): (amount: string, currency: string) => string {
  const { words, units } = useLanguage();
  const { currencies } = useSovereign();
  return (amount, currency) => {
    const known = currencies.find(({ id }) => id === currency);
    if (known === undefined) return words.money.unknownCurrency(amount, currency);
    return `${units(amount, known.decimals)} ${known.code}`;
  };
}
