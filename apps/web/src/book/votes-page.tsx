import type { ReactElement } from 'react';
import { PageHead } from '../frame/page-head.tsx';
import { useLanguage } from '../frame/language.tsx';
import { ProposalList } from './proposal-list.tsx';

/** What has been proposed, for everybody. */
export function VotesPage(): ReactElement {
  const { words } = useLanguage();
  return (
    <div className="page stack-wide">
      <PageHead title={words.votes.title} lead={words.votes.lead} />
      <ProposalList base="/votes" />
    </div>
  );
}
