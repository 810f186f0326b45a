import './wallet.css';
import '@mantine/core/styles/InlineInput.css';
import '@mantine/core/styles/Checkbox.css';
import '@mantine/core/styles/PasswordInput.css';
import '@mantine/core/styles/ActionIcon.css';
import { Button } from '@mantine/core';
import { type ReactElement, useEffect } from 'react';
import { useLanguage } from '../frame/language.tsx';
import { Link } from '../frame/route.tsx';
import { Shell } from '../frame/shell.tsx';
import { Waiting } from '../frame/states.tsx';
import { useSovereign } from '../sovereign/founding.tsx';
import { CreateWallet } from './create-wallet.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { HistoryPage } from './history-page.tsx';
import { MoneyHome } from './money-home.tsx';
import { PayPage } from './pay-page.tsx';
import { ReceivePage } from './receive-page.tsx';
import { UnlockWallet } from './unlock-wallet.tsx';
import { OpenWalletContext, type WalletDoorControl, useWalletDoor } from './wallet-state.tsx';

/** The wallet's door: whoever has none makes one, whoever has one unlocks it. */
export function WalletDoor({ path }: { path: string }): ReactElement {
  return isSecureContext ? <Door path={path} /> : <Unsafe />;
}

/** Without a secure context a browser has no storage for keys, no locks and no way to sign. */
function Unsafe(): ReactElement {
  const { words } = useLanguage();
  return (
    <Shell tabs={[{ href: '/', label: words.wallet.book }]} label={words.wallet.title}>
      <div className="page page-narrow stack">
        <h1>{words.wallet.unsafe.title}</h1>
        <p>{words.wallet.unsafe.text}</p>
      </div>
    </Shell>
  );
}

function Door({ path }: { path: string }): ReactElement {
  const { words } = useLanguage();
  const { founding } = useSovereign();
  const control = useWalletDoor();
  const { door } = control.state;
  const name = founding?.constitution.name ?? words.frame.product;
  useEffect(() => {
    document.title = `${name}: ${words.wallet.title}`;
  }, [name, words]);
  const isOpen = door.kind === 'open';
  const tabs = [
    { href: '/wallet', label: words.wallet.money },
    { href: '/wallet/pay', label: words.wallet.pay },
    { href: '/wallet/receive', label: words.wallet.receive },
    { href: '/wallet/history', label: words.wallet.history },
  ];
  const end = (
    <>
      {isOpen && (
        <button type="button" className="plain-button" onClick={control.lock}>
          {words.wallet.lock}
        </button>
      )}
      <Link href="/" className="door">
        {words.wallet.book}
      </Link>
    </>
  );
  return (
    <Shell tabs={isOpen ? tabs : []} label={words.wallet.title} end={end}>
      <div className="page page-narrow stack-wide">
        <Behind control={control} path={path} />
      </div>
    </Shell>
  );
}

function Behind({ control, path }: { control: WalletDoorControl; path: string }): ReactElement {
  const { words } = useLanguage();
  const { door, isReached, received } = control.state;
  if (door.kind === 'starting') return <Waiting />;
  if (door.kind === 'none') return <CreateWallet control={control} />;
  if (door.kind === 'locked') return <UnlockWallet control={control} />;
  if (door.kind === 'busy') {
    return (
      <section className="stack">
        <h1>{words.wallet.busy.title}</h1>
        <p>{words.wallet.busy.text}</p>
        <div>
          <Button onClick={control.look}>{words.states.again}</Button>
        </div>
      </section>
    );
  }
  if (door.kind === 'failed') {
    return (
      <section className="stack">
        <h1>{words.wallet.title}</h1>
        <FailureNotice failure={door.failure} />
        <div>
          <Button onClick={control.look}>{words.states.again}</Button>
        </div>
      </section>
    );
  }
  const { call } = control.process();
  const { refresh, lock } = control;
  return (
    <OpenWalletContext value={{ ...door.snapshot, isReached, received, call, refresh, lock }}>
      {pageAt(path)}
    </OpenWalletContext>
  );
}

function pageAt(path: string): ReactElement {
  if (path === '/wallet/pay') return <PayPage />;
  if (path === '/wallet/receive') return <ReceivePage />;
  if (path === '/wallet/history') return <HistoryPage />;
  return <MoneyHome />;
}
