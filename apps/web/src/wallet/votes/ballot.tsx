import { Button } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import { Link } from '../../frame/route.tsx';
import { TickSign } from '../../frame/signs.tsx';
import type { Governing, ProposalShown } from '../../sovereign/answers.ts';
import { useWalletLanguage } from '../language.tsx';
import { BallotLastLook } from './ballot-last-look.tsx';
import type { Choice, Standing, Voter } from './standing.ts';

const CHOICES: readonly Choice[] = ['yes', 'no', 'abstain'];

/** What this wallet has voted, may vote, or why it may not. */
export function Ballot({
  proposal,
  standing,
  voter,
  electorates,
  voted,
}: {
  proposal: ProposalShown;
  standing: Standing;
  voter: Voter;
  electorates: Governing['electorates'];
  voted: () => Promise<void>;
}): ReactElement {
  const { words, moment, number } = useWalletLanguage();
  const say = words.wallet.votes;
  const { vendors, office } = proposal.procedure;
  return (
    <section className="card card-raised">
      <h2>{say.ballot.title}</h2>
      {standing.kind === 'voted' && (
        <p className="verdict may-word-good" role="status">
          <TickSign />
          <span>{say.ballot.voted(say.choices[standing.choice], number(standing.index))}</span>
        </p>
      )}
      {standing.kind === 'no-vote' && <p>{say.ballot.noVote(office ?? '')}</p>}
      {standing.kind === 'over' && <p className="faded">{say.ballot.over}</p>}
      {standing.kind === 'not-open' && <p>{say.ballot.opens(moment(standing.opens))}</p>}
      {standing.kind === 'not-member' && (
        <Outside proposal={proposal} why={standing.why} electorates={electorates} />
      )}
      {standing.kind === 'needs-key' && (
        <>
          <p>{say.standings['needs-key'](moment(standing.closes))}</p>
          <p className="faded small">{say.ballot.needsKey(vendors)}</p>
          <Link href="/wallet/voting-key" className="action action-first">
            {say.ballot.getKey}
          </Link>
        </>
      )}
      {standing.kind === 'may-vote' && (
        <>
          <p>{say.standings['may-vote'](moment(standing.closes))}</p>
          <Cast proposal={proposal} voter={voter} voted={voted} />
        </>
      )}
    </section>
  );
}

function Outside({
  proposal,
  why,
  electorates,
}: {
  proposal: ProposalShown;
  why: 'country' | 'later';
  electorates: Governing['electorates'];
}): ReactElement {
  const { words, country } = useWalletLanguage();
  const say = words.wallet.votes;
  const electorate = electorates.find(({ name }) => name === proposal.procedure.electorate);
  const names = electorate?.countries.map(country).join(', ') ?? '';
  return (
    <>
      <p>{say.standings['not-member']}</p>
      <p className="faded small">
        {why === 'later' || electorate === undefined
          ? say.ballot.later
          : say.ballot.outside(names === '' ? say.ballot.anywhere : names, electorate.minTier)}
      </p>
    </>
  );
}

/** In two steps, as a payment: the choice, then a last look. */
function Cast({
  proposal,
  voter,
  voted,
}: {
  proposal: ProposalShown;
  voter: Voter;
  voted: () => Promise<void>;
}): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.votes.ballot;
  const [choice, setChoice] = useState<Choice | null>(null);
  const [isLooking, setLooking] = useState(false);
  if (choice !== null && isLooking) {
    const change = (): void => setLooking(false);
    return <BallotLastLook {...{ proposal, voter, choice, change, voted }} />;
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setLooking(true);
  };
  return (
    <form className="stack" onSubmit={submit}>
      <fieldset className="choices">
        <legend>{say.ask}</legend>
        {CHOICES.map((one) => (
          <label key={one} className="choice">
            <input
              type="radio"
              name="choice"
              checked={choice === one}
              onChange={() => setChoice(one)}
            />
            <span>{say.options[one]}</span>
          </label>
        ))}
      </fieldset>
      <Button type="submit" size="md" disabled={choice === null}>
        {say.next}
      </Button>
    </form>
  );
}
