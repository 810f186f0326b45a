import type { ReactElement } from 'react';
import { Link } from '../frame/route.tsx';
import { useWalletLanguage } from './language.tsx';
import { WALLET_PAGES } from './wallet-pages.tsx';

/** What a wallet does besides paying and being paid, each with a word about what for. */
export function MorePage(): ReactElement {
  const { words } = useWalletLanguage();
  return (
    <section className="stack">
      <h1>{words.wallet.more.title}</h1>
      {WALLET_PAGES.filter(({ place }) => place === 'more').map(({ path, name, about }) => (
        <Link key={path} href={path} className="card">
          <strong>{name(words.wallet)}</strong>
          {about !== undefined && <span className="faded">{about(words.wallet)}</span>}
        </Link>
      ))}
    </section>
  );
}
