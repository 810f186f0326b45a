import { useMantineColorScheme } from '@mantine/core';
import { type ReactElement, type ReactNode, useEffect, useRef } from 'react';
import { useSovereign } from '../sovereign/founding.tsx';
import { LANGUAGES, type LanguageTag, useLanguage } from './language.tsx';
import { NewsOfPages } from './news-of-pages.tsx';
import { Link, usePlace } from './route.tsx';
import { useIdle } from './when-idle.ts';
import { MoonSign, SunSign, TallySign } from './signs.tsx';

/** A place in the navigation of a door. */
export interface Tab {
  readonly href: string;
  readonly label: string;
  /** A small drawing beside the word, for doors whose navigation is in reach of a thumb. */
  readonly sign?: ReactNode;
}

/** What surrounds every page: whose it is, where one can go, and how it is to look. */
export function Shell({
  tabs,
  label,
  end,
  isInReach = false,
  isBare = false,
  children,
}: {
  tabs: readonly Tab[];
  label: string;
  end?: ReactNode;
  /** On a phone the navigation stands at the lower edge, where a thumb is. */
  isInReach?: boolean;
  /** Where there is no sovereign yet, there is nothing to lead to. */
  isBare?: boolean;
  children: ReactNode;
}): ReactElement {
  const { words } = useLanguage();
  const { founding } = useSovereign();
  const name = founding?.constitution.name ?? words.frame.product;
  return (
    <div className={isInReach ? 'shell shell-in-reach' : 'shell'}>
      <a className="skip" href="#content">
        {words.frame.skip}
      </a>
      <header className="head">
        <div className="head-inner">
          <Link href="/" className="brand">
            <TallySign />
            {name}
          </Link>
          {tabs.length > 0 && <Tabs tabs={tabs} label={label} />}
          <div className="head-end">{end}</div>
        </div>
      </header>
      <NewsOfPages />
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      <Foot isBare={isBare} />
    </div>
  );
}

/** Where one can go; where they do not all fit beside each other, the one that is open is in sight. */
function Tabs({ tabs, label }: { tabs: readonly Tab[]; label: string }): ReactElement {
  const { path } = usePlace();
  const { tag } = useLanguage();
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    const show = (): void => {
      const here = nav.current?.querySelector('[aria-current]')?.getBoundingClientRect();
      const all = nav.current?.getBoundingClientRect();
      if (nav.current === null || here === undefined || all === undefined) return;
      nav.current.scrollLeft += here.x + here.width / 2 - all.x - all.width / 2;
    };
    show();
    addEventListener('resize', show);
    return () => removeEventListener('resize', show);
  }, [path, tag]);
  return (
    <nav className="tabs" aria-label={label} ref={nav}>
      {tabs.map((tab) => (
        <TabLink key={tab.href} {...tab} />
      ))}
    </nav>
  );
}

function TabLink({ href, label, sign }: Tab): ReactElement {
  const { path } = usePlace();
  const isDoor = href === '/' || href === '/wallet';
  const isHere = isDoor ? path === href : path === href || path.startsWith(`${href}/`);
  return (
    <Link href={href} aria-current={isHere ? 'page' : undefined}>
      {sign !== undefined && <span className="tab-sign">{sign}</span>}
      {label}
    </Link>
  );
}

function LanguageChoice(): ReactElement {
  const { tag, words, choose } = useLanguage();
  return (
    <select
      className="language"
      aria-label={words.frame.language}
      value={tag}
      onChange={(event) => choose(event.currentTarget.value as LanguageTag)}
    >
      {Object.entries(LANGUAGES).map(([value, { name }]) => (
        <option key={value} value={value} lang={value}>
          {name}
        </option>
      ))}
    </select>
  );
}

function SchemeSwitch(): ReactElement {
  const { words } = useLanguage();
  const { setColorScheme } = useMantineColorScheme();
  const root = document.documentElement;
  const isDark = root.getAttribute('data-mantine-color-scheme') === 'dark';
  const other = isDark ? words.frame.light : words.frame.dark;
  return (
    <button
      type="button"
      className="plain-button"
      aria-label={other}
      title={other}
      onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
    >
      {isDark ? <SunSign /> : <MoonSign />}
    </button>
  );
}

function Foot({ isBare }: { isBare: boolean }): ReactElement {
  const { words, day, country } = useLanguage();
  const { founding } = useSovereign();
  const { name, country: code, createdAt } = founding?.constitution ?? {};
  const isIdle = useIdle();
  return (
    <footer className="foot">
      <div className="foot-inner">
        <span>
          {isIdle && name !== undefined && code !== undefined && createdAt !== undefined
            ? words.frame.founded(name, country(code), day(createdAt))
            : words.frame.product}
        </span>
        <span className="row">
          {!isBare && (
            <>
              <Link href="/constitution">{words.frame.constitution}</Link>
              <a href="/docs">{words.frame.api}</a>
            </>
          )}
          <span className="looks">
            <LanguageChoice />
            <SchemeSwitch />
          </span>
        </span>
      </div>
    </footer>
  );
}
