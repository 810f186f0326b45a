import { Button } from '@mantine/core';
import type { Acceptance } from '@tallystick/wallet';
import { type ReactElement, useState } from 'react';
import { CameraView } from '../camera/camera-view.tsx';
import { MovingCode } from '../camera/moving-code.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { ClockSign, CrossSign, TickSign } from '../../frame/signs.tsx';
import type { ExchangeRole } from './exchange-messages.ts';
import { OtherWays } from './other-ways.tsx';
import { Party } from './party.tsx';
import { TONES, type Standing, standingOf } from './standing.ts';
import { type Exchange, useExchange } from './use-exchange.ts';
import { BelieveWord, GiveWord } from './word-not-to-claim.tsx';

/** Two devices that face each other: each shows codes and reads the other's, until both know. */
export function Meeting({ role, leave }: { role: ExchangeRole; leave: () => void }): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.offline;
  const exchange = useExchange(role);
  const { eye, over, seen, askedWord, voidable, word } = exchange;
  const [isWordLooked, setWordLooked] = useState(false);
  const standing = standingOf(role.kind, exchange);
  const isGiving = isWordLooked && standing === 'not-accepted';
  const isAsked = standing === 'asked' || standing === 'word-asked' || isGiving;
  const showing = standing === 'word-given' ? word : exchange.showing;
  const isOver = over !== null || standing === 'word-given';
  // A payee's last message is its receipt, a comparer's what the other still waits for: shown until its owner is done.
  const isShown = showing !== null && !isAsked && (over === null || standingShows(standing));
  // Whoever shows a word has nothing to read: the payer reads it once, and it is over.
  const isLooking = !isOver && !isAsked;
  const isSmall = isShown ? 'aim' : 'aim aim-large';
  return (
    <section className="stack" data-standing={standing}>
      {!isGiving && <Head standing={standing} role={role} exchange={exchange} />}
      {standing === 'asked' && <Asked exchange={exchange} />}
      {standing === 'word-asked' && askedWord !== null && (
        <BelieveWord word={askedWord} answer={exchange.confirm} />
      )}
      {isShown && eye !== null && <MovingCode eye={eye} message={showing} label={say.code} />}
      {isLooking && eye !== null && (
        <div className={isSmall}>
          <CameraView eye={eye} facing="user" seen={seen} />
          <Progress exchange={exchange} />
        </div>
      )}
      {!isGiving && <Meaning standing={standing} exchange={exchange} />}
      {standing === 'not-accepted' && voidable !== null && (
        <GiveWord handover={voidable} looks={setWordLooked} gave={exchange.gaveWord} />
      )}
      {(isLooking || isShown) && eye !== null && (
        <OtherWays eye={eye} showing={showing} seen={seen} />
      )}
      {!isAsked && (
        <Button variant={isOver ? 'filled' : 'subtle'} size="md" onClick={leave}>
          {isOver ? say.done : say.stop}
        </Button>
      )}
    </section>
  );
}

function standingShows(standing: Standing): boolean {
  return ['accepted-tab', 'accepted-cheque', 'word-given', 'agreed', 'forked'].includes(standing);
}

/** Beside these another amount would be misread: a card says which one it is. */
const OF_ANOTHER_SUM: readonly Standing[] = ['asked', 'word-asked', 'word-given'];

/** Where it stands, how much, and with whom: as short as it is, so that the code below it is in sight. */
function Head({
  standing,
  role,
  exchange,
}: {
  standing: Standing;
  role: ExchangeRole;
  exchange: Exchange;
}): ReactElement {
  const { words, amount } = useWalletLanguage();
  const tone = TONES[standing];
  const Sign = tone === 'good' ? TickSign : tone === 'bad' ? CrossSign : ClockSign;
  const acceptance = acceptedOf(exchange);
  const settled = settledOf(exchange);
  const { handed } = exchange;
  const sum = acceptance ?? settled ?? handed ?? (role.kind === 'receive' ? role : null);
  const other = acceptance?.from ?? settled?.to ?? handed?.to ?? null;
  return (
    <div className={tone === null ? 'stack-tight' : `callout callout-${tone} head`} role="status">
      <h1 className={tone === null ? 'head-title' : `head-title may-word-${tone}`}>
        {tone !== null && <Sign />}
        {words.wallet.offline.standings[standing].title}
      </h1>
      {sum !== null && !OF_ANOTHER_SUM.includes(standing) && (
        <p className="large-amount">
          {amount(sum.amount)}
          <small>{sum.currency}</small>
        </p>
      )}
      {other !== null && <Party address={other} />}
    </div>
  );
}

/** What that means: what is promised, what can be lost, and what to do next. */
function Meaning({ standing, exchange }: { standing: Standing; exchange: Exchange }): ReactElement {
  const { words, moment } = useWalletLanguage();
  const say = words.wallet.offline;
  const acceptance = acceptedOf(exchange);
  const { over, notAccepted } = exchange;
  const code = notAccepted?.code ?? refusedCode(exchange);
  return (
    <div className="stack-tight" role="status">
      {acceptance !== null && <strong>{say.keepShowing}</strong>}
      <p>{say.standings[standing].text}</p>
      {acceptance !== null && <p>{say.claimBefore(moment(acceptance.until))}</p>}
      {code !== null && (standing === 'not-accepted' || standing === 'not-confirmed') && (
        <p lang={say.why[code] === undefined ? 'en' : undefined}>
          {say.why[code] ?? notAccepted?.words ?? code}
        </p>
      )}
      {standing === 'not-confirmed' && refusedCode(exchange) !== null && isOfTab(exchange) && (
        <p>{say.word.mayCome}</p>
      )}
      {over?.ok === false && ['failed', 'not-confirmed'].includes(standing) && (
        <FailureNotice failure={over.failure} />
      )}
    </div>
  );
}

function acceptedOf({ over }: Exchange): Extract<Acceptance, { status: 'accepted' }> | null {
  if (over?.ok !== true || over.value.kind !== 'receive') return null;
  const { acceptance } = over.value;
  return acceptance.status === 'accepted' ? acceptance : null;
}

/** What a payer's act gave, once it has its receipt or was taken back. */
function settledOf({ over }: Exchange): { amount: string; currency: string; to: string } | null {
  if (over?.ok !== true || over.value.kind !== 'pay') return null;
  const { finished } = over.value;
  return finished.status === 'confirmed' || finished.status === 'voided' ? finished : null;
}

function refusedCode({ over }: Exchange): string | null {
  if (over?.ok !== true || over.value.kind !== 'pay') return null;
  const { finished } = over.value;
  return finished.status === 'not-accepted' ? finished.code : null;
}

function isOfTab({ handed }: Exchange): boolean {
  return handed?.kind === 'tab';
}

/** What the other side asks for, before anything is signed. */
function Asked({ exchange }: { exchange: Exchange }): ReactElement | null {
  const { words, amount } = useWalletLanguage();
  const say = words.wallet.offline;
  if (exchange.asked === null) return null;
  const { request, choice, turn } = exchange.asked;
  const hands = choice?.hands ?? 'new';
  return (
    <section className="card card-raised">
      <span className="faded small">{words.wallet.payment.youPay}</span>
      <p className="large-amount">
        {amount(request.amount)}
        <small>{request.currency}</small>
      </p>
      <span className="faded small">{words.wallet.payment.toWhom}</span>
      <Party address={request.to} />
      {request.memo !== '' && <p className="wrap-anywhere">“{request.memo}”</p>}
      <p>{say.from[choice?.kind ?? 'nothing']}</p>
      {hands !== 'new' && <p className="callout callout-waiting">{say.hands[hands]}</p>}
      {choice !== null && <p className="faded small">{words.wallet.payment.cannotUndo}</p>}
      <Button
        size="md"
        disabled={choice === null}
        onClick={() => exchange.confirm(turn, request.amount)}
      >
        {say.confirm}
      </Button>
      <Button size="md" variant="subtle" onClick={() => exchange.confirm(turn, null)}>
        {say.decline}
      </Button>
    </section>
  );
}

/** How much of the other's message was seen. */
function Progress({ exchange }: { exchange: Exchange }): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.offline;
  const { progress, isUnexpected } = exchange;
  const nothing = isUnexpected ? say.unexpected : say.nothingYet;
  return (
    <div className="stack-tight">
      <progress
        className="frames"
        aria-label={say.reading}
        max={progress?.of ?? 1}
        value={progress?.have ?? 0}
      />
      <p className="small faded figures">
        {progress === null ? nothing : say.seen(progress.have, progress.of)}
      </p>
    </div>
  );
}
