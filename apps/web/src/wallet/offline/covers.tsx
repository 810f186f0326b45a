import { Button, Textarea } from '@mantine/core';
import type { CoverView, Failure, OwnHoldView } from '@tallystick/wallet';
import { type ReactElement, useState } from 'react';
import { CopyButton } from '../copy-text.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useOpenWallet } from '../wallet-state.tsx';
import { type AskedCover, GiveCover } from './give-cover.tsx';
import { Party } from './party.tsx';
import { useOpening } from './use-opening.ts';

/** Cover: terms that are handed on, cover that is given, and cover that was given for an own allowance. */
export function Covers({
  own,
  covers,
  changed,
}: {
  own: readonly OwnHoldView[];
  covers: readonly CoverView[];
  changed: () => void;
}): ReactElement {
  const { words, amount, moment } = useWalletLanguage();
  const say = words.wallet.setAside;
  return (
    <section className="stack">
      <h2>{say.coverTitle}</h2>
      <p className="faded">{say.coverMeans}</p>
      {own
        .filter(({ kind, stopped }) => kind === 'allowance' && stopped === undefined)
        .map(({ hold }) => (
          <CopyTerms key={hold} hold={hold} />
        ))}
      {covers.map((cover) => (
        <article key={cover.hold} className="card">
          <Party address={cover.of} />
          <p className="figures">
            {say.coverGiven(
              `${amount(cover.amount)} ${cover.currency}`,
              `${amount(cover.paid)} ${cover.currency}`,
            )}
          </p>
          <p className="faded small">
            {cover.isOver ? say.over : say.lockedUntil(moment(cover.until))}
          </p>
          <CopyTerms hold={cover.hold} />
        </article>
      ))}
      <ReadTerms changed={changed} />
    </section>
  );
}

function CopyTerms({ hold }: { hold: string }): ReactElement {
  const { words } = useWalletLanguage();
  const { call } = useOpenWallet();
  const [failure, setFailure] = useState<Failure | null>(null);
  const terms = async (): Promise<string | null> => {
    const made = await call('allowanceTerms', hold);
    setFailure(made.ok ? null : made.failure);
    return made.ok ? made.value : null;
  };
  return (
    <div className="stack-tight">
      {failure !== null && <FailureNotice failure={failure} />}
      <CopyButton label={words.wallet.setAside.coverTerms} text={terms} />
    </div>
  );
}

/** Terms that somebody gave: of their allowance, to be covered; or of cover that they gave for an own one. */
function ReadTerms({ changed }: { changed: () => void }): ReactElement {
  const { words } = useWalletLanguage();
  const { call } = useOpenWallet();
  const say = words.wallet.setAside;
  const [terms, setTerms] = useState('');
  const [asked, setAsked] = useState<AskedCover | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isKept, setKept] = useState(false);
  const opening = useOpening(changed);
  const read = async (text: string): Promise<void> => {
    const outcome = await call('readCoverTerms', text);
    setAsked(outcome.ok ? { text, terms: outcome.value } : null);
    setFailure(outcome.ok ? null : outcome.failure);
  };
  const keep = async (): Promise<void> => {
    const outcome = await call('keepCover', terms.trim());
    setFailure(outcome.ok ? null : outcome.failure);
    setKept(outcome.ok);
    changed();
  };
  return (
    <div className="card">
      <Textarea
        label={say.pasteTerms}
        rows={3}
        spellCheck={false}
        value={terms}
        onChange={(event) => {
          setTerms(event.currentTarget.value);
          setAsked(null);
        }}
      />
      <div className="row">
        <Button
          variant="light"
          size="sm"
          disabled={terms === ''}
          onClick={() => void read(terms.trim())}
        >
          {say.giveCover}
        </Button>
        <Button variant="light" size="sm" disabled={terms === ''} onClick={() => void keep()}>
          {say.keepCover}
        </Button>
      </div>
      {failure !== null && <FailureNotice failure={failure} />}
      <p role="status">{isKept ? say.kept : opening.said}</p>
      {asked !== null && (
        <GiveCover key={asked.text} asked={asked} opening={opening} given={() => setAsked(null)} />
      )}
    </div>
  );
}
