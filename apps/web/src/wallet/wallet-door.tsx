import './wallet.css';
import '@mantine/core/styles/InlineInput.css';
import '@mantine/core/styles/Checkbox.css';
import '@mantine/core/styles/PasswordInput.css';
import '@mantine/core/styles/ActionIcon.css';
import { Button } from '@mantine/core';
import { type ReactElement, Suspense, useEffect } from 'react';
import { setInEnglish } from '../frame/language.tsx';
import { WalletLanguage, useWalletLanguage } from './language.tsx';
import { pageAt } from '../frame/page-at.ts';
import { Link } from '../frame/route.tsx';
import { Shell } from '../frame/shell.tsx';
import { Waiting } from '../frame/states.tsx';
import { whenIdle } from '../frame/when-idle.ts';
import { useSovereign } from '../sovereign/founding.tsx';
import { CreateWallet } from './create-wallet.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { EnrolThis } from './keys/enrol-this.tsx';
import { GoneWallet } from './keys/gone-wallet.tsx';
import { PlaceChooser } from './keys/place-chooser.tsx';
import { Notices } from './notices/notices.tsx';
import { OwnSovereign } from './own-sovereign.tsx';
import { TroubleNotice, Unreached } from './trouble-notice.tsx';
import { UnlockWallet } from './unlock-wallet.tsx';
import { WALLET_PAGES, loadEveryday } from './wallet-pages.tsx';
import { OpenWalletContext, type WalletDoorControl, useWalletDoor } from './wallet-state.tsx';

/** Its pages need no sovereign. */
const OFFLINE = '/wallet/offline';

/** The wallet's door: whoever has none makes one, whoever has one unlocks it. */
export function WalletDoor({ path }: { path: string }): ReactElement {
  return <WalletLanguage>{isSecureContext ? <Door path={path} /> : <Unsafe />}</WalletLanguage>;
}

/** Without a secure context a browser has no storage for keys, no locks and no way to sign. */
function Unsafe(): ReactElement {
  const { words } = useWalletLanguage();
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
  const { words } = useWalletLanguage();
  const { founding } = useSovereign();
  const control = useWalletDoor();
  const { door } = control.state;
  const name = founding?.constitution.name ?? words.frame.product;
  useEffect(() => {
    document.title = `${name}: ${words.wallet.title}`;
  }, [name, words]);
  useEffect(() => whenIdle(() => void loadEveryday().catch(() => undefined)), []);
  const isOpen = door.kind === 'open';
  const tabs = WALLET_PAGES.filter(({ place }) => place === 'tab').map(
    ({ path: href, name: of, Sign }) => ({
      href,
      label: of(words.wallet),
      sign: Sign && <Sign />,
    }),
  );
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
    <Shell tabs={isOpen ? tabs : []} label={words.wallet.title} end={end} isInReach>
      <div className="page page-narrow stack-wide">
        <Behind control={control} path={path} />
      </div>
    </Shell>
  );
}

function Behind({ control, path }: { control: WalletDoorControl; path: string }): ReactElement {
  const { words, tag } = useWalletLanguage();
  const { door, tabs } = control.state;
  if (door.kind === 'starting') return <Waiting />;
  if (door.kind === 'none') return <CreateWallet control={control} />;
  if (door.kind === 'gone') return <GoneWallet control={control} marker={door.marker} />;
  if (door.kind === 'joining') return <EnrolThis control={control} request={door.request} />;
  if (door.kind === 'locked') return <UnlockWallet control={control} closed={door.closed} />;
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
  const { snapshot } = door;
  const { isReached } = snapshot.standing;
  const call = control.process().callOf(snapshot.name);
  const { refresh, lock, opened: show } = control;
  const { Page, place } = pageAt(WALLET_PAGES, path);
  return (
    <OpenWalletContext value={{ ...snapshot, isReached, tabs, call, refresh, lock, show }}>
      <PlaceChooser />
      <TroubleNotice />
      {!isReached && !path.startsWith(OFFLINE) && <Unreached />}
      <OwnSovereign>
        <Notices key={`of ${snapshot.view.address}`} />
        <div className="stack-wide" {...(place === 'more' ? setInEnglish(tag) : {})}>
          <Suspense fallback={<Waiting />}>
            <Page key={snapshot.view.address} />
          </Suspense>
        </div>
      </OwnSovereign>
    </OpenWalletContext>
  );
}
