import { TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import type { NamedChange, NamedKnown } from '../../drafting/changes/messages.ts';
import { useConsoleLanguage } from '../language.tsx';

export const NOTHING_NAMED: NamedChange<never> = { add: [], drop: [], rename: [] };

export function isNamedTouched({ add, drop, rename }: NamedChange<unknown>): boolean {
  return add.length + drop.length + rename.length > 0;
}

/** Those that there are, each to be named otherwise or taken out; and those that are to come. */
export function NamedRows<T extends { readonly name: string }>({
  before,
  value,
  change,
}: {
  before: readonly NamedKnown[];
  value: NamedChange<T>;
  change: (value: NamedChange<T>) => void;
}): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.changes;
  const isSame = (a: NamedKnown, b: NamedKnown): boolean => a.name === b.name && a.id === b.id;
  const rename = (known: NamedKnown, to: string): void => {
    const others = value.rename.filter((one) => !isSame(one, known));
    change({ ...value, rename: to === known.name ? others : [...others, { ...known, to }] });
  };
  return (
    <ul className="rows">
      {before.map((known) => {
        const isDropped = value.drop.some((one) => isSame(one, known));
        const others = value.drop.filter((one) => !isSame(one, known));
        const to = value.rename.find((one) => isSame(one, known))?.to;
        return (
          <li key={`${known.name} ${known.id}`} className="stack-tight">
            <div className="spread">
              <span className="wrap-anywhere">
                <strong>{known.name}</strong> {isDropped && <em>{say.isDropped}</em>}
              </span>
              <button
                type="button"
                className="plain-button"
                onClick={() => {
                  const renamed = value.rename.filter((one) => !isSame(one, known));
                  if (isDropped) change({ ...value, drop: others });
                  else change({ ...value, rename: renamed, drop: [...others, known] });
                }}
              >
                {isDropped ? say.keep : say.drop}
              </button>
            </div>
            <code className="faded small wrap-anywhere">{known.id}</code>
            {!isDropped && (
              <details>
                <summary className="small">{say.rename}</summary>
                <TextInput
                  label={say.newName(known.name)}
                  autoComplete="off"
                  value={to ?? known.name}
                  onChange={({ currentTarget }) => rename(known, currentTarget.value)}
                />
              </details>
            )}
          </li>
        );
      })}
      {value.add.map((one, at) => (
        <li key={`add ${at}`} className="spread">
          <span className="wrap-anywhere">
            <strong>{one.name}</strong> <em>{say.isAdded}</em>
          </span>
          <button
            type="button"
            className="plain-button"
            onClick={() => change({ ...value, add: value.add.filter((_one, of) => of !== at) })}
          >
            {say.drop}
          </button>
        </li>
      ))}
    </ul>
  );
}
