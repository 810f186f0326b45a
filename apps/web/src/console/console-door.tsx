import './console.css';
import { type ReactElement, Suspense, useEffect, useMemo, useState } from 'react';
import { pageAt } from '../frame/page-at.ts';
import { Link, navigate, usePlace } from '../frame/route.tsx';
import { Shell } from '../frame/shell.tsx';
import { Failed, Waiting } from '../frame/states.tsx';
import type { AskFailure } from '../sovereign/ask.ts';
import { useSovereign } from '../sovereign/founding.tsx';
import { ClosedDoor } from './access/closed-door.tsx';
import { CONSOLE_PAGES } from './console-pages.tsx';
import { endSession } from './end-session.ts';
import { setInEnglish } from '../frame/language.tsx';
import { ConsoleLanguage, useConsoleLanguage } from './language.tsx';
import { OperatorContext, operatorOf } from './operator.tsx';
import { noteTouches, wasTouched } from './touched.ts';

/** The operator's door: a passkey opens it, or a link that the machine gives out, with a session's token behind its `#`. */
export function ConsoleDoor({ path }: { path: string }): ReactElement {
  return (
    <ConsoleLanguage>
      <Door path={path} />
    </ConsoleLanguage>
  );
}

/** How often it is told that somebody types where nothing else is asked. */
const TOUCHED_MS = 60_000;
const TOKEN = /^#([A-Za-z0-9_-]{43})$/;

/** The token of the link that led here. The address forgets it at once: histories and screenshots keep addresses. */
function takeToken(): string | null {
  const token = TOKEN.exec(location.hash)?.[1] ?? null;
  if (token !== null) navigate(location.pathname, 'replace');
  return token;
}

function Door({ path }: { path: string }): ReactElement {
  const { words } = useConsoleLanguage();
  const { founding } = useSovereign();
  const [token, setToken] = useState(takeToken);
  const [isOver, setOver] = useState(false);
  /** Whether there are pages behind the door: they stay, unseen, when their session ends, with what was typed. */
  const [hasPages, setHasPages] = useState(token !== null);
  /** A session that was left here, and not ended at the sovereign. */
  const [left, setLeft] = useState<{ by: string; failure: AskFailure } | null>(null);
  const operator = useMemo(() => {
    const over = (): void => {
      setToken(null);
      setOver(true);
    };
    return operatorOf(token, over);
  }, [token]);
  useEffect(noteTouches, []);
  useEffect(() => {
    if (token === null) return undefined;
    const tell = (): void => {
      if (wasTouched()) void operator.ask('/v1/operator/sessions');
    };
    const timer = setInterval(tell, TOUCHED_MS);
    return () => clearInterval(timer);
  }, [token, operator]);
  const endLeft = async (by: string): Promise<void> => {
    const failure = await endSession(by);
    setLeft(failure === null ? null : { by, failure });
  };
  const leave = async (by: string): Promise<void> => {
    setToken(null);
    setHasPages(false);
    setOver(true);
    await endLeft(by);
  };
  const opened = (by: string): void => {
    setOver(false);
    setHasPages(true);
    setToken(by);
  };
  const name = founding?.constitution.name ?? words.frame.product;
  useEffect(() => {
    document.title = `${name}: ${words.console.title}`;
  }, [name, words]);
  const end = (
    <>
      {token !== null && (
        <button type="button" className="plain-button" onClick={() => void leave(token)}>
          {words.console.end}
        </button>
      )}
      <Link href="/" className="door">
        {words.console.book}
      </Link>
    </>
  );
  return (
    <Shell tabs={[]} label={words.console.title} end={end}>
      {left !== null && (
        <div className="page page-narrow stack" role="alert">
          <strong>{words.console.access.left}</strong>
          <Failed failure={left.failure} again={() => void endLeft(left.by)} />
        </div>
      )}
      {token === null && <ClosedDoor isOver={isOver} isKept={hasPages} opened={opened} />}
      {hasPages && (
        <div hidden={token === null}>
          <OperatorContext value={operator}>
            <Inside path={path} />
          </OperatorContext>
        </div>
      )}
    </Shell>
  );
}

function Inside({ path }: { path: string }): ReactElement {
  const { tag } = useConsoleLanguage();
  const { Page } = pageAt(CONSOLE_PAGES, path);
  return (
    <div className="console" {...setInEnglish(tag)}>
      <Places />
      <div className="console-page">
        <Suspense fallback={<Waiting />}>
          <Page />
        </Suspense>
      </div>
    </div>
  );
}

/** The places by group: on the side where there is room, behind a button that names the present one where there is not. */
function Places(): ReactElement {
  const { words } = useConsoleLanguage();
  const { path } = usePlace();
  const [isOpen, setOpen] = useState(false);
  const here = pageAt(CONSOLE_PAGES, path);
  useEffect(() => setOpen(false), [path]);
  return (
    <nav className="console-places" aria-label={words.console.title}>
      <button
        type="button"
        className="console-menu"
        aria-expanded={isOpen}
        aria-controls="console-groups"
        onClick={() => setOpen(!isOpen)}
      >
        {here.name(words.console)}
      </button>
      <div id="console-groups" className={isOpen ? 'console-groups is-open' : 'console-groups'}>
        {Object.entries(words.console.groups).map(([group, name]) => {
          const pages = CONSOLE_PAGES.filter((page) => page.group === group);
          if (pages.length === 0) return null;
          return (
            <div key={group} className="stack-tight">
              <span className="faded small">{name}</span>
              {pages.map((page) => (
                <Link
                  key={page.path}
                  href={page.path}
                  aria-current={page === here ? 'page' : undefined}
                >
                  {page.name(words.console)}
                </Link>
              ))}
            </div>
          );
        })}
      </div>
    </nav>
  );
}
