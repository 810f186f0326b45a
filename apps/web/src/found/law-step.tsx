import { NativeSelect, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { type Lasting, type Law, STAGES, type Stage, UNITS, type Unit } from './draft.ts';
import { useFoundLanguage } from './language.tsx';
import { type StepProps, useFaultText } from './steps.tsx';

const LAWS: readonly Law[] = ['real', 'trial', 'own', 'none'];

/** Who decides about rules, and how long each stage of it lasts. */
export function LawStep({ draft, faults, set }: StepProps): ReactElement {
  const { say } = useFoundLanguage();
  return (
    <>
      <fieldset className="choices">
        <legend className="only-heard">{say.law.times}</legend>
        {LAWS.map((law) => (
          <label key={law} className="choice">
            <input
              type="radio"
              name="law"
              checked={draft.law === law}
              onChange={() => set({ law })}
            />
            <strong>{say.law[law].name}</strong>
            <small>{say.law[law].text}</small>
          </label>
        ))}
      </fieldset>
      {draft.law === 'own' &&
        STAGES.map((stage) => (
          <LastingFields
            key={stage}
            stage={stage}
            lasting={draft.own[stage]}
            fault={faults[`governance.${stage}Ms`]}
            change={(of) => set({ own: { ...draft.own, [stage]: { ...draft.own[stage], ...of } } })}
          />
        ))}
    </>
  );
}

function LastingFields({
  stage,
  lasting,
  fault,
  change,
}: {
  stage: Stage;
  lasting: Lasting;
  fault: Parameters<ReturnType<typeof useFaultText>>[0];
  change: (of: Partial<Lasting>) => void;
}): ReactElement {
  const { say } = useFoundLanguage();
  const faultText = useFaultText();
  return (
    <div className="lasting">
      <TextInput
        label={say.law[stage]}
        description={stage === 'emergency' ? say.law.emergencyMeans : undefined}
        inputMode="decimal"
        autoComplete="off"
        value={lasting.count}
        error={faultText(fault, { of: 'range', text: say.faultsOf.time })}
        onChange={(event) => change({ count: event.currentTarget.value.trim() })}
      />
      <NativeSelect
        aria-label={`${say.law[stage]}, ${say.law.unit}`}
        data={UNITS.map((unit) => ({ value: unit, label: say.law.units[unit] }))}
        value={lasting.unit}
        onChange={(event) => change({ unit: event.currentTarget.value as Unit })}
      />
    </div>
  );
}
