import './found.css';
import '@mantine/core/styles/PasswordInput.css';
import '@mantine/core/styles/ActionIcon.css';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { Shell } from '../frame/shell.tsx';
import { Waiting } from '../frame/states.tsx';
import { forgetDraft, keptDraft } from './draft.ts';
import { FoundForm } from './found-form.tsx';
import {
  type FoundingAnswer,
  firstSession,
  takeFoundersToken,
  useFounding,
} from './founding-state.ts';
import { setInEnglish } from '../frame/language.tsx';
import { FoundLanguage, useFoundLanguage } from './language.tsx';

/** The door for whoever founds a sovereign on this machine: its link opens it. */
export function FoundDoor(): ReactElement {
  return (
    <FoundLanguage>
      <Door />
    </FoundLanguage>
  );
}

/** Where a founder goes on: the console, with the operator's first session behind the `#`. */
const NEXT = '/console/welcome';
/** A machine that is silent for longer than its port takes to change hands has a problem. */
const PATIENCE_MS = 30_000;

function Door(): ReactElement {
  const { say, words, tag } = useFoundLanguage();
  const [token, setToken] = useState(takeFoundersToken);
  const [turn, setTurn] = useState(0);
  const [name, setName] = useState(() => keptDraft()?.name.trim() ?? '');
  const { answer, silentSince } = useFounding(turn);
  useEffect(() => {
    document.title = `${words.frame.product}: ${say.title}`;
  }, [words, say]);
  useEffect(() => {
    // The link, followed in this very tab, loads nothing.
    const followed = (): void => setToken((had) => takeFoundersToken() ?? had);
    addEventListener('hashchange', followed);
    return () => removeEventListener('hashchange', followed);
  }, []);
  const begun = (of: string): void => {
    setName(of);
    setTurn((count) => count + 1);
  };
  return (
    <Shell tabs={[]} label={say.title} isBare>
      <div className="page page-narrow stack-wide" {...setInEnglish(tag)}>
        {location.hostname === '127.0.0.1' && <Unnamed token={token} />}
        {answer === null && <Waiting />}
        {answer?.state === 'open' &&
          (token === null ? (
            <Closed isBegun={name !== ''} />
          ) : (
            <FoundForm token={token} failure={answer.failure} begun={begun} />
          ))}
        {answer?.state === 'founding' && (
          <Going name={name} progress={answer.progress} silentSince={silentSince} />
        )}
        {answer?.state === 'done' && <Done token={token} />}
      </div>
    </Shell>
  );
}

/** How far the founding is, of everything that it does: what is sealed takes most of the time. */
function shareOf({ doing, done, of }: Progress): number {
  if (doing === 'keys') return 0.05;
  return doing === 'starting' ? 0.9 : 0.1 + (0.8 * done) / of;
}

type Progress = Extract<FoundingAnswer, { state: 'founding' }>['progress'];

function Going({
  name,
  progress,
  silentSince,
}: {
  name: string;
  progress: Progress;
  silentSince: number | null;
}): ReactElement {
  const { say, number } = useFoundLanguage();
  const { doing, done, of } = progress;
  const bar = useRef<HTMLDivElement>(null);
  const share = shareOf(progress);
  useEffect(() => {
    if (bar.current !== null) bar.current.style.width = `${share * 100}%`;
  }, [share]);
  const text =
    doing === 'sealing' ? say.going.sealing(number(done + 1), number(of)) : say.going[doing];
  const isStuck = silentSince !== null && Date.now() - silentSince > PATIENCE_MS;
  return (
    <section className="stack">
      <h1>{say.going.title(name)}</h1>
      <p className="lead">{say.going.lead}</p>
      <div
        className="progress"
        role="progressbar"
        aria-label={say.going.title(name)}
        aria-valuenow={Math.round(share * 100)}
      >
        <div ref={bar} />
      </div>
      <p role="status">{text}</p>
      {isStuck && (
        <p role="alert" className="callout callout-bad">
          {say.going.stuck}
        </p>
      )}
    </section>
  );
}

/** It is founded: whoever did goes on into the console, whoever comes later is told the ways. */
function Done({ token }: { token: string | null }): ReactElement {
  const { say } = useFoundLanguage();
  const [isClosed, setClosed] = useState(token === null);
  useEffect(() => {
    if (token === null) return;
    const goOn = async (): Promise<void> => {
      const session = await firstSession(token);
      forgetDraft();
      if (session === null) return setClosed(true);
      location.replace(`${NEXT}#${session}`);
    };
    void goOn();
  }, [token]);
  if (!isClosed) return <Waiting />;
  return (
    <section className="stack">
      <h1>{say.closed.done}</h1>
      <p>
        <a href="/console">{say.closed.console}</a>
      </p>
      <p>
        <a href="/">{say.closed.book}</a>
      </p>
    </section>
  );
}

function Closed({ isBegun }: { isBegun: boolean }): ReactElement {
  const { say } = useFoundLanguage();
  return (
    <section className="stack">
      <h1>{say.closed.title}</h1>
      {isBegun && <p className="callout callout-waiting">{say.closed.begun}</p>}
      <p>{say.closed.text}</p>
      <pre className="figures">{say.closed.command}</pre>
    </section>
  );
}

/** Passkeys want a name: the same page under the machine's. */
function Unnamed({ token }: { token: string | null }): ReactElement {
  const { say } = useFoundLanguage();
  const named = new URL(location.href);
  named.hostname = 'localhost';
  if (token !== null) named.hash = token;
  return (
    <section className="callout callout-waiting">
      <strong>{say.unnamed.title}</strong>
      <p>{say.unnamed.text}</p>
      <a href={named.href}>{`${named.origin}${named.pathname}`}</a>
    </section>
  );
}
