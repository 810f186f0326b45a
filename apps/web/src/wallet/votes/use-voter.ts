import type { Governing, IdentityShown } from '../../sovereign/answers.ts';
import { useSovereign } from '../../sovereign/founding.tsx';
import { useAnswer } from '../../sovereign/use-answer.ts';
import { type Called, useCall } from '../use-call.ts';
import { useOpenWallet } from '../wallet-state.tsx';
import type { Voter } from './standing.ts';

interface KnownVoter {
  /** Null until the wallet has told what it has said. */
  readonly voter: Voter | null;
  readonly electorates: Governing['electorates'];
  readonly words: Called<Voter['words']>;
}

/** Who this wallet is to a vote: what it has said, its country records, and since when it is on the log. */
export function useVoter(): KnownVoter {
  const { view, history } = useOpenWallet();
  const { founding } = useSovereign();
  const words = useCall('ownWords');
  const own = useAnswer<IdentityShown>(`/v1/identities/${view.address}`);
  const opened = history.findLast(({ kind }) => kind === 'opened');
  const voter =
    words.value === null
      ? null
      : {
          words: words.value,
          records: own.value?.countries ?? null,
          openedAt: opened?.time ?? null,
        };
  const governing = (founding?.inForce ?? founding?.constitution)?.governance ?? null;
  return { voter, electorates: governing?.electorates ?? [], words };
}
