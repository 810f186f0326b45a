import { Button } from '@mantine/core';
import type { ClaimView, Failure, HoldView } from '@tallystick/wallet';
import { type ReactElement, useState } from 'react';
import { nameOf } from '../name-of.ts';
import { CopyText } from '../copy-text.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { PendingNotice } from '../pending-notice.tsx';
import { useOpenWallet } from '../wallet-state.tsx';
import { GiveWord } from './give-word.tsx';
import { claimText, readWhen, waitingFor } from './claim-text.ts';
import { lackText } from './lack-text.ts';
import { isAnswer } from './swap/offer.ts';
import { SwapLines } from './swap/swap-lines.tsx';

/** One amount that waits: whose, who can take it when, what is missing, and what this wallet can do. */
export function HoldCard({
  hold,
  holds,
  changed,
}: {
  hold: HoldView;
  /** All that this wallet knows: a word can be about several. */
  holds: readonly HoldView[];
  changed: () => Promise<void>;
}): ReactElement {
  const { words, amount } = useWalletLanguage();
  const say = words.wallet.waiting;
  const { status, isOwn, from, handle, currency, claims, proven, swap } = hold;
  const isSwap = swap !== null || isAnswer(hold, holds);
  const name = isOwn ? say.you : nameOf(handle, from);
  return (
    <article className="card" data-hold={hold.hold}>
      <div className="spread">
        <strong className="figures">
          {amount(hold.amount)} {currency}
        </strong>
        <span className={`mark ${status === 'gone' ? '' : 'mark-waiting'}`}>
          {say.statuses[status]}
        </span>
      </div>
      <span className="faded small wrap-anywhere">{say.by(name)}</span>
      {!proven && status === 'open' && <p className="small callout">{say.unproven}</p>}
      {claims.map((claim) => (
        <ClaimLines key={claim.claim} hold={hold} holds={holds} claim={claim} changed={changed} />
      ))}
      {swap !== null && <SwapLines hold={hold} holds={holds} changed={changed} />}
      {status === 'open' && proven && !isSwap && claims.some(({ when }) => when !== null) && (
        <Terms hold={hold.hold} />
      )}
    </article>
  );
}

function ClaimLines({
  hold,
  holds,
  claim,
  changed,
}: {
  hold: HoldView;
  holds: readonly HoldView[];
  claim: ClaimView;
  changed: () => Promise<void>;
}): ReactElement {
  const language = useWalletLanguage();
  const say = language.words.wallet.waiting;
  const { to, handle, isMine, when, lacks, until, schedule } = claim;
  const who = handle === null && to === null ? null : nameOf(handle, to ?? '');
  const isOpen = hold.status === 'open';
  return (
    <div className="claim">
      <p>{claimText({ who, isMine, when, until, schedule }, say, language)}</p>
      {readWhen(when).kind === 'other' && (
        <code className="small wrap-anywhere" dir="ltr">
          {when}
        </code>
      )}
      {isOpen && lacks !== null && hold.swap === null && (
        <p className="faded small wrap-anywhere">{lackText(lacks, say, language)}</p>
      )}
      {isOpen && <Acts hold={hold} holds={holds} claim={claim} changed={changed} />}
    </div>
  );
}

/** What this wallet can do about a claim now. */
function Acts({
  hold: shown,
  holds,
  claim,
  changed,
}: {
  hold: HoldView;
  holds: readonly HoldView[];
  claim: ClaimView;
  changed: () => Promise<void>;
}): ReactElement {
  const { words } = useWalletLanguage();
  const { view, call, refresh } = useOpenWallet();
  const { act: say } = words.wallet.waiting;
  const { part } = words.wallet.swap.card;
  const { hold, isOwn } = shown;
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [isPending, setPending] = useState(false);
  const { isMine, lacks, waitsForMe } = claim;
  const when = readWhen(claim.when);
  // One's own word alone opens one's own claim: no text has to be handed to anybody.
  const isSelfSigned = isMine && waitsForMe && when.kind === 'signed' && when.least === '1';
  const take = async (): Promise<void> => {
    setBusy(true);
    const outcome = await call('takeHold', hold, claim.claim, isSelfSigned);
    setFailure(outcome.ok ? null : outcome.failure);
    setPending(outcome.ok && outcome.value.status === 'pending');
    if (outcome.ok) {
      await refresh();
      await changed();
    }
    setBusy(false);
  };
  return (
    <>
      {failure !== null && <FailureNotice failure={failure} />}
      {isPending && <PendingNotice />}
      {isMine && isAnswer(shown, holds) && <p className="faded small">{part}</p>}
      {isMine && !isAnswer(shown, holds) && (lacks === null || isSelfSigned) && (
        <div>
          <Button size="sm" loading={isBusy} onClick={() => void take()}>
            {isOwn ? say.takeBack : say.take}
          </Button>
        </div>
      )}
      {waitsForMe && !isMine && (
        <GiveWord
          hold={shown}
          claim={claim}
          label={say.agree}
          means={say.agreeMeans}
          handOn={say.word}
          give={() => call('signClaim', hold, claim.claim)}
        />
      )}
      {when.kind === 'says' && when.name === view.handle && (
        <GiveWord
          hold={shown}
          claim={claim}
          label={say.attest}
          means={say.attestMeans}
          handOn={say.word}
          statement={{ said: when.said, opens: waitingFor(holds, when.name, when.said) }}
          give={() => call('attest', when.said)}
        />
      )}
      {isOwn && shown.swap === null && when.kind === 'secret' && (
        <GiveWord
          hold={shown}
          claim={claim}
          label={say.reveal}
          means={say.revealMeans}
          handOn={say.revealMeans}
          give={() => call('revealSecret', when.hash)}
        />
      )}
    </>
  );
}

/** The proven terms, for whoever is to agree or to take. */
function Terms({ hold }: { hold: string }): ReactElement {
  const { words } = useWalletLanguage();
  const { call } = useOpenWallet();
  const { act: say } = words.wallet.waiting;
  const [terms, setTerms] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const show = async (): Promise<void> => {
    const outcome = await call('holdTerms', hold);
    setFailure(outcome.ok ? null : outcome.failure);
    if (outcome.ok) setTerms(outcome.value);
  };
  if (terms !== null) return <CopyText label={say.termsMeans} text={terms} />;
  return (
    <>
      {failure !== null && <FailureNotice failure={failure} />}
      <div>
        <Button size="sm" variant="subtle" onClick={() => void show()}>
          {say.terms}
        </Button>
      </div>
    </>
  );
}
