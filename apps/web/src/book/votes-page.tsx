import type { ReactElement } from 'react';
import { useLanguage } from '../frame/language.tsx';
import { ProposalList } from './proposal-list.tsx';

/** What has been proposed, for everybody. */
export function VotesPage(): ReactElement {
  const { words } = useLanguage();
  return (
    <div className="page stack-wide">
      <header className="stack">
        <h1>{words.votes.title}</h1>
        <p className="lead">{words.votes.lead}</p>
      </header>
      <ProposalList base="/votes" />
    </div>
  );
}
