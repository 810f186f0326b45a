import { Button } from '@mantine/core';
import type { Failure } from '@tallystick/wallet';
import { type ReactElement, useEffect, useState } from 'react';
import { useWalletLanguage } from '../language.tsx';
import { Party } from '../offline/party.tsx';
import { useOpenWallet } from '../wallet-state.tsx';
import type { StreamShown } from './calls.ts';
import { leftFrom, percentOf, perMinute } from './figures.ts';
import { goesOn, startsGoing } from './going.ts';
import { StreamFailure } from './stream-failure.tsx';

/** Asks again and again as long as this page is in sight and nothing went wrong; somebody pauses and stops it. */
export function RunningStream({
  first,
  isBegun,
  over,
}: {
  first: StreamShown;
  /** Somebody pressed on this page to begin it: a page that is opened later pays nothing before a press. */
  isBegun: boolean;
  over: () => void;
}): ReactElement {
  const { words } = useWalletLanguage();
  const { call, refresh } = useOpenWallet();
  const { run: say } = words.wallet.streams;
  const [shown, setShown] = useState(first);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isGoing, setGoing] = useState(() => startsGoing(isBegun, document.visibilityState));
  const { everyMs, offer } = shown.terms;
  useEffect(() => {
    if (!isGoing) return undefined;
    let isCurrent = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      const asked = await call('askService');
      if (asked.ok) setShown(asked.value);
      setFailure(asked.ok ? null : asked.failure);
      const isGood = asked.ok && asked.value.failure === null;
      // What was set aside for the first request is gone from the balance.
      if (!isGood || asked.value.requests === 1) void refresh();
      if (!isCurrent) return;
      if (isGood && everyMs !== null) timer = setTimeout(() => void ask(), everyMs);
      else setGoing(false);
    };
    const pause = (): void => {
      isCurrent = false;
      clearTimeout(timer);
    };
    const seen = (): void => {
      if (goesOn(true, document.visibilityState)) return;
      pause();
      setGoing(false);
    };
    document.addEventListener('visibilitychange', seen);
    void ask();
    return () => {
      pause();
      document.removeEventListener('visibilitychange', seen);
    };
  }, [isGoing]);
  const stop = async (): Promise<void> => {
    setGoing(false);
    const stopped = await call('stopStream');
    setFailure(stopped.ok ? null : stopped.failure);
    await refresh();
    if (stopped.ok) over();
  };
  const wrong = failure ?? shown.failure;
  return (
    <section className="stack">
      <article className="card card-raised">
        <div className="spread">
          <div role="status">
            <h2>{isGoing ? say.going : say.paused}</h2>
          </div>
          <span className="faded small wrap-anywhere" dir="ltr">
            {offer.url}
          </span>
        </div>
        <Party address={offer.payee} />
        <Figures shown={shown} />
      </article>
      {wrong !== null && !isGoing && <StreamFailure failure={wrong} />}
      <div className="actions">
        <Button size="md" variant="light" onClick={() => setGoing(goesOn(isGoing, 'pressed'))}>
          {isGoing ? say.pause : everyMs === null ? say.once : say.goOn}
        </Button>
        <Button size="md" variant="subtle" onClick={() => void stop()}>
          {say.stop}
        </Button>
      </div>
      <p className="faded small">{say.leaving}</p>
      <Answer shown={shown} />
    </section>
  );
}

function Figures({ shown }: { shown: StreamShown }): ReactElement {
  const { words, amount, number } = useWalletLanguage();
  const { run: say } = words.wallet.streams;
  const { terms, spent, requests } = shown;
  const { offer, budget, each, everyMs } = terms;
  const sum = (decimal: string): string => `${amount(decimal)} ${offer.currency}`;
  const left = say.left(sum(leftFrom(budget, spent)), sum(budget));
  return (
    <>
      <div>
        <span className="faded small">{say.spent}</span>
        <p className="large-amount" data-figure="spent">
          {amount(spent)}
          <small>{offer.currency}</small>
        </p>
      </div>
      <progress
        className="stream-spent"
        max={100}
        value={percentOf(spent, budget)}
        aria-label={left}
      />
      <p className="figures">{left}</p>
      <dl className="facts figures small">
        <dt>{say.requests}</dt>
        <dd>{number(requests)}</dd>
        <dt>{say.rate}</dt>
        <dd>{everyMs === null ? say.byHand : say.perMinute(sum(perMinute(each, everyMs)))}</dd>
      </dl>
    </>
  );
}

/** As text and nothing else: a service has no say in how these pages look. */
function Answer({ shown }: { shown: StreamShown }): ReactElement {
  const { words } = useWalletLanguage();
  const { run: say } = words.wallet.streams;
  const { last } = shown;
  return (
    <section className="stack-tight" aria-labelledby="answer">
      <h3 id="answer" className="small-heading">
        {say.answer}
      </h3>
      {last === null && <p className="faded">{say.noAnswer}</p>}
      {last?.status === 0 && <p>{say.elsewhere}</p>}
      {last !== null && last.status >= 400 && (
        <p className="callout callout-waiting">{say.status(String(last.status))}</p>
      )}
      {last !== null && last.status !== 0 && last.text === null && <p>{say.notShown}</p>}
      {last !== null && last.text !== null && last.text !== '' && (
        <pre className="answer" dir="auto" role="region" aria-labelledby="answer" tabIndex={0}>
          {last.text}
        </pre>
      )}
    </section>
  );
}
