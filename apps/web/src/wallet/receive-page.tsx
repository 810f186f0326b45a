import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { HistoryEntry } from '@tallystick/wallet';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { PageHead } from '../frame/page-head.tsx';
import { useWalletLanguage } from './language.tsx';
import { readAmount } from '../frame/read-amount.ts';
import { ClockSign, TickSign } from '../frame/signs.tsx';
import { CopyButton } from './copy-text.tsx';
import { arrivedSince, arrivedUntilNow, isLess } from './arrivals.ts';
import { EntryRow } from './entry-row.tsx';
import { Face } from './face.tsx';
import { QrCode } from './qr-code.tsx';
import { useOpenWallet } from './wallet-state.tsx';

/** How others pay this wallet: its handle, a code, a link; with an amount where one is asked for. */
export function ReceivePage(): ReactElement {
  const { words } = useWalletLanguage();
  const { view, history, call } = useOpenWallet();
  const say = words.wallet.receipt;
  const [asked, setAsked] = useState({
    amount: '',
    currency: view.currencies[0]?.code ?? '',
    memo: '',
  });
  const [uri, setUri] = useState<string | null>(null);
  // What came before this page, before a change of what is asked for, or before `Next` is no more shown. With a
  // code that stays as it is, all that came since is: payment by payment, never as one sum.
  const [before, setBefore] = useState(() => arrivedUntilNow(history));
  const ask = (change: Partial<typeof asked>): void => {
    setAsked({ ...asked, ...change });
    setBefore(arrivedUntilNow(history));
  };
  const currency = view.currencies.find(({ code }) => code === asked.currency);
  const read = readAmount(asked.amount, currency?.decimals ?? 0);
  const mistake =
    read.ok || read.why === 'empty' ? null : words.amounts[read.why](currency?.decimals ?? 0);
  const decimal = read.ok ? read.decimal : undefined;
  const memo = asked.memo === '' ? undefined : asked.memo;
  useEffect(() => {
    let isCurrent = true;
    const code = decimal === undefined ? undefined : asked.currency;
    void call('request', decimal, code, memo).then((outcome) => {
      if (isCurrent) setUri(outcome.ok ? outcome.value : null);
      return outcome;
    });
    return () => {
      isCurrent = false;
      // A code for another amount than is typed here must not be read by anybody.
      setUri(null);
    };
  }, [decimal, asked.currency, memo]);
  const arrived = arrivedSince(before, history);
  const wanted = decimal === undefined ? null : { amount: decimal, currency: asked.currency };
  return (
    <>
      <PageHead title={say.title} lead={say.lead} />
      {arrived.length > 0 && <Arrived entries={arrived} wanted={wanted} next={() => ask({})} />}
      <section className="card card-raised receive">
        <div className="person">
          <Face of={view.address} name={view.handle} />
          <div>
            <span className="faded small">{view.handle === null ? say.address : say.handle}</span>
            <p className="person-name">
              <bdi>{view.handle === null ? '' : `@${view.handle}`}</bdi>
            </p>
          </div>
        </div>
        {uri !== null && <QrCode text={uri} label={say.code} />}
        <CopyLink uri={uri} />
        <details>
          <summary className="small">{say.address}</summary>
          <code className="small wrap-anywhere">{view.address}</code>
        </details>
      </section>
      <section className="stack">
        <div className="amount-row">
          <TextInput
            label={say.amount}
            inputMode="decimal"
            autoComplete="off"
            value={asked.amount}
            error={mistake}
            onChange={(event) => ask({ amount: event.currentTarget.value })}
          />
          <NativeSelect
            label={words.wallet.payment.currency}
            data={view.currencies.map(({ code }) => code)}
            value={asked.currency}
            onChange={(event) => ask({ currency: event.currentTarget.value })}
          />
        </div>
        <TextInput
          label={say.memo}
          maxLength={80}
          value={asked.memo}
          onChange={(event) => ask({ memo: event.currentTarget.value })}
        />
        <p className="faded small">{say.waiting}</p>
      </section>
    </>
  );
}

type Wanted = Parameters<typeof isLess>[1] | null;

/** What has come in since it was asked for, each payment by itself, the newest first; and a way to begin anew. */
function Arrived({
  entries,
  wanted,
  next,
}: {
  entries: readonly HistoryEntry[];
  wanted: Wanted;
  next: () => void;
}): ReactElement {
  const { words } = useWalletLanguage();
  const place = useRef<HTMLDivElement | null>(null);
  // Whoever has scrolled down to the code, or to what was asked for, sees it all the same.
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), [entries.length]);
  return (
    <div ref={place} className="stack" role="status">
      {entries.map((entry) => (
        <OneArrived key={`${entry.id} ${entry.line ?? 0}`} entry={entry} wanted={wanted} />
      ))}
      <Button variant="light" onClick={next}>
        {words.wallet.receipt.next}
      </Button>
    </div>
  );
}

/** One payment, from whom; and whether it alone is less than was asked for. */
function OneArrived({ entry, wanted }: { entry: HistoryEntry; wanted: Wanted }): ReactElement {
  const { words, amount } = useWalletLanguage();
  const say = words.wallet.receipt;
  const isShort = wanted !== null && isLess(entry, wanted);
  const tone = isShort ? 'waiting' : 'good';
  const got = entry.amount === undefined ? '' : `${amount(entry.amount)} ${entry.currency ?? ''}`;
  return (
    <div className={`callout callout-${tone} stack-tight`}>
      <strong className={`verdict may-word-${tone}`}>
        {isShort ? <ClockSign /> : <TickSign />} {say.received(got)}
      </strong>
      {isShort && <p>{say.less(`${amount(wanted.amount)} ${wanted.currency}`)}</p>}
      <ul className="rows">
        <EntryRow entry={entry} />
      </ul>
    </div>
  );
}

/** A link to this very sovereign's wallet. What it asks for stands behind `#`, which no server is sent. */
function CopyLink({ uri }: { uri: string | null }): ReactElement | null {
  const { words } = useWalletLanguage();
  if (uri === null) return null;
  const link = `${location.origin}/wallet/pay#${encodeURIComponent(uri)}`;
  return <CopyButton label={words.wallet.receipt.copyLink} text={() => link} />;
}
