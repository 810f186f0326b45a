import { Button } from '@mantine/core';
import type { Failure, Payment } from '@tallystick/wallet';
import { type ReactElement, Suspense, lazy, useEffect, useState } from 'react';
import { ConditionList } from '../book/condition-list.tsx';
import { useWalletLanguage } from './language.tsx';
import { Link, navigate } from '../frame/route.tsx';
import { ClockSign, CrossSign, TickSign } from '../frame/signs.tsx';
import { Waiting } from '../frame/states.tsx';
import type { IdentityShown, MayShown } from '../sovereign/answers.ts';
import { validRecord } from '../sovereign/valid-record.ts';
import { becameOf, toldOf } from './became-of.ts';
import { FailureNotice } from './failure-notice.tsx';
import { LookCard } from './look-card.tsx';
import { type Draft, payRequestOf } from './draft.ts';
import { useOpenWallet } from './wallet-state.tsx';

/** Loaded when rules stop a payment. */
const WhyStopped = lazy(async () => ({
  default: (await import('./stopped/why-stopped.tsx')).WhyStopped,
}));

/** How often the sovereign is asked what became of a payment. */
const ASK_AGAIN_MS = 3000;

/** What is about to be paid, what the rules say of it, and, once it is paid, how final it is. */
export function LastLook({
  draft,
  change,
  again,
}: {
  draft: Draft;
  change: () => void;
  again: () => void;
}): ReactElement {
  const { words } = useWalletLanguage();
  const { view, standing, call, refresh } = useOpenWallet();
  const say = words.wallet.payment;
  const [isPaying, setPaying] = useState(false);
  const [payment, setPayment] = useState<Payment | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const isSelf = draft.payee.address === view.address;
  const isUnsafe = standing.problem?.kind === 'tampering';
  const pay = async (): Promise<void> => {
    setPaying(true);
    setFailure(null);
    // A page that is loaded anew does not offer a link once more that has been paid, or perhaps has.
    if (location.hash !== '') navigate(location.pathname, 'replace');
    const outcome = await call('pay', payRequestOf(draft));
    if (outcome.ok) setPayment(outcome.value);
    else setFailure(outcome.failure);
    setPaying(false);
    await refresh();
  };
  const stopped = failure === null ? null : decisionOf(failure);
  if (payment !== null) return <Outcome draft={draft} payment={payment} again={again} />;
  return (
    <>
      <h1>{say.lastLook}</h1>
      <Summary draft={draft} verb={say.youPay} />
      {isSelf && <p className="callout callout-waiting">{say.self}</p>}
      {!isSelf && stopped === null && <MayLine draft={draft} />}
      {failure !== null && <FailureNotice failure={failure} />}
      {stopped !== null && <Stopped decision={stopped} />}
      <div className="stack">
        {stopped === null && (
          <>
            <p className="faded small">{say.cannotUndo}</p>
            <Button
              size="md"
              loading={isPaying}
              disabled={isSelf || isUnsafe}
              onClick={() => void pay()}
            >
              {say.payNow}
            </Button>
          </>
        )}
        <Button size="md" variant="subtle" disabled={isPaying} onClick={change}>
          {say.back}
        </Button>
      </div>
    </>
  );
}

/** The receipt of a decision that came with a refusal; null where rules did not decide. */
function decisionOf({ data }: Failure): string | null {
  const { decision } = data;
  return typeof decision === 'string' ? decision : null;
}

/** What stopped it, and the way to what can be done. */
function Stopped({ decision }: { decision: string }): ReactElement {
  const { words } = useWalletLanguage();
  return (
    <Suspense fallback={<Waiting />}>
      <WhyStopped decision={decision} />
      <Link href={`/wallet/decisions/${decision}`} className="action action-first">
        {words.wallet.payment.whatNow}
      </Link>
    </Suspense>
  );
}

function Summary({ draft, verb }: { draft: Draft; verb: string }): ReactElement {
  const { payee, memo } = draft;
  return (
    <LookCard verb={verb} sum={draft} payee={payee}>
      {memo !== '' && <p className="wrap-anywhere">“{memo}”</p>}
    </LookCard>
  );
}

/** "May I?", asked by itself before every payment. */
function MayLine({ draft }: { draft: Draft }): ReactElement {
  const { words } = useWalletLanguage();
  const { view, call } = useOpenWallet();
  const say = words.wallet.payment;
  const [answer, setAnswer] = useState<MayShown | 'unknown' | null>(null);
  const { payee, amount, currency } = draft;
  useEffect(() => {
    let isCurrent = true;
    const look = async (): Promise<void> => {
      const own = await call('read', `/v1/identities/${view.address}`);
      const record = own.ok ? validRecord(own.value as IdentityShown, Date.now()) : undefined;
      const { country: from = '', tier = 0 } = record ?? {};
      const asked = { amount, currency, from, to: payee.country ?? '', tier: String(tier) };
      const query = new URLSearchParams(asked).toString();
      const may = await call('read', `/v1/rules/query?${query}`);
      if (isCurrent) setAnswer(may.ok ? (may.value as MayShown) : 'unknown');
    };
    void look();
    return () => {
      isCurrent = false;
    };
  }, [amount, currency, payee.address]);
  if (answer === null)
    return (
      <p className="faded" role="status">
        {say.asking}
      </p>
    );
  if (answer === 'unknown') return <p className="callout callout-waiting">{say.mayUnknown}</p>;
  if (answer.answer === 'yes') {
    return (
      <p className="verdict may-word-good" role="status">
        <TickSign /> {say.mayYes}
      </p>
    );
  }
  const rules = answer.rules.map(({ code, title }) => words.question.rule(code, title));
  return (
    <div className={`callout callout-${answer.answer === 'no' ? 'bad' : 'waiting'}`} role="status">
      <strong>{answer.answer === 'no' ? say.mayNo : say.mayIf}</strong>
      <ConditionList conditions={answer.conditions} withRules={false} />
      {rules.map((rule) => (
        <span key={rule} className="faded small">
          {rule}
        </span>
      ))}
    </div>
  );
}

function Outcome({
  draft,
  payment,
  again,
}: {
  draft: Draft;
  payment: Payment;
  again: () => void;
}): ReactElement {
  const { words, number } = useWalletLanguage();
  const { history, call, refresh } = useOpenWallet();
  const say = words.wallet.payment;
  // What was not final may have become so meanwhile, or have been refused.
  const { status, refusal, givenUp } = becameOf(payment, history);
  const isFinal = status === 'final';
  useEffect(() => {
    if (status !== 'pending') return undefined;
    const timer = setInterval(() => void call('sync').then(refresh), ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [status]);
  const told = toldOf(status, say);
  const tone = isFinal ? 'good' : status === 'pending' ? 'waiting' : 'bad';
  return (
    <>
      <div className={`callout callout-${tone} outcome`} role="status">
        <h1 className={`may-word may-word-${tone}`}>
          {tone === 'good' && <TickSign />}
          {tone === 'waiting' && <ClockSign />}
          {tone === 'bad' && <CrossSign />}
          {told.title}
        </h1>
        <p>{told.means}</p>
        {givenUp !== undefined && <p lang="en">{givenUp.reason}</p>}
      </div>
      {refusal !== undefined && (
        <FailureNotice failure={{ kind: 'refused', data: {}, ...refusal }} />
      )}
      <Summary draft={draft} verb={told.verb} />
      <details>
        <summary>{say.proof}</summary>
        <dl className="facts small">
          {payment.status === 'final' && (
            <>
              <dt>{say.index}</dt>
              <dd>{number(payment.certificate.index)}</dd>
            </>
          )}
          <dt>{say.id}</dt>
          <dd>
            <code className="wrap-anywhere">{payment.id}</code>
          </dd>
        </dl>
      </details>
      <Button size="md" variant="light" onClick={again}>
        {say.another}
      </Button>
    </>
  );
}
