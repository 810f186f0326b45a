import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useKeyIds } from '../../drafting/changes/key-ids.ts';
import type { ChangeDraft, SignersChange } from '../../drafting/changes/messages.ts';
import type { Governing } from '../../sovereign/answers.ts';
import { useConsoleLanguage } from '../language.tsx';
import { SignersField, UNTOUCHED, keysAfter } from './signers-field.tsx';
import {
  type FiguresText,
  type PeriodTyped,
  UNIT_NAMES,
  type Unit,
  figuresOf,
  textOf,
} from './typed-figures.ts';

type Typed<T> = Readonly<Record<string, T>>;

/** The people of each office, and the figures by which each matter is decided. Only what is touched is changed. */
export function GovernanceForm({
  governance: { offices, procedures },
  ready,
  cancel,
}: {
  governance: Governing;
  ready: (change: ChangeDraft) => void;
  cancel: () => void;
}): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.changes;
  const [signers, setSigners] = useState<Typed<SignersChange>>({});
  const [figures, setFigures] = useState<Typed<Partial<FiguresText>>>({});
  const idOf = useKeyIds(
    offices.flatMap(({ name, threshold, signers: keys }) =>
      keysAfter({ threshold, keys }, signers[name] ?? UNTOUCHED),
    ),
  );
  const look = (event: FormEvent): void => {
    event.preventDefault();
    ready({
      matter: 'governance',
      offices: Object.entries(signers).map(([name, typed]) => ({ name, signers: typed })),
      procedures: Object.entries(figures).map(([of, typed]) => ({ for: of, ...figuresOf(typed) })),
    });
  };
  return (
    <form className="card" onSubmit={look}>
      <h2>{say.governance}</h2>
      {offices.map(({ name, threshold, signers: keys }) => (
        <details key={name}>
          <summary>
            <strong>{say.office(name)}</strong>{' '}
            <span className="faded small">{words.constitution.office(threshold, keys.length)}</span>
          </summary>
          <SignersField
            before={{ threshold, keys }}
            value={signers[name] ?? UNTOUCHED}
            idOf={idOf}
            change={(typed) => setSigners({ ...signers, [name]: typed })}
          />
        </details>
      ))}
      {procedures.map((procedure) => (
        <details key={procedure.for}>
          <summary>
            <strong>{words.votes.matter(procedure.for)}</strong>
          </summary>
          <FiguresFields
            value={{ ...textOf(procedure), ...figures[procedure.for] }}
            isVoted={procedure.electorate !== null}
            change={(typed) =>
              setFigures({ ...figures, [procedure.for]: { ...figures[procedure.for], ...typed } })
            }
          />
        </details>
      ))}
      <p className="faded small">
        {say.keysMean} <code>npx tally sovereign key FILE</code>
      </p>
      <div className="row">
        <Button type="submit">{say.look}</Button>
        <Button variant="subtle" onClick={cancel}>
          {say.cancel}
        </Button>
      </div>
    </form>
  );
}

function FiguresFields({
  value,
  isVoted,
  change,
}: {
  value: FiguresText;
  /** Where an office alone decides, nobody counts shares. */
  isVoted: boolean;
  /** Gets what was touched alone. */
  change: (figures: Partial<FiguresText>) => void;
}): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.changes;
  return (
    <div className="figures-grid">
      {(isVoted ? (['approval', 'quorum'] as const) : []).map((of) => (
        <TextInput
          key={of}
          label={say[of]}
          inputMode="decimal"
          value={value[of]}
          onChange={({ currentTarget }) => change({ [of]: currentTarget.value })}
        />
      ))}
      {(['comment', 'vote', 'timelock'] as const).map((of) => (
        <PeriodField
          key={of}
          label={say[of]}
          value={value[of]}
          change={(period) => change({ [of]: period })}
        />
      ))}
    </div>
  );
}

function PeriodField({
  label,
  value,
  change,
}: {
  label: string;
  value: PeriodTyped;
  change: (period: PeriodTyped) => void;
}): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.changes;
  return (
    <div className="period-field">
      <TextInput
        label={label}
        inputMode="numeric"
        value={value.count}
        onChange={({ currentTarget }) => change({ ...value, count: currentTarget.value })}
      />
      <NativeSelect
        aria-label={say.unit(label)}
        data={UNIT_NAMES.map((unit) => ({ value: unit, label: say.units[unit] }))}
        value={value.unit}
        onChange={({ currentTarget }) => change({ ...value, unit: currentTarget.value as Unit })}
      />
    </div>
  );
}
