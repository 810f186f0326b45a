import type { ReactElement } from 'react';
import { useLanguage } from '../frame/language.tsx';
import { Link } from '../frame/route.tsx';
import { Shown } from '../frame/states.tsx';
import type { ProposalShown, RulesShown, SupplyShown } from '../sovereign/answers.ts';
import { useSovereign } from '../sovereign/founding.tsx';
import { useAnswer } from '../sovereign/use-answer.ts';
import { MayI } from './question.tsx';
import { StageMark } from './stage-mark.tsx';

const OFTEN_MS = 15_000;
const FIRST_FEW = 3;

/** The first page of the open book: the question that everybody has, and what the rest of the book says in short. */
export function BookHome(): ReactElement {
  const { words } = useLanguage();
  const say = words.home;
  return (
    <div className="page stack-wide">
      <section className="stack">
        <h1>{words.question.title}</h1>
        <p className="lead">{words.question.lead}</p>
        <MayI />
      </section>
      <section className="stack">
        <h2>{say.atAGlance}</h2>
        <div className="columns columns-four">
          <MoneyCard />
          <RulesCard />
          <VotesCard />
          <LogCard />
        </div>
      </section>
      <WalletInvitation />
    </div>
  );
}

function MoneyCard(): ReactElement {
  const { words, units } = useLanguage();
  const supply = useAnswer<SupplyShown>('/v1/supply', OFTEN_MS);
  return (
    <Link href="/money" className="card">
      <h3>{words.home.money}</h3>
      <Shown answer={supply}>
        {({ supply: all }) => (
          <ul className="stack-tight figures">
            {all.slice(0, FIRST_FEW).map(({ code, circulating, decimals }) => (
              <li key={code}>
                <span className="large-amount">
                  {units(circulating, decimals)}
                  <small>{code}</small>
                </span>
              </li>
            ))}
          </ul>
        )}
      </Shown>
      <p className="faded small">{words.home.moneyMeans}</p>
    </Link>
  );
}

function RulesCard(): ReactElement {
  const { words } = useLanguage();
  const rules = useAnswer<RulesShown>('/v1/rules', OFTEN_MS);
  return (
    <Link href="/rules" className="card">
      <h3>{words.home.rules}</h3>
      <Shown answer={rules}>
        {({ modules }) => {
          const names = [...new Set(modules.map(({ name }) => name))];
          return (
            <p className="large-amount">
              {names.length === 0 ? words.home.noRules : names.slice(0, FIRST_FEW).join(', ')}
              {names.length > FIRST_FEW && (
                <small>{words.home.more(names.length - FIRST_FEW)}</small>
              )}
            </p>
          );
        }}
      </Shown>
      <p className="faded small">{words.home.rulesMean}</p>
    </Link>
  );
}

function VotesCard(): ReactElement {
  const { words } = useLanguage();
  const votes = useAnswer<{ proposals: readonly ProposalShown[] }>(
    `/v1/rules/proposals?limit=${FIRST_FEW}`,
    OFTEN_MS,
  );
  return (
    <Link href="/votes" className="card">
      <h3>{words.home.votes}</h3>
      <Shown answer={votes}>
        {({ proposals }) =>
          proposals.length === 0 ? (
            <p className="large-amount">{words.home.noVotes}</p>
          ) : (
            <ul className="stack-tight">
              {proposals.map(({ id, name, stage }) => (
                <li key={id} className="spread">
                  <strong>{name}</strong>
                  <StageMark kind={stage.kind} />
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
      <p className="faded small">{words.home.votesMean}</p>
    </Link>
  );
}

function LogCard(): ReactElement {
  const { words, number } = useLanguage();
  const supply = useAnswer<SupplyShown>('/v1/supply', OFTEN_MS);
  return (
    <Link href="/log" className="card">
      <h3>{words.home.log}</h3>
      <Shown answer={supply}>
        {({ size }) => (
          <p className="large-amount">
            {number(size)}
            <small>{words.home.entries}</small>
          </p>
        )}
      </Shown>
      <p className="faded small">{words.home.logMeans}</p>
    </Link>
  );
}

function WalletInvitation(): ReactElement {
  const { words } = useLanguage();
  const { founding } = useSovereign();
  const say = words.home.invitation;
  return (
    <section className="invitation">
      <div className="stack-tight">
        <h2>{say.title}</h2>
        <p className="faded">{say.text(founding?.constitution.name ?? words.frame.product)}</p>
      </div>
      <Link href="/wallet" className="door">
        {say.open}
      </Link>
    </section>
  );
}
