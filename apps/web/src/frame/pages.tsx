import { type ComponentType, type ReactElement, Suspense, lazy, useEffect } from 'react';
import { BookHome } from '../book/home.tsx';
import { useSovereign } from '../sovereign/founding.tsx';
import { loadWalletWords } from '../wallet/load-words.ts';
import { firstChoice, useLanguage } from './language.tsx';
import { Link, usePlace } from './route.tsx';
import { Shell } from './shell.tsx';
import { Waiting } from './states.tsx';

// The first page is there at once; the others come when somebody goes to them.
const RulesPage = lazy(async () => ({
  default: (await import('../book/rules-page.tsx')).RulesPage,
}));
const TextPage = lazy(async () => ({ default: (await import('../book/text-page.tsx')).TextPage }));
const VotesPage = lazy(async () => ({
  default: (await import('../book/votes-page.tsx')).VotesPage,
}));
const ProposalPage = lazy(async () => ({
  default: (await import('../book/proposal-page.tsx')).ProposalPage,
}));
const MoneyPage = lazy(async () => ({
  default: (await import('../book/money-page.tsx')).MoneyPage,
}));
const NumbersPage = lazy(async () => ({
  default: (await import('../book/numbers-page.tsx')).NumbersPage,
}));
const ConstitutionPage = lazy(async () => ({
  default: (await import('../book/constitution-page.tsx')).ConstitutionPage,
}));
const LogPage = lazy(async () => ({ default: (await import('../log/log-page.tsx')).LogPage }));
type LoadedDoor = Promise<{ default: ComponentType<{ path: string }> }>;
const loadWallet = async (): LoadedDoor => ({
  default: (await import('../wallet/wallet-door.tsx')).WalletDoor,
});
const WalletDoor = lazy(loadWallet);

const ConsoleDoor = lazy(async () => ({
  default: (await import('../console/console-door.tsx')).ConsoleDoor,
}));

const FoundDoor = lazy(async () => ({
  default: (await import('../found/found-door.tsx')).FoundDoor,
}));

const DOORS = new Map<string, ComponentType<{ path: string }>>([
  ['wallet', WalletDoor],
  ['console', ConsoleDoor],
  ['found', FoundDoor],
]);

// Whoever comes to the wallet waits for its door and for its words at once, not for one after the other.
if (doorOf(location.pathname) === 'wallet') {
  // What does not come is told where it is drawn.
  void Promise.allSettled([loadWallet(), loadWalletWords[firstChoice()]()]);
}

/** The doors of the application, and which of them a path leads to. */
export function Pages(): ReactElement {
  const { path } = usePlace();
  const Door = DOORS.get(doorOf(path));
  if (Door === undefined) return <OpenBook path={path} />;
  return (
    <Suspense fallback={<Later />}>
      <Door path={path} />
    </Suspense>
  );
}

function doorOf(path: string): string {
  return path.split('/')[1] ?? '';
}

function OpenBook({ path }: { path: string }): ReactElement {
  const { words } = useLanguage();
  const { founding } = useSovereign();
  const name = founding?.constitution.name ?? words.frame.product;
  useEffect(() => {
    document.title = `${name}: ${words.frame.book}`;
  }, [name, words]);
  const tabs = [
    { href: '/', label: words.frame.mayI },
    { href: '/rules', label: words.frame.rules },
    { href: '/votes', label: words.frame.votes },
    { href: '/money', label: words.frame.money },
    { href: '/numbers', label: words.frame.numbers },
    { href: '/log', label: words.frame.log },
  ];
  const door = (
    <Link href="/wallet" className="door">
      {words.frame.wallet}
    </Link>
  );
  return (
    <Shell tabs={tabs} label={words.frame.book} end={door}>
      <Suspense fallback={<Later />}>{pageAt(path)}</Suspense>
    </Shell>
  );
}

function pageAt(path: string): ReactElement {
  const [first = '', second] = path.split('/').slice(1).map(decodeURIComponent);
  if (first === '') return <BookHome />;
  if (first === 'rules') return second === undefined ? <RulesPage /> : <TextPage name={second} />;
  if (first === 'votes') return second === undefined ? <VotesPage /> : <ProposalPage id={second} />;
  if (first === 'money') return <MoneyPage />;
  if (first === 'numbers') return <NumbersPage />;
  if (first === 'constitution') return <ConstitutionPage />;
  if (first === 'log') return <LogPage />;
  return <Nowhere />;
}

function Later(): ReactElement {
  return (
    <div className="page">
      <Waiting />
    </div>
  );
}

function Nowhere(): ReactElement {
  const { words } = useLanguage();
  return (
    <div className="page page-narrow stack">
      <h1>{words.frame.nowhere}</h1>
      <p>{words.frame.nowhereMeans}</p>
      <Link href="/">{words.frame.home}</Link>
    </div>
  );
}
