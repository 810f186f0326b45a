import { Button, TextInput, Textarea } from '@mantine/core';
import type { CoverTerms, CoverView, Failure, OwnHoldView } from '@tallystick/wallet';
import { type ReactElement, useState } from 'react';
import { shortAddress } from '../face.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useOpenWallet } from '../wallet-state.tsx';
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
  const [isCopied, setCopied] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const copy = async (): Promise<void> => {
    const terms = await call('allowanceTerms', hold);
    setFailure(terms.ok ? null : terms.failure);
    if (!terms.ok) return;
    await navigator.clipboard.writeText(terms.value);
    setCopied(true);
  };
  return (
    <div className="stack-tight">
      {failure !== null && <FailureNotice failure={failure} />}
      <div>
        <Button variant="light" size="sm" onClick={() => void copy()}>
          <span aria-live="polite">
            {isCopied ? words.wallet.receipt.copied : words.wallet.setAside.coverTerms}
          </span>
        </Button>
      </div>
    </div>
  );
}

/** Terms that somebody gave: of their allowance, to be covered; or of cover that they gave for an own one. */
function ReadTerms({ changed }: { changed: () => void }): ReactElement {
  const { words, amount } = useWalletLanguage();
  const { call } = useOpenWallet();
  const say = words.wallet.setAside;
  const [terms, setTerms] = useState('');
  const [asked, setAsked] = useState<CoverTerms | null>(null);
  const [typed, setTyped] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isKept, setKept] = useState(false);
  const opening = useOpening(changed);
  const read = async (): Promise<void> => {
    const outcome = await call('readCoverTerms', terms.trim());
    setAsked(outcome.ok ? outcome.value : null);
    setFailure(outcome.ok ? null : outcome.failure);
  };
  const keep = async (): Promise<void> => {
    const outcome = await call('keepCover', terms.trim());
    setFailure(outcome.ok ? null : outcome.failure);
    setKept(outcome.ok);
    changed();
  };
  const give = (): void => {
    if (asked === null) return;
    const sum = opening.read(typed, asked.currency);
    if (sum.ok) void opening.open(() => call('giveCover', terms.trim(), sum.decimal));
  };
  const sumOf = (decimal: string): string => `${amount(decimal)} ${asked?.currency ?? ''}`;
  return (
    <div className="card">
      <Textarea
        label={say.pasteTerms}
        rows={3}
        spellCheck={false}
        value={terms}
        onChange={(event) => setTerms(event.currentTarget.value)}
      />
      <div className="row">
        <Button variant="light" size="sm" disabled={terms === ''} onClick={() => void read()}>
          {say.giveCover}
        </Button>
        <Button variant="light" size="sm" disabled={terms === ''} onClick={() => void keep()}>
          {say.keepCover}
        </Button>
      </div>
      {failure !== null && <FailureNotice failure={failure} />}
      <p role="status">{isKept ? say.kept : opening.said}</p>
      {asked !== null && (
        <div className="stack-tight">
          <p>
            {say.coverAsked(
              asked.handle === null ? shortAddress(asked.of) : `@${asked.handle}`,
              sumOf(asked.amount),
              sumOf(asked.perCheque),
            )}
          </p>
          <TextInput
            label={say.amount}
            inputMode="decimal"
            value={typed}
            error={opening.mistakeIn(typed, asked.currency)}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          {opening.failure !== null && <FailureNotice failure={opening.failure} />}
          <div>
            <Button size="sm" loading={opening.isBusy} onClick={give}>
              {say.giveCover}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}
