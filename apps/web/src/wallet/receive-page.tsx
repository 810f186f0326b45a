import { NativeSelect, TextInput } from '@mantine/core';
import { type ReactElement, useEffect, useState } from 'react';
import { PageHead } from '../frame/page-head.tsx';
import { useWalletLanguage } from './language.tsx';
import { readAmount } from '../frame/read-amount.ts';
import { TickSign } from '../frame/signs.tsx';
import { CopyButton } from './copy-text.tsx';
import { arrivedSince } from './door-state.ts';
import { Face } from './face.tsx';
import { QrCode } from './qr-code.tsx';
import { useOpenWallet } from './wallet-state.tsx';

/** How others pay this wallet: its handle, a code, a link; with an amount where one is asked for. */
export function ReceivePage(): ReactElement {
  const { words, amount } = useWalletLanguage();
  const { view, received, call } = useOpenWallet();
  const say = words.wallet.receipt;
  const [asked, setAsked] = useState({
    amount: '',
    currency: view.currencies[0]?.code ?? '',
    memo: '',
  });
  const [uri, setUri] = useState<string | null>(null);
  // Whoever pays next is not shown what the one before has paid: only what came since this was asked for.
  const [before, setBefore] = useState(received);
  const ask = (change: Partial<typeof asked>): void => {
    setAsked({ ...asked, ...change });
    setBefore(received);
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
    };
  }, [decimal, asked.currency, memo]);
  const arrived = arrivedSince(before, received);
  const got = Object.entries(arrived).map(([code, sum]) => `${amount(sum)} ${code}`);
  return (
    <>
      <PageHead title={say.title} lead={say.lead} />
      {got.length > 0 && (
        <div className="callout callout-good" role="status">
          <strong className="verdict may-word-good">
            <TickSign /> {say.received(got.join(', '))}
          </strong>
        </div>
      )}
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

/** A link to this very sovereign's wallet. What it asks for stands behind `#`, which no server is sent. */
function CopyLink({ uri }: { uri: string | null }): ReactElement | null {
  const { words } = useWalletLanguage();
  if (uri === null) return null;
  const link = `${location.origin}/wallet/pay#${encodeURIComponent(uri)}`;
  return <CopyButton label={words.wallet.receipt.copyLink} text={() => link} />;
}
