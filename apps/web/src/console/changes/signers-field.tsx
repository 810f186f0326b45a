import { NativeSelect } from '@mantine/core';
import type { ReactElement } from 'react';
import type { IdOf } from '../../drafting/changes/key-ids.ts';
import type { SignersTyped } from '../../drafting/changes/messages.ts';
import { FileButton } from '../../frame/file-button.tsx';
import { useConsoleLanguage } from '../language.tsx';

/** protocol.md section 3: keys that sign together. */
const MOST_KEYS = 16;
const MOST_FILE_BYTES = 8192;

/** Whose keys sign together, and how many of them have to. */
export function SignersField({
  value: { threshold, keys },
  idOf,
  change,
}: {
  value: SignersTyped;
  idOf: IdOf;
  change: (signers: SignersTyped) => void;
}): ReactElement {
  const { words, number } = useConsoleLanguage();
  const say = words.console.changes;
  const take = async (file: File): Promise<void> => {
    const pub = file.size > MOST_FILE_BYTES ? '' : await file.text();
    change({ threshold, keys: [...keys, { pub, file: file.name }] });
  };
  const drop = (at: number): void => {
    const left = keys.filter((_key, other) => other !== at);
    change({ threshold: Math.max(1, Math.min(threshold, left.length)), keys: left });
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
            <button type="button" className="plain-button" onClick={() => drop(at)}>
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
          onChange={(event) => change({ threshold: Number(event.currentTarget.value), keys })}
        />
      )}
    </fieldset>
  );
}
