import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { IdOf } from '../../drafting/changes/key-ids.ts';
import type { OfficeChange, SignersChange } from '../../drafting/changes/messages.ts';
import { useConsoleLanguage } from '../language.tsx';
import { type SignersBefore, SignersField, UNTOUCHED } from './signers-field.tsx';

const NOBODY = { threshold: 1, keys: [] };

/** An office that there is: its people, or that it goes. */
export function OfficeRow({
  name,
  before,
  value,
  idOf,
  change,
  drop,
}: {
  name: string;
  before: SignersBefore;
  /** Null: it goes. */
  value: SignersChange | null;
  idOf: IdOf;
  change: (signers: SignersChange) => void;
  /** Takes it out, or leaves it in. */
  drop: () => void;
}): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.changes;
  const people = words.constitution.office(before.threshold, before.keys.length);
  return (
    <details>
      <summary>
        <strong>{say.office(name)}</strong>{' '}
        <span className="faded small">{value === null ? say.isDropped : people}</span>
      </summary>
      {value !== null && <SignersField before={before} value={value} idOf={idOf} change={change} />}
      <button type="button" className="plain-button" onClick={drop}>
        {value === null ? say.keepOffice : say.dropOffice}
      </button>
    </details>
  );
}

/** Which office does something. */
export function OfficeField({
  label,
  names,
  value,
  isNeeded,
  change,
}: {
  label: string;
  names: readonly string[];
  value: string | null;
  isNeeded: boolean;
  change: (name: string | null) => void;
}): ReactElement {
  const { words } = useConsoleLanguage();
  // One that is taken out stays told until another one is chosen.
  const all = value === null || names.includes(value) ? names : [value, ...names];
  const none = isNeeded ? [] : [{ value: '', label: words.changes.noOffice }];
  return (
    <NativeSelect
      label={label}
      data={[...none, ...all.map((name) => ({ value: name, label: name }))]}
      value={value ?? ''}
      onChange={({ currentTarget }) => change(currentTarget.value || null)}
    />
  );
}

/** Offices that there are not yet, and one more. */
export function AddOffice({
  offices,
  idOf,
  change,
}: {
  offices: readonly OfficeChange[];
  idOf: IdOf;
  change: (offices: readonly OfficeChange[]) => void;
}): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.changes;
  const [name, setName] = useState('');
  const add = (): void => {
    change([...offices, { name: name.trim(), signers: { ...UNTOUCHED, threshold: 1 } }]);
    setName('');
  };
  return (
    <>
      {offices.map((office, at) => (
        <details key={at} open>
          <summary>
            <strong>{say.office(office.name)}</strong>{' '}
            <span className="faded small">{say.isAdded}</span>
          </summary>
          <SignersField
            before={NOBODY}
            value={office.signers}
            idOf={idOf}
            change={(signers) => change(offices.with(at, { ...office, signers }))}
          />
          <button
            type="button"
            className="plain-button"
            onClick={() => change(offices.filter((_one, other) => other !== at))}
          >
            {say.dropOffice}
          </button>
        </details>
      ))}
      <details>
        <summary>{say.newOffice}</summary>
        <div className="stack">
          <TextInput
            label={say.officeName}
            autoComplete="off"
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <div>
            <Button variant="light" disabled={name.trim() === ''} onClick={add}>
              {say.addOffice}
            </Button>
          </div>
        </div>
      </details>
    </>
  );
}
