import type { ReactElement } from 'react';
import { Link } from '../../frame/route.tsx';
import { useWalletLanguage } from '../language.tsx';
import { Checks } from './checks.tsx';
import { LockingChoice } from './locking-choice.tsx';
import { StoredHere } from './stored-here.tsx';
import { ThesePages } from './these-pages.tsx';
import { Ways } from './ways.tsx';

/** How the wallet is opened and locked, what of it is stored here, and whether all of it is in order. */
export function SettingsPage(): ReactElement {
  const { words } = useWalletLanguage();
  const { takeAlong } = words.wallet;
  return (
    <>
      <h1>{words.wallet.keys.settings.title}</h1>
      <Ways />
      <LockingChoice />
      <StoredHere />
      <Link href="/wallet/take-along" className="card">
        <strong>{takeAlong.title}</strong>
        <span className="faded">{takeAlong.about}</span>
      </Link>
      <Checks />
      <ThesePages />
    </>
  );
}
