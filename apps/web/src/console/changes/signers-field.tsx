import { NativeSelect } from '@mantine/core';
import type { ReactElement } from 'react';
import type { IdOf } from '../../drafting/changes/key-ids.ts';
import type { KeyTyped, SignersChange } from '../../drafting/changes/messages.ts';
import { FileButton } from '../../frame/file-button.tsx';
import type { KeyShown } from '../../sovereign/answers.ts';
import { useConsoleLanguage } from '../language.tsx';

/** protocol.md section 3: keys that sign together. */
const MOST_KEYS = 16;
const MOST_FILE_BYTES = 8192;

export const UNTOUCHED: SignersChange = { add: [], drop: [], threshold: null };

/** People who sign together as they are. */
export interface SignersBefore {
  readonly threshold: number;
  readonly keys: readonly KeyShown[];
}

/** The keys as they are to be, by what is in force. */
export function keysAfter(
  { keys }: SignersBefore,
  { add, drop }: SignersChange,
): readonly KeyTyped[] {
  const isDropped = (key: KeyShown): boolean =>
    drop.some((one) => one.suite === key.suite && one.publicKey === key.publicKey);
  return [...keys.filter((key) => !isDropped(key)), ...add];
}

/** Whose keys sign together, and how many of them have to; what is touched of it. */
export function SignersField({
  before,
  value,
  idOf,
  change,
}: {
  before: SignersBefore;
  value: SignersChange;
  idOf: IdOf;
  change: (signers: SignersChange) => void;
}): ReactElement {
  const { words, number } = useConsoleLanguage();
  const say = words.console.changes;
  const keys = keysAfter(before, value);
  const threshold = value.threshold ?? before.threshold;
  const take = async (file: File): Promise<void> => {
    const pub = file.size > MOST_FILE_BYTES ? '' : await file.text();
    change({ ...value, add: [...value.add, { pub, file: file.name }] });
  };
  const drop = (key: KeyTyped): void => {
    const left = keys.length - 1;
    const touched = threshold > left ? Math.max(1, left) : value.threshold;
    change({
      add: value.add.filter((one) => one !== key),
      drop: 'pub' in key || value.add.includes(key) ? value.drop : [...value.drop, key],
      threshold: touched,
    });
  };
  return (
    <fieldset className="plain-fieldset stack">
      <legend>{say.whoSigns}</legend>
      {keys.length === 0 && <p className="faded">{say.noKeys}</p>}
      <ul className="rows">
        {keys.map((key, at) => (
          <li key={at} className="spread">
            <span className="wrap-anywhere">
              {say.key(number(at + 1))} {'file' in key && key.file}{' '}
              <code className="small">{idOf(key)}</code>
            </span>
            <button type="button" className="plain-button" onClick={() => drop(key)}>
              {say.drop}
            </button>
          </li>
        ))}
      </ul>
      {keys.length < MOST_KEYS && <FileButton label={say.add} accept=".pub" take={take} />}
      {keys.length > 1 && (
        <NativeSelect
          label={say.threshold}
          data={keys.map((_key, at) => ({
            value: String(at + 1),
            label: say.outOf(number(at + 1), number(keys.length)),
          }))}
          value={String(threshold)}
          onChange={(event) => change({ ...value, threshold: Number(event.currentTarget.value) })}
        />
      )}
    </fieldset>
  );
}
