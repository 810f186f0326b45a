import { NativeSelect, TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useKeyIds } from '../../drafting/changes/key-ids.ts';
import type { ChangeDraft, SignersChange } from '../../drafting/changes/messages.ts';
import type { CurrencyShown } from '../../sovereign/answers.ts';
import { useConsoleLanguage } from '../language.tsx';
import { FormFrame } from './form-frame.tsx';
import { SignersField, UNTOUCHED, keysAfter } from './signers-field.tsx';

const NOBODY = { threshold: 1, keys: [] };
/** Of a new one nothing is as it is. */
const FIRST: SignersChange = { ...UNTOUCHED, threshold: 1 };
/** protocol.md section 4. */
const MOST_DECIMALS = 12;

/** A currency as it is to be: a new one, or who signs for one that there is, and its name. */
export function CurrencyForm({
  before,
  ready,
  cancel,
}: {
  /** Null: a new one. */
  before: CurrencyShown | null;
  ready: (change: ChangeDraft) => void;
  cancel: () => void;
}): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.changes;
  const [code, setCode] = useState(before?.code ?? '');
  /** Null: untouched, so that it stays as it is when it is proposed. */
  const [typedName, setName] = useState<string | null>(null);
  const [decimals, setDecimals] = useState(2);
  const [typedTreasury, setTreasury] = useState<SignersChange | null>(null);
  const name = typedName ?? before?.name ?? '';
  const standing =
    before === null
      ? NOBODY
      : { threshold: before.treasury.threshold, keys: before.treasury.signers };
  const treasury = typedTreasury ?? (before === null ? FIRST : UNTOUCHED);
  const keys = keysAfter(standing, treasury);
  const idOf = useKeyIds(keys);
  const look = (): void => {
    const currency =
      before === null
        ? { code, decimals, name, treasury }
        : { code, decimals: null, name: typedName, treasury: typedTreasury };
    ready({ matter: 'currencies', currency });
  };
  return (
    <FormFrame
      title={before === null ? say.newCurrency : say.changeCurrency(before.code)}
      isTouched={code !== '' && name !== '' && keys.length > 0}
      look={look}
      cancel={cancel}
    >
      {before === null && (
        <TextInput
          label={say.code}
          description={say.codeMeans}
          autoComplete="off"
          maxLength={8}
          value={code}
          onChange={({ currentTarget }) => setCode(currentTarget.value.toUpperCase())}
        />
      )}
      <TextInput
        label={say.name}
        autoComplete="off"
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      {before === null && (
        <NativeSelect
          label={say.decimals}
          description={say.decimalsMean}
          data={Array.from({ length: MOST_DECIMALS + 1 }, (_, count) => String(count))}
          value={String(decimals)}
          onChange={({ currentTarget }) => setDecimals(Number(currentTarget.value))}
        />
      )}
      <SignersField before={standing} value={treasury} idOf={idOf} change={setTreasury} />
      <p className="faded small">
        {say.keysMean} <code>npx tally sovereign key FILE</code>
      </p>
    </FormFrame>
  );
}
