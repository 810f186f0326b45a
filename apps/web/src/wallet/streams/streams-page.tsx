import '../offline/offline.css';
import './streams.css';
import type { OwnHoldView } from '@tallystick/wallet';
import { type ReactElement, useState } from 'react';
import { PageHead } from '../../frame/page-head.tsx';
import { Waiting } from '../../frame/states.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { Party } from '../offline/party.tsx';
import { leftOf } from '../offline/left-of.ts';
import { useCall } from '../use-call.ts';
import type { StreamTerms } from './calls.ts';
import { RunningStream } from './running-stream.tsx';
import { ServiceForm, type Typed, typedFromLink } from './service-form.tsx';
import { StreamLook } from './stream-look.tsx';

/** Paying a service as one goes: what it asks for, a budget, a last look, and how it goes. */
export function StreamsPage(): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.streams;
  const { value, failure, again } = useCall('streamNow');
  const [typed, setTyped] = useState<Typed>(typedFromLink);
  const [terms, setTerms] = useState<StreamTerms | null>(null);
  const [isBegun, setBegun] = useState(false);
  const changed = (begun: boolean): void => {
    setBegun(begun);
    setTerms(null);
    void again();
  };
  const isRunning = value !== null && value.stream !== null;
  const isLook = terms !== null && value?.stream === null;
  return (
    <>
      {isRunning && <h1>{say.title}</h1>}
      {!isRunning && !isLook && <PageHead title={say.title} lead={say.lead} />}
      {failure !== null && <FailureNotice failure={failure} />}
      {value === null ? (
        failure === null && <Waiting />
      ) : value.stream !== null ? (
        <RunningStream first={value.stream} isBegun={isBegun} over={() => changed(false)} />
      ) : terms !== null ? (
        <StreamLook terms={terms} begun={() => changed(true)} change={() => setTerms(null)} />
      ) : (
        <ServiceForm typed={typed} setTyped={setTyped} next={setTerms} />
      )}
      {!isLook && value?.stream === null && <KeptStreams />}
    </>
  );
}

/** Tabs that streams are or were paid from, the newest first. */
function KeptStreams(): ReactElement {
  const { words } = useWalletLanguage();
  const { kept: say } = words.wallet.streams;
  const { value } = useCall('offline');
  const kept = (value?.own ?? [])
    .filter(({ isStream }) => isStream === true)
    .toSorted((a, b) => b.until - a.until);
  return (
    <section className="stack">
      <h2>{say.title}</h2>
      {value === null ? <Waiting /> : kept.length === 0 && <p className="faded">{say.none}</p>}
      {kept.map((hold) => (
        <KeptStream key={hold.hold} hold={hold} />
      ))}
    </section>
  );
}

function KeptStream({ hold }: { hold: OwnHoldView }): ReactElement {
  const { words, amount, moment } = useWalletLanguage();
  const { kept: say } = words.wallet.streams;
  const sum = (decimal: string): string => `${amount(decimal)} ${hold.currency}`;
  const { to, given, cap, until, stopped } = hold;
  const isOver = until < Date.now() || stopped === 'closed';
  const left = sum(leftOf(hold));
  return (
    <article className="card" data-stream={isOver ? 'over' : 'open'}>
      {to !== undefined && <Party address={to} />}
      <p className="figures">
        <strong>{say.paid(sum(given), sum(cap))}</strong>
      </p>
      <p className="faded small">{isOver ? say.back(left) : say.locked(left, moment(until))}</p>
      {stopped !== undefined && stopped !== 'closed' && (
        <p className="callout callout-bad small">
          {words.wallet.setAside.stopped[stopped] ?? stopped}
        </p>
      )}
    </article>
  );
}
