import './offline.css';
import type { ExposureLine } from '@tallystick/wallet';
import type { ReactElement } from 'react';
import { TickSign } from '../../frame/signs.tsx';
import { Waiting } from '../../frame/states.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useCall } from '../use-call.ts';
import type { OfflineShown } from './calls.ts';
import { LossPicture } from './loss-picture.tsx';
import { OwnLimitsForm } from './own-limits.tsx';
import { Party } from './party.tsx';

/** What could still be lost, to whom, until when; what is accepted; whose forks are proven. */
export function ExposurePage(): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.exposure;
  const { value, failure, again } = useCall('offline');
  const changed = (): void => void again();
  return (
    <>
      <h1>{say.title}</h1>
      {failure !== null && <FailureNotice failure={failure} />}
      {value === null ? (
        failure === null && <Waiting />
      ) : (
        <>
          <AtRisk shown={value} />
          <Lines
            lines={value.exposure.lines.filter(({ role }) => role !== 'payer')}
            title={say.toMe}
          />
          <Lines
            lines={value.exposure.lines.filter(({ role }) => role === 'payer')}
            title={say.byMe}
          />
          <Forks forks={value.forks} />
          <OwnLimitsForm limits={value.limits} changed={changed} />
        </>
      )}
    </>
  );
}

function AtRisk({ shown }: { shown: OfflineShown }): ReactElement {
  const { words, amount } = useWalletLanguage();
  const say = words.wallet.exposure;
  const sums = Object.entries(shown.exposure.atRisk);
  if (sums.length === 0) {
    return (
      <div className="callout callout-good">
        <strong className="verdict may-word-good">
          <TickSign /> {say.safe}
        </strong>
        <p>{say.safeMeans}</p>
      </div>
    );
  }
  return (
    <div className="callout callout-waiting" data-risk>
      <span className="faded small">{say.atRisk}</span>
      {sums.map(([currency, sum]) => (
        <p key={currency} className="large-amount">
          {amount(sum)}
          <small>{currency}</small>
        </p>
      ))}
    </div>
  );
}

function Lines({
  lines,
  title,
}: {
  lines: readonly ExposureLine[];
  title: string;
}): ReactElement | null {
  if (lines.length === 0) return null;
  return (
    <section className="stack">
      <h2>{title}</h2>
      {lines.map((line) => (
        <Line key={`${line.hold} ${line.role} ${line.amount}`} line={line} />
      ))}
    </section>
  );
}

function Line({ line }: { line: ExposureLine }): ReactElement {
  const { words, amount, moment } = useWalletLanguage();
  const say = words.wallet.exposure;
  const { party, backing, stopped } = line;
  return (
    <article className="card" data-line={line.kind}>
      {party !== undefined && <Party address={party} />}
      <p className="figures">
        <strong>
          {amount(line.amount)} {line.currency}
        </strong>{' '}
        {(line.role === 'payer' ? say.own[line.kind] : undefined) ?? say.kinds[line.kind]}
      </p>
      {line.until > 0 && <p className="faded small">{say.until(moment(line.until))}</p>}
      {line.isUncovered === true && <p className="callout callout-bad small">{say.uncovered}</p>}
      {stopped !== undefined && (
        <p className="callout callout-bad small">
          {words.wallet.setAside.stopped[stopped] ?? stopped}
        </p>
      )}
      {backing !== undefined && <LossPicture backing={backing} currency={line.currency} />}
    </article>
  );
}

function Forks({ forks }: { forks: OfflineShown['forks'] }): ReactElement | null {
  const { words } = useWalletLanguage();
  const say = words.wallet.exposure;
  if (forks.length === 0) return null;
  return (
    <section className="stack">
      <h2>{say.forksTitle}</h2>
      {forks.map((fork) => (
        <article key={fork.hold} className="callout callout-bad">
          {fork.from !== undefined && <Party address={fork.from} />}
          <p>{say.fork}</p>
          <p className="small">{fork.isLogged ? say.forkLogged : say.forkWaits}</p>
          <code className="small wrap-anywhere">{fork.hold}</code>
        </article>
      ))}
    </section>
  );
}
