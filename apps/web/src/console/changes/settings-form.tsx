import { TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { constantText } from '../../drafting/changes/matter-lines.ts';
import type { ParameterStated } from '../../drafting/changes/messages.ts';
import { useConsoleLanguage } from '../language.tsx';
import { FormFrame, type MatterForm } from './form-frame.tsx';

/** Parameters of the rules in force, within their bounds. Only what is touched is changed. */
export function SettingsForm({ before, ready, cancel }: MatterForm<'settings'>): ReactElement {
  const language = useConsoleLanguage();
  const { changes } = language.words;
  const say = language.words.console.changes;
  /** By module and parameter; null: given back to what the rules themselves say. */
  const [typed, setTyped] = useState<ReadonlyMap<string, string | null>>(new Map());
  const parameters = before.parameters ?? [];
  const type = (key: string, value: string | null): void => {
    const next = new Map(typed);
    if (value === '') next.delete(key);
    else next.set(key, value);
    setTyped(next);
  };
  const look = (): void => {
    const set = parameters.flatMap((one) => {
      const value = typed.get(keyOf(one));
      const { module, parameter } = one;
      return value === undefined ? [] : [{ module, parameter, value }];
    });
    ready({ matter: 'settings', set });
  };
  const text = (of: ParameterStated['value']): string => constantText(of, language);
  return (
    <FormFrame title={changes.settings} isTouched={typed.size > 0} look={look} cancel={cancel}>
      {parameters.length === 0 && <p>{say.noParameters}</p>}
      {parameters.map((one) => {
        const key = keyOf(one);
        const { module, parameter } = one;
        const set = before.settings.find(
          (known) => known.module === module && known.parameter === parameter,
        );
        const value = typed.get(key);
        const now = text(set?.value ?? one.value);
        return (
          <div key={key} className="stack-tight">
            <TextInput
              label={changes.parameter(one.title, module, parameter)}
              description={`${say.now(now)} ${changes.bounds(text(one.low), text(one.high))}`}
              inputMode="decimal"
              autoComplete="off"
              placeholder={value === null ? text(one.value) : undefined}
              value={value ?? ''}
              onChange={({ currentTarget }) => type(key, currentTarget.value)}
            />
            {set !== undefined && value !== null && (
              <div>
                <button type="button" className="plain-button" onClick={() => type(key, null)}>
                  {say.giveBack(text(one.value))}
                </button>
              </div>
            )}
            {value === null && <p role="status">{say.givenBack(text(one.value))}</p>}
          </div>
        );
      })}
    </FormFrame>
  );
}

function keyOf({ module, parameter }: ParameterStated): string {
  return `${module} ${parameter}`;
}
