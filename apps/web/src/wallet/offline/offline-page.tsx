import './offline.css';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import { decimalsOf } from '../decimals-of.ts';
import { PageHead } from '../../frame/page-head.tsx';
import { readAmount } from '../../frame/read-amount.ts';
import { Link } from '../../frame/route.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useCall } from '../use-call.ts';
import { useOpenWallet } from '../wallet-state.tsx';
import type { ExchangeRole } from './exchange-messages.ts';
import { Meeting } from './meeting.tsx';
import { StepPicture } from './step-picture.tsx';

type Chosen = 'receive' | 'compare' | null;

/** Pays, is paid, and compares, with nobody between the two devices. */
export function OfflinePage(): ReactElement {
  const [role, setRole] = useState<ExchangeRole | null>(null);
  const [chosen, setChosen] = useState<Chosen>(null);
  const leave = (): void => {
    setRole(null);
    setChosen(null);
  };
  if (role !== null) return <Meeting role={role} leave={leave} />;
  if (chosen === 'receive') return <AskFor begin={setRole} leave={leave} />;
  if (chosen === 'compare') return <Compare begin={setRole} leave={leave} />;
  return <Choose pay={() => setRole({ kind: 'pay' })} choose={setChosen} />;
}

function Choose({
  pay,
  choose,
}: {
  pay: () => void;
  choose: (chosen: Chosen) => void;
}): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.offline;
  return (
    <>
      <header className="stack">
        <h1>{say.title}</h1>
        <p className="lead">{say.lead}</p>
        <Ready />
      </header>
      <ol className="steps">
        {say.steps.map((step, at) => (
          <li key={step}>
            <StepPicture step={at} />
            <span className="small">{step}</span>
          </li>
        ))}
      </ol>
      <div className="choices">
        <button type="button" className="action action-first" onClick={pay}>
          {say.pay}
        </button>
        <button type="button" className="action" onClick={() => choose('receive')}>
          {say.receive}
        </button>
        <button type="button" className="action" onClick={() => choose('compare')}>
          {say.compare}
        </button>
      </div>
      <nav className="stack" aria-label={say.title}>
        <Link href="/wallet/set-aside" className="card">
          <strong>{words.wallet.setAside.title}</strong>
          <span className="faded">{words.wallet.setAside.about}</span>
        </Link>
        <Link href="/wallet/exposure" className="card">
          <strong>{words.wallet.exposure.title}</strong>
          <span className="faded">{words.wallet.exposure.about}</span>
        </Link>
      </nav>
    </>
  );
}

/** Until when this wallet can pay and be paid without a network. */
function Ready(): ReactElement | null {
  const { words, moment } = useWalletLanguage();
  const say = words.wallet.offline;
  const { value, failure } = useCall('offline');
  if (failure !== null) return <FailureNotice failure={failure} />;
  if (value === null) return null;
  const { readyUntil } = value;
  if (readyUntil === null) return <p className="callout callout-waiting">{say.notReady}</p>;
  if (readyUntil < Date.now()) {
    return <p className="callout callout-waiting">{say.over(moment(readyUntil))}</p>;
  }
  return <p className="callout callout-good">{say.ready(moment(readyUntil))}</p>;
}

interface Begins {
  readonly begin: (role: ExchangeRole) => void;
  readonly leave: () => void;
}

function AskFor({ begin, leave }: Begins): ReactElement {
  const { words } = useWalletLanguage();
  const { view } = useOpenWallet();
  const say = words.wallet.offline;
  const [asked, setAsked] = useState({
    amount: '',
    currency: view.currencies[0]?.code ?? '',
    memo: '',
  });
  const [mistake, setMistake] = useState<string | null>(null);
  const decimals = decimalsOf(view, asked.currency);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const read = readAmount(asked.amount, decimals);
    setMistake(read.ok ? null : words.amounts[read.why](decimals));
    if (read.ok) begin({ kind: 'receive', ...asked, amount: read.decimal });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <h1>{say.receive}</h1>
      <div className="amount-row">
        <TextInput
          label={say.amount}
          inputMode="decimal"
          autoComplete="off"
          value={asked.amount}
          error={mistake}
          onChange={(event) => setAsked({ ...asked, amount: event.currentTarget.value })}
        />
        <NativeSelect
          label={words.wallet.payment.currency}
          data={view.currencies.map(({ code }) => code)}
          value={asked.currency}
          onChange={(event) => setAsked({ ...asked, currency: event.currentTarget.value })}
        />
      </div>
      <TextInput
        label={say.memo}
        maxLength={80}
        autoComplete="off"
        value={asked.memo}
        onChange={(event) => setAsked({ ...asked, memo: event.currentTarget.value })}
      />
      <Button type="submit" size="md">
        {say.ask}
      </Button>
      <Button size="md" variant="subtle" onClick={leave}>
        {say.stop}
      </Button>
    </form>
  );
}

function Compare({ begin, leave }: Begins): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.offline;
  return (
    <>
      <PageHead title={say.compare} lead={say.compareMeans} />
      <div className="choices">
        <button
          type="button"
          className="action action-first"
          onClick={() => begin({ kind: 'compare', turn: 'first' })}
        >
          {say.compareFirst}
        </button>
        <button
          type="button"
          className="action"
          onClick={() => begin({ kind: 'compare', turn: 'second' })}
        >
          {say.compareSecond}
        </button>
      </div>
      <Button size="md" variant="subtle" onClick={leave}>
        {say.stop}
      </Button>
    </>
  );
}
