import type { Failure } from '@tallystick/wallet';
import type { WalletWords } from '../words/english/wallet.ts';

/** What is said of a failure in the reader's language; undefined where only the wallet's own words do. */
export function failureText(
  { failures, trouble }: Pick<WalletWords, 'failures' | 'trouble'>,
  { kind, code }: Pick<Failure, 'kind' | 'code'>,
): string | undefined {
  // Its codes are for whoever looks into it: what they mean to people is the same.
  if (kind === 'tampering') return trouble.stored[code] ?? trouble.shown;
  return failures[code];
}
