import { useEffect, useRef } from 'react';
import type { IdentityShown, ProposalShown } from '../../sovereign/answers.ts';
import { useSovereign } from '../../sovereign/founding.tsx';
import { useAnswer } from '../../sovereign/use-answer.ts';
import { useWalletLanguage } from '../language.tsx';
import { useOpenWallet } from '../wallet-state.tsx';
import { closingVotes } from './notices-of.ts';
import { isAway, tell } from './tell.ts';

const LOOK_MS = 5 * 60_000;

type Answered = { readonly time: number; readonly proposals: readonly ProposalShown[] };

/** Tells once, while the page is not looked at, of each vote that is about to close and waits for this wallet. */
export function ClosingVotes(): null {
  const { words, moment } = useWalletLanguage();
  const { call, history, view } = useOpenWallet();
  const { founding } = useSovereign();
  const { value: votes } = useAnswer<Answered>('/v1/rules/proposals?limit=100', LOOK_MS);
  const { value: own } = useAnswer<IdentityShown>(`/v1/identities/${view.address}`, LOOK_MS);
  const told = useRef(new Set<string>());
  const say = words.wallet.notices;
  useEffect(() => {
    const look = async (): Promise<void> => {
      const governing = (founding?.inForce ?? founding?.constitution)?.governance ?? null;
      if (votes === null || own === null || governing === null || !isAway()) return;
      // Asked anew each time: a vote that was cast meanwhile waits for nobody.
      const said = await call('ownWords');
      if (!said.ok) return;
      const openedAt = history.findLast(({ kind }) => kind === 'opened')?.time ?? null;
      const voter = { words: said.value, records: own.countries, openedAt };
      for (const { id, name, closes } of closingVotes(votes, governing.electorates, voter)) {
        if (told.current.has(id)) continue;
        told.current.add(id);
        const body = say.voteUntil(moment(closes));
        void tell({ title: say.voteCloses(name), body, tag: `vote ${id}` });
      }
    };
    void look();
  }, [votes, own, founding]);
  return null;
}
