import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { LANGUAGES } from '../../frame/language.tsx';
import { Link } from '../../frame/route.tsx';
import { nameOf } from '../name-of.ts';
import { keepLocking } from '../keys/locking.ts';
import { useWalletLanguage } from '../language.tsx';
import { useCall } from '../use-call.ts';
import { Archive } from './archive.tsx';
import { SeenCompared } from './seen-compared.tsx';
import { standingOf } from './standing.ts';
import type { Taken, TakenWallet } from './taken-file.ts';

const GROUP = /.{8}/g;

/** What a file says, wallet by wallet: beside what this browser knows, and never as part of it. */
export function TakenShown({ taken }: { taken: Taken }): ReactElement {
  const { words, moment } = useWalletLanguage();
  const say = words.wallet.takeAlong.found;
  return (
    <>
      <p role="status">{say.made(moment(taken.madeAt))}</p>
      {taken.wallets.length === 0 && <p className="faded">{say.none}</p>}
      {taken.wallets.map((wallet, i) => (
        <WalletShown key={`${taken.madeAt} ${i}`} wallet={wallet} />
      ))}
      <Settings settings={taken.settings} />
    </>
  );
}

function WalletShown({ wallet }: { wallet: TakenWallet }): ReactElement {
  const { words, amount, number } = useWalletLanguage();
  const say = words.wallet.takeAlong.found;
  const { sovereign, handle, address, currencies, certificates, history } = wallet;
  const who = nameOf(handle, address);
  return (
    <section className="card stack">
      <h2 className="wrap-anywhere">{say.of(who, sovereign.name)}</h2>
      <dl className="facts">
        <dt>{say.address}</dt>
        <dd className="wrap-anywhere">{sovereign.url}</dd>
        <dt>{say.fingerprint}</dt>
        <dd>
          <code className="small">{(sovereign.id.match(GROUP) ?? []).join(' ')}</code>
        </dd>
        <dt>{say.balances}</dt>
        <dd className="figures wrap-anywhere">
          {currencies.map(({ code, balance }) => `${amount(balance)} ${code}`).join(', ')}
        </dd>
        <dt>{say.proofs}</dt>
        <dd>{number(certificates.length)}</dd>
      </dl>
      <Standing sovereign={sovereign} />
      <SeenCompared sovereign={sovereign.id} checkpoints={wallet.checkpoints} />
      <Archive history={history} />
    </section>
  );
}

/** Whether this browser knows that sovereign, by its fingerprint; and the way to look at it where it does not. */
function Standing({ sovereign }: Pick<TakenWallet, 'sovereign'>): ReactElement | null {
  const { words } = useWalletLanguage();
  const say = words.wallet.takeAlong.found;
  const { value: places } = useCall('places');
  if (places === null) return null;
  const known = places.flatMap(({ snapshot }) => snapshot?.view.sovereign ?? []);
  const standing = standingOf(sovereign, known);
  const { url, id } = sovereign;
  if (standing === 'other') {
    return (
      <p className="callout callout-bad" role="alert">
        {say.pins.other}
      </p>
    );
  }
  return (
    <p>
      {say.pins[standing]}{' '}
      {standing === 'none' && (
        <Link href={`/wallet/sovereigns?at=${encodeURIComponent(url)}&pin=${id}`}>{say.join}</Link>
      )}
    </p>
  );
}

function Settings({ settings: { locking, language } }: Pick<Taken, 'settings'>): ReactElement {
  const { words, choose } = useWalletLanguage();
  const say = words.wallet.takeAlong.found;
  const { minutes } = words.wallet.keys.settings;
  const [isTaken, setTaken] = useState(false);
  const take = (): void => {
    keepLocking(locking);
    choose(language);
    setTaken(true);
  };
  return (
    <section className="stack" aria-labelledby="settings-found">
      <h2 id="settings-found">{say.settings}</h2>
      <p>
        {say.locks(minutes(locking.minutes))}
        {locking.isWhenHidden && ` ${say.locksHidden}`} · {LANGUAGES[language].name}
      </p>
      <div>
        <Button variant="light" onClick={take}>
          {say.take}
        </Button>
      </div>
      <p role="status">{isTaken ? say.taken : ''}</p>
    </section>
  );
}
