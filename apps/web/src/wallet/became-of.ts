import type { HistoryEntry, Payment } from '@tallystick/wallet';
import type { WalletWords } from '../words/english/wallet.ts';

/** What became of a payment, and why. */
type Became = Pick<HistoryEntry, 'status' | 'refusal' | 'givenUp'>;

/** The history has the last word on what a payment came to: it may have become final, or been refused or given up, since. */
export function becameOf(payment: Payment, history: readonly HistoryEntry[]): Became {
  const line = history.find(({ id, kind }) => id === payment.id && kind === 'paid');
  if (line === undefined) return { status: payment.status };
  // The answer to the payment may be younger than the history that is shown.
  return line.status === 'pending' ? { ...line, status: payment.status } : line;
}

interface Told {
  readonly title: string;
  readonly means: string;
  /** What stands above the amount. */
  readonly verb: string;
}

/** What is said of it. */
export function toldOf(status: Became['status'], say: WalletWords['payment']): Told {
  if (status === 'final') return { title: say.final, means: say.finalMeans, verb: say.paid };
  if (status !== 'pending') return { ...say.became[status], verb: say.notPaid };
  return { title: say.provisional, means: say.provisionalMeans, verb: say.paying };
}
