import type { Wallet } from '../core/wallet-types.ts';
import { must } from './person.ts';

/** A whole payment of `amount` from one wallet to another; `accepted`, or the code of the payee's refusal. */
export async function payWithoutNetwork(
  payer: Wallet,
  payee: Wallet,
  amount: string,
  currency = 'HRB',
): Promise<string> {
  const { message } = must(await payee.offline().request(amount, currency));
  const paid = must(await payer.offline().pay(message, { confirmAmount: amount }));
  let answer = must(await payee.offline().accept(paid.message));
  const finished = must(await payer.offline().finish(answer.message));
  if (finished.status === 'send') answer = must(await payee.offline().accept(finished.message));
  if (answer.status === 'accepted') must(await payer.offline().finish(answer.message));
  return answer.status === 'accepted' ? answer.status : answer.code;
}
