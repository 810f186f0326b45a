import './stopped.css';
import type { ReactElement } from 'react';
import { PageHead } from '../../frame/page-head.tsx';
import { Link, usePlace } from '../../frame/route.tsx';
import { Waiting } from '../../frame/states.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useCall } from '../use-call.ts';
import { AppealMark } from './appeal-state.tsx';
import type { Stopped } from './calls.ts';
import { StoppedPayment } from './stopped-payment.tsx';
import { What } from './what.tsx';

export const STOPPED_PATH = '/wallet/decisions';

/** Payments that the rules have stopped; and below the path, everything about one of them. */
export function StoppedPage(): ReactElement {
  const { path } = usePlace();
  const [, id] = path.slice(STOPPED_PATH.length).split('/');
  return id === undefined || id === '' ? <StoppedList /> : <OneStopped id={id} />;
}

function StoppedList(): ReactElement {
  const { words } = useWalletLanguage();
  const { value, failure } = useCall('stopped');
  const say = words.wallet.stopped;
  return (
    <>
      <PageHead title={say.title} lead={say.lead} />
      {failure !== null && <FailureNotice failure={failure} />}
      {value === null ? (
        failure === null && <Waiting />
      ) : value.length === 0 ? (
        <p className="faded">{say.none}</p>
      ) : (
        <ul className="rows card">
          {value.map((one) => (
            <StoppedRow key={one.decision} stopped={one} />
          ))}
        </ul>
      )}
    </>
  );
}

function StoppedRow({ stopped }: { stopped: Stopped }): ReactElement {
  const { words, moment } = useWalletLanguage();
  const say = words.wallet.stopped;
  const { decision, outcome, rule, time, appeal } = stopped;
  return (
    <li className="stopped-row">
      <div className="spread">
        <Link href={`${STOPPED_PATH}/${decision}`} className="stopped-name wrap-anywhere">
          <What stopped={stopped} />
        </Link>
        <span className={`mark ${outcome === 'refuse' ? 'mark-bad' : 'mark-waiting'}`}>
          {say.outcomes[outcome]}
        </span>
      </div>
      <div className="spread">
        <span className="faded small">
          {[rule, moment(time)].filter((part) => part !== null).join(' · ')}
        </span>
        {appeal !== null && <AppealMark appeal={appeal} />}
      </div>
    </li>
  );
}

function OneStopped({ id }: { id: string }): ReactElement {
  const { words } = useWalletLanguage();
  const { value, failure, again } = useCall('stopped');
  const say = words.wallet.stopped;
  const stopped = value?.find(({ decision }) => decision === id);
  return (
    <>
      <p>
        <Link href={STOPPED_PATH}>{say.back}</Link>
      </p>
      {failure !== null && <FailureNotice failure={failure} />}
      {value === null && failure === null && <Waiting />}
      {value !== null && stopped === undefined && <p>{words.states.failed.missing}</p>}
      {stopped !== undefined && <StoppedPayment stopped={stopped} changed={again} />}
    </>
  );
}
