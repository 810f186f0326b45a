import { Checkbox, PasswordInput } from '@mantine/core';
import type { ReactElement } from 'react';
import type { WalletWords } from '../../words/english/wallet.ts';
import { useWalletLanguage } from '../language.tsx';

const SHORTEST_PASSPHRASE = 12;

/** A passphrase as it is chosen. */
export interface ChosenPassphrase {
  readonly passphrase: string;
  readonly again: string;
  readonly isUnderstood: boolean;
}

export const NO_PASSPHRASE: ChosenPassphrase = { passphrase: '', again: '', isUnderstood: false };

export type PassphraseFaults = Partial<Record<keyof ChosenPassphrase, string>>;

export function passphraseFaults(
  { passphrase, again, isUnderstood }: ChosenPassphrase,
  say: WalletWords['create'],
): PassphraseFaults {
  return {
    ...(passphrase.length >= SHORTEST_PASSPHRASE ? {} : { passphrase: say.tooShort }),
    ...(passphrase === again ? {} : { again: say.different }),
    ...(isUnderstood ? {} : { isUnderstood: say.confirm }),
  };
}

/** Where a passphrase is chosen, twice, by somebody who knows what it means to lose it. */
export function PassphraseFields({
  typed,
  change,
  faults,
}: {
  typed: ChosenPassphrase;
  change: (typed: ChosenPassphrase) => void;
  faults: PassphraseFaults;
}): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.create;
  return (
    <>
      <PasswordInput
        label={say.passphrase}
        description={say.passphraseMeans}
        autoComplete="new-password"
        value={typed.passphrase}
        error={faults.passphrase}
        onChange={(event) => change({ ...typed, passphrase: event.currentTarget.value })}
      />
      <PasswordInput
        label={say.again}
        autoComplete="new-password"
        value={typed.again}
        error={faults.again}
        onChange={(event) => change({ ...typed, again: event.currentTarget.value })}
      />
      <Checkbox
        label={say.understood}
        checked={typed.isUnderstood}
        error={faults.isUnderstood}
        onChange={(event) => change({ ...typed, isUnderstood: event.currentTarget.checked })}
      />
    </>
  );
}
