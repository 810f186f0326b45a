import './access.css';
import { type ReactElement, useState } from 'react';
import { PageHead } from '../../frame/page-head.tsx';
import { Link } from '../../frame/route.tsx';
import { useSovereign } from '../../sovereign/founding.tsx';
import { QrCode } from '../../wallet/qr-code.tsx';
import { useConsoleLanguage } from '../language.tsx';
import { AddPasskey } from './add-passkey.tsx';

/** For whoever has just founded this sovereign: a way back in, and what to do next. */
export function WelcomePage(): ReactElement {
  const { words } = useConsoleLanguage();
  const { founding } = useSovereign();
  const say = words.console.access.welcome;
  const [step, setStep] = useState<'asked' | 'added' | 'skipped'>('asked');
  const { name, governance } = founding?.constitution ?? {};
  return (
    <section className="stack-wide">
      <PageHead title={say.title(name ?? words.frame.product)} lead={say.lead} />
      <section className="card card-raised">
        <h2>{say.passkeyTitle}</h2>
        {step === 'asked' && (
          <>
            <p>{say.passkeyText}</p>
            <AddPasskey added={() => setStep('added')}>
              <button type="button" className="plain-button" onClick={() => setStep('skipped')}>
                {say.skip}
              </button>
            </AddPasskey>
          </>
        )}
        {step === 'added' && <p role="status">{words.console.access.added}</p>}
        {step === 'skipped' && <p role="status">{say.skipped}</p>}
      </section>
      <section className="stack">
        <h2>{say.next}</h2>
        <div className="columns">
          <Link href="/console/money" className="card">
            <strong>{say.money}</strong>
            <p className="faded">{say.moneyText}</p>
          </Link>
          {governance !== null && (
            <Link href="/console/rules" className="card">
              <strong>{say.rules}</strong>
              <p className="faded">{say.rulesText}</p>
            </Link>
          )}
        </div>
        <Invitation />
      </section>
      <p>
        <Link href="/console" className="door">
          {say.console}
        </Link>
      </p>
    </section>
  );
}

function Invitation(): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.access.welcome;
  const address = `${location.origin}/wallet`;
  const isHere = ['localhost', '127.0.0.1'].includes(location.hostname);
  return (
    <section className="card invite-people">
      <div className="stack">
        <strong>{say.people}</strong>
        <p className="faded">{say.peopleText}</p>
        <a href={address} className="wrap-anywhere">
          {address}
        </a>
        {isHere && <p className="small faded">{say.peopleHere}</p>}
      </div>
      {/* Another device would look for this address at itself. */}
      {!isHere && <QrCode text={address} label={say.peopleCode} />}
    </section>
  );
}
