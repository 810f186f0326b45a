import { Button, TextInput } from '@mantine/core';
import type { CoverTerms } from '@tallystick/wallet';
import { type ReactElement, useState } from 'react';
import type { Payee } from '../calls.ts';
import { nameOf } from '../name-of.ts';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useOpenWallet } from '../wallet-state.tsx';
import { LockLook } from './lock-look.tsx';
import { coverLooked } from './locking.ts';
import type { Opening } from './use-opening.ts';

/** An allowance for which cover is asked, and the text in which it was: cover is given for that one. */
export interface AskedCover {
  readonly text: string;
  readonly terms: CoverTerms;
}

/** Gives cover for somebody's allowance, after a last look at whose it is and what can be lost. */
export function GiveCover({
  asked: { text, terms },
  opening,
  given,
}: {
  asked: AskedCover;
  opening: Opening;
  given: () => void;
}): ReactElement {
  const formats = useWalletLanguage();
  const { call } = useOpenWallet();
  const say = formats.words.wallet.setAside;
  const [typed, setTyped] = useState('');
  const [payee, setPayee] = useState<Payee | null>(null);
  const [reference, setReference] = useState('');
  const sum = opening.read(typed, terms.currency);
  const sumOf = (decimal: string): string => `${formats.amount(decimal)} ${terms.currency}`;
  const look = async (): Promise<void> => {
    if (!sum.ok) return;
    const once = await opening.once(['cover', terms, sum.decimal], null);
    if (once === null) return;
    setReference(once.reference);
    setPayee(await opening.ask(() => call('payee', terms.of)));
  };
  const give = async (amount: string): Promise<void> => {
    if (await opening.lock(() => call('giveCover', text, amount, reference))) given();
  };
  if (payee !== null && sum.ok) {
    return (
      <LockLook
        locking={coverLooked(payee, terms, sum.decimal, { say, formats })}
        isBusy={opening.isBusy}
        failure={opening.failure}
        go={() => void give(sum.decimal)}
        change={() => setPayee(null)}
      />
    );
  }
  return (
    <div className="stack-tight">
      <p>
        {say.coverAsked(
          nameOf(terms.handle, terms.of),
          sumOf(terms.amount),
          sumOf(terms.perCheque),
        )}
      </p>
      <TextInput
        label={say.amount}
        inputMode="decimal"
        value={typed}
        error={opening.mistakeIn(typed, terms.currency)}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {opening.failure !== null && <FailureNotice failure={opening.failure} />}
      <div>
        <Button size="sm" loading={opening.isBusy} disabled={!sum.ok} onClick={() => void look()}>
          {say.look.next}
        </Button>
      </div>
    </div>
  );
}
