import { NativeSelect, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Governing } from '../../sovereign/answers.ts';
import { useConsoleLanguage } from '../language.tsx';
import { OfficeField } from './office-fields.tsx';
import {
  type FiguresText,
  type PeriodTyped,
  UNIT_NAMES,
  type Unit,
  textOf,
} from './typed-figures.ts';

/** What was touched of a procedure. */
export interface ProcedureTyped {
  readonly figures: Partial<FiguresText>;
  /** Which office has to approve; undefined: as it is. */
  readonly office?: string | null;
}

export const UNTOUCHED_PROCEDURE: ProcedureTyped = { figures: {} };

/** How a matter is decided: which office approves, and the figures. */
export function ProcedureRow({
  procedure,
  typed,
  names,
  change,
}: {
  procedure: Governing['procedures'][number];
  typed: ProcedureTyped;
  /** Of the offices that there would be. */
  names: readonly string[];
  change: (typed: ProcedureTyped) => void;
}): ReactElement {
  const { words } = useConsoleLanguage();
  const { for: of, electorate, office } = procedure;
  return (
    <details>
      <summary>
        <strong>{words.votes.matter(of)}</strong>
      </summary>
      <OfficeField
        label={words.console.changes.approves}
        names={names}
        value={typed.office === undefined ? office : typed.office}
        isNeeded={electorate === null}
        change={(name) => change({ ...typed, office: name })}
      />
      <FiguresFields
        value={{ ...textOf(procedure), ...typed.figures }}
        isVoted={electorate !== null}
        change={(figures) => change({ ...typed, figures: { ...typed.figures, ...figures } })}
      />
    </details>
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
