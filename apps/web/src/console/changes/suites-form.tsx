import '@mantine/core/styles/InlineInput.css';
import '@mantine/core/styles/Checkbox.css';
import { Checkbox } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import {
  type ChangeDraft,
  ROLES_OF_SUITES,
  SUITE_NUMBERS,
} from '../../drafting/changes/messages.ts';
import { useConsoleLanguage } from '../language.tsx';
import { FormFrame, type MatterForm } from './form-frame.tsx';

type Typed = Extract<ChangeDraft, { matter: 'suites' }>['suites'];

/** Which suites new keys of each role may be of. */
export function SuitesForm({ before, ready, cancel }: MatterForm<'suites'>): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.changes;
  const [typed, setTyped] = useState<Typed>([]);
  return (
    <FormFrame
      title={words.changes.suites}
      isTouched={typed.length > 0}
      look={() => ready({ matter: 'suites', suites: typed })}
      cancel={cancel}
    >
      <p className="faded small">{say.suitesMean}</p>
      {ROLES_OF_SUITES.map((role) => (
        <fieldset key={role} className="plain-fieldset stack">
          <legend>{words.changes.suitesOf[role]}</legend>
          {SUITE_NUMBERS.map((suite) => {
            const isNow = before[role].includes(suite);
            const touched = typed.find((one) => one.role === role && one.suite === suite);
            return (
              <Checkbox
                key={suite}
                label={words.changes.suite(suite)}
                checked={touched?.isAdmitted ?? isNow}
                onChange={({ currentTarget: { checked } }) => {
                  const others = typed.filter((one) => one !== touched);
                  const one = { role, suite, isAdmitted: checked };
                  setTyped(checked === isNow ? others : [...others, one]);
                }}
              />
            );
          })}
        </fieldset>
      ))}
    </FormFrame>
  );
}
