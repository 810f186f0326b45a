import { type ReactElement, useState } from 'react';
import { useKeyIds } from '../../drafting/changes/key-ids.ts';
import {
  type ChangeDraft,
  type OfficeChange,
  ROLES_OF_OFFICES,
  type RoleOfOffices,
  type SignersChange,
} from '../../drafting/changes/messages.ts';
import type { Governing } from '../../sovereign/answers.ts';
import { useConsoleLanguage } from '../language.tsx';
import { FormFrame } from './form-frame.tsx';
import { AddOffice, OfficeField, OfficeRow } from './office-fields.tsx';
import { type ProcedureTyped, ProcedureRow, UNTOUCHED_PROCEDURE } from './procedure-row.tsx';
import { UNTOUCHED, keysAfter } from './signers-field.tsx';
import { figuresOf } from './typed-figures.ts';

type Typed<T> = Readonly<Record<string, T>>;

/** The offices and their people, what each does, and the figures by which each matter is decided. Only what is touched is changed. */
export function GovernanceForm({
  governance,
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
  const [newOffices, setNewOffices] = useState<readonly OfficeChange[]>([]);
  const [dropOffices, setDropped] = useState<readonly string[]>([]);
  const [roles, setRoles] = useState<Partial<Record<RoleOfOffices, string | null>>>({});
  const [procedures, setProcedures] = useState<Typed<ProcedureTyped>>({});
  const { offices } = governance;
  const idOf = useKeyIds([
    ...offices.flatMap(({ name, threshold, signers: keys }) =>
      keysAfter({ threshold, keys }, signers[name] ?? UNTOUCHED),
    ),
    ...newOffices.flatMap((office) => office.signers.add),
  ]);
  const names = [...offices, ...newOffices]
    .map(({ name }) => name)
    .filter((name) => !dropOffices.includes(name));
  const look = (): void =>
    ready({
      matter: 'governance',
      offices: Object.entries(signers)
        .filter(([name]) => !dropOffices.includes(name))
        .map(([name, typed]) => ({ name, signers: typed })),
      newOffices,
      dropOffices,
      roles,
      procedures: Object.entries(procedures).map(([of, { figures, ...typed }]) => ({
        for: of,
        ...typed,
        ...figuresOf(figures),
      })),
    });
  return (
    <FormFrame title={say.governance} isTouched look={look} cancel={cancel}>
      {offices.map(({ name, threshold, signers: keys }) => {
        const isDropped = dropOffices.includes(name);
        const others = dropOffices.filter((one) => one !== name);
        return (
          <OfficeRow
            key={name}
            name={name}
            before={{ threshold, keys }}
            value={isDropped ? null : (signers[name] ?? UNTOUCHED)}
            idOf={idOf}
            change={(typed) => setSigners({ ...signers, [name]: typed })}
            drop={() => setDropped(isDropped ? others : [...others, name])}
          />
        );
      })}
      <AddOffice offices={newOffices} idOf={idOf} change={setNewOffices} />
      {ROLES_OF_OFFICES.map((role) => (
        <OfficeField
          key={role}
          label={words.changes.role[role]}
          names={names}
          value={role in roles ? (roles[role] ?? null) : governance[role]}
          isNeeded={role === 'gates'}
          change={(name) => setRoles({ ...roles, [role]: name })}
        />
      ))}
      {governance.procedures.map((procedure) => (
        <ProcedureRow
          key={procedure.for}
          procedure={procedure}
          typed={procedures[procedure.for] ?? UNTOUCHED_PROCEDURE}
          names={names}
          change={(typed) => setProcedures({ ...procedures, [procedure.for]: typed })}
        />
      ))}
      <p className="faded small">
        {say.keysMean} <code>npx tally sovereign key FILE</code>
      </p>
    </FormFrame>
  );
}
