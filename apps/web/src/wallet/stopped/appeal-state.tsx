import { Button } from '@mantine/core';
import type { Appealed } from '@tallystick/wallet';
import type { ReactElement } from 'react';
import { Link } from '../../frame/route.tsx';
import { useAnswer } from '../../sovereign/use-answer.ts';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { saveFile } from '../../frame/save-file.ts';
import { useCall } from '../use-call.ts';
import {
  type AppealShown,
  type AppealStateKind,
  caseFile,
  exemptionOf,
  stateOf,
} from './appeal-shown.ts';
import type { Stopped } from './calls.ts';
import { payLink } from './pay-link.ts';

const OFTEN_MS = 5000;

const TONE: Readonly<Record<AppealStateKind, string>> = {
  open: 'mark-waiting',
  overdue: 'mark-bad',
  upheld: '',
  exception: 'mark-good',
  compensation: 'mark-good',
  referred: 'mark-waiting',
};

/** What became of an appeal, in a word. */
export function AppealMark({ appeal }: { appeal: string }): ReactElement | null {
  const { value } = useAnswer<AppealShown>(`/v1/rules/appeals/${appeal}`);
  return value === null ? null : <StateMark state={stateOf(value)} />;
}

function StateMark({ state }: { state: AppealStateKind }): ReactElement {
  const { words } = useWalletLanguage();
  return <span className={`mark ${TONE[state]}`}>{words.wallet.stopped.appeal.states[state]}</span>;
}

/** An appeal that was made: the case for the office, and what it has answered. */
export function AppealState({
  stopped,
  appeal,
}: {
  stopped: Stopped;
  appeal: string;
}): ReactElement {
  const { words, moment } = useWalletLanguage();
  const shown = useAnswer<AppealShown>(`/v1/rules/appeals/${appeal}`, OFTEN_MS);
  const { value, failure } = useCall('appeal', stopped.decision);
  const say = words.wallet.stopped.appeal;
  const state = shown.value === null ? null : stateOf(shown.value);
  return (
    <section className="stack">
      <div className="row">
        <h2>{say.yours}</h2>
        {state !== null && <StateMark state={state} />}
      </div>
      {shown.value === null ? (
        shown.failure !== null && <p className="faded">{say.unshown}</p>
      ) : (
        <>
          <p className="faded small">{say.made(moment(shown.value.at))}</p>
          <Answered stopped={stopped} shown={shown.value} />
        </>
      )}
      {failure !== null && <FailureNotice failure={failure} />}
      {value !== null && (
        <>
          {shown.value?.answer === null && <p>{say.saved}</p>}
          <Case appealed={value} />
        </>
      )}
    </section>
  );
}

function Case({ appealed: { id, case: shown, reason } }: { appealed: Appealed }): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.stopped.appeal;
  return (
    <>
      <p className="wrap-anywhere">
        <span className="faded small">{say.said}</span>
        <br />“{reason}”
      </p>
      <Button
        variant="light"
        size="md"
        onClick={() => saveFile(say.file, caseFile(id, shown), 'application/json')}
      >
        {say.download}
      </Button>
    </>
  );
}

function Answered({ stopped, shown }: { stopped: Stopped; shown: AppealShown }): ReactElement {
  const { words, moment } = useWalletLanguage();
  const say = words.wallet.stopped.appeal;
  const { answer, answerDueAt, isOverdue } = shown;
  if (answer === null) {
    return <p>{isOverdue ? say.overdue(moment(answerDueAt)) : say.due(moment(answerDueAt))}</p>;
  }
  const { to, amount, currency } = stopped;
  const exemption = exemptionOf(shown, Date.now());
  const canPay = to !== undefined && amount !== undefined && currency !== undefined;
  return (
    <div className={`callout callout-${answer.outcome === 'exception' ? 'good' : 'waiting'}`}>
      <strong>{say.answers[answer.outcome]}</strong>
      {answer.exemption !== null && (
        <p>{say.exemption(answer.exemption.rule, moment(answer.exemption.until))}</p>
      )}
      {exemption === 'used' && <p>{say.used}</p>}
      {exemption === 'lapsed' && <p>{say.lapsed}</p>}
      {exemption === 'usable' && canPay && (
        <Link href={payLink({ to, amount, currency })} className="action action-first">
          {words.wallet.stopped.payAgain}
        </Link>
      )}
    </div>
  );
}
