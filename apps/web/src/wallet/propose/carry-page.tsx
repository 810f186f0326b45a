import { Button } from '@mantine/core';
import type { Failure, Outcome, Said } from '@tallystick/wallet';
import { type ReactElement, type ReactNode, useEffect, useState } from 'react';
import { GatesWaiting, useGatesWait } from '../../book/gates-wait.tsx';
import { PageHead } from '../../frame/page-head.tsx';
import { FileButton } from '../../frame/file-button.tsx';
import { Link, usePlace } from '../../frame/route.tsx';
import { TickSign } from '../../frame/signs.tsx';
import { takeHanded } from '../../frame/handed-text.ts';
import type { ProposalShown } from '../../sovereign/answers.ts';
import { useAmount } from '../../sovereign/use-amount.ts';
import { useAnswer } from '../../sovereign/use-answer.ts';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useOpenWallet } from '../wallet-state.tsx';
import { askGates } from './ask-gates.ts';
import type { OfficeWordShown } from './calls.ts';

/** Brings to the log what an office has signed: handed over by the console, from a file, or of the node's own gates. */
export function CarryPage(): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.propose.carrying;
  const { query } = usePlace();
  const gates = query.get('gates');
  return (
    <section className="stack-wide">
      <PageHead title={say.title} lead={say.lead} />
      {gates === null ? <CarryWord /> : <CarryGates proposal={gates} />}
    </section>
  );
}

function CarryGates({ proposal }: { proposal: string }): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.propose.carrying;
  const { call } = useOpenWallet();
  const { wait, ...waiting } = useGatesWait();
  const carry = async (): Promise<Outcome<Said | null> | null> => {
    const answer = await wait(() => askGates(call, proposal));
    return answer === null ? null : answer.done;
  };
  return (
    <div className="stack">
      <p>{say.gates}</p>
      <Facts
        says={say.says['gates'] ?? ''}
        proposal={proposal}
        appeal={null}
        office={null}
        exemption={null}
      />
      <Carry proposal={proposal} carry={carry}>
        <GatesWaiting {...waiting} />
      </Carry>
    </div>
  );
}

function CarryWord(): ReactElement {
  const { words, number } = useWalletLanguage();
  const say = words.wallet.propose.carrying;
  const { call } = useOpenWallet();
  const [file, setFile] = useState(takeHanded);
  const [word, setWord] = useState<OfficeWordShown | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    const read = async (): Promise<void> => {
      if (file === null) return;
      const outcome = await call('officeWord', file);
      setWord(outcome.ok ? outcome.value : null);
      setFailure(outcome.ok ? null : outcome.failure);
    };
    void read();
  }, [file]);
  const read = async (given: File): Promise<void> => setFile(await given.text());
  return (
    <div className="stack">
      {file === null && <p>{say.none}</p>}
      {failure !== null && <FailureNotice failure={failure} />}
      {word !== null && file !== null && (
        <>
          <Facts {...word} says={say.says[word.says] ?? word.says} />
          <p className="faded">{say.signatures(number(word.signatures))}</p>
          <Carry key={file} proposal={word.proposal} carry={() => call('carryWord', file)} />
        </>
      )}
      <FileButton label={say.fromFile} accept=".json,application/json" take={read} />
    </div>
  );
}

function Facts({
  says,
  proposal,
  appeal,
  office,
  exemption,
}: Omit<OfficeWordShown, 'signatures'>): ReactElement {
  const { words, moment } = useWalletLanguage();
  const say = words.wallet.propose.carrying;
  const amountOf = useAmount();
  return (
    <dl className="facts card">
      <dt>{say.office}</dt>
      <dd>
        {office ?? (appeal === null ? '' : say.appeals)} {says}
      </dd>
      {proposal !== null && (
        <>
          <dt>{say.proposal}</dt>
          <dd>
            <ProposalName id={proposal} />
          </dd>
        </>
      )}
      {appeal !== null && (
        <>
          <dt>{say.appeal}</dt>
          <dd>
            <code className="wrap-anywhere">{appeal}</code>
          </dd>
        </>
      )}
      {exemption !== null && (
        <>
          <dt>{say.exemption}</dt>
          <dd>
            {say.exempts(
              amountOf(exemption.amount, exemption.currency),
              exemption.rule,
              moment(exemption.until),
            )}{' '}
            <code className="wrap-anywhere">{exemption.payee}</code>
          </dd>
        </>
      )}
    </dl>
  );
}

function ProposalName({ id }: { id: string }): ReactElement {
  const { words } = useWalletLanguage();
  const answer = useAnswer<ProposalShown>(`/v1/rules/proposals/${id}`);
  if (answer.value === null) return <code className="wrap-anywhere">{id}</code>;
  const { name, matter } = answer.value;
  return (
    <Link href={`/votes/${id}`}>
      {name} ({words.votes.matter(matter)})
    </Link>
  );
}

/** `carry` gives null where somebody stopped waiting for it; `children`: how far it is. */
function Carry({
  proposal,
  carry,
  children,
}: {
  proposal: string | null;
  carry: () => Promise<Outcome<Said | null> | null>;
  children?: ReactNode;
}): ReactElement {
  const { words, number } = useWalletLanguage();
  const { carrying: say, saidMeans, see } = words.wallet.propose;
  const [isCarrying, setCarrying] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [said, setSaid] = useState<Said | null | 'nobody'>(null);
  const go = async (): Promise<void> => {
    setCarrying(true);
    const outcome = await carry();
    setCarrying(false);
    if (outcome === null) return;
    setFailure(outcome.ok ? null : outcome.failure);
    if (outcome.ok) setSaid(outcome.value ?? 'nobody');
  };
  if (said === 'nobody') return <p className="callout callout-waiting">{say.nobody}</p>;
  if (said !== null) {
    return (
      <div className="stack">
        <div className="callout callout-good" role="status">
          <h2 className="verdict">
            <TickSign />
            {say.done}
          </h2>
          <p>{saidMeans(number(said.index))}</p>
        </div>
        {proposal !== null && (
          <Link href={`/votes/${proposal}`} className="door">
            {see}
          </Link>
        )}
      </div>
    );
  }
  return (
    <div className="stack">
      {failure !== null && <FailureNotice failure={failure} />}
      <Button size="md" onClick={() => void go()} loading={isCarrying}>
        {say.go}
      </Button>
      {children}
    </div>
  );
}
