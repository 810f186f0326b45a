import type { Verify } from '../admit/check-signatures.ts';
import type { Answer, Pending } from '../cycle/pending.ts';
import type { Ledger } from '../ledger.ts';
import type { Built } from './parties.ts';

/** What a node does with transitions: precheck, verify, admit. On admission the clients move. */
export async function submit(
  ledger: Ledger,
  built: readonly Built[],
  verify: Verify,
): Promise<Answer[]> {
  const pending: Pending[] = [];
  const answers = built.map(({ bytes }): Answer | undefined => {
    const checked = ledger.precheck(bytes);
    if ('refusal' in checked) return checked.refusal;
    if ('known' in checked) {
      const certificate = ledger.certificate(checked.id);
      if (certificate === undefined) throw new Error('known, and without a certificate');
      return { ok: true, certificate };
    }
    if (!checked.jobs.every(verify)) return ledger.reject(checked.pending);
    pending.push(checked.pending);
    return undefined;
  });
  const admitted = await ledger.admitBatch(pending);
  return answers.map((known, at) => {
    const answer = known ?? admitted.shift();
    if (answer === undefined) throw new Error('a transition without an answer');
    if (answer.ok) built[at]?.accept();
    return answer;
  });
}
