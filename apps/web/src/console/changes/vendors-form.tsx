import { TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { ChangeDraft } from '../../drafting/changes/messages.ts';
import { FileButton } from '../../frame/file-button.tsx';
import { useConsoleLanguage } from '../language.tsx';
import { FormFrame, type MatterForm } from './form-frame.tsx';

type Typed = Pick<Extract<ChangeDraft, { matter: 'vendors' }>, 'add' | 'drop'>;

/** protocol.md section 4: a registry has a few certificates of at most 8 KiB each. */
const MOST_FILE_BYTES = 1 << 18;

/** Whose hardware may hold voting keys. */
export function VendorsForm({ before, ready, cancel }: MatterForm<'vendors'>): ReactElement {
  const { words, number } = useConsoleLanguage();
  const say = words.console.changes;
  const [typed, setTyped] = useState<Typed>({ add: [], drop: [] });
  const [name, setName] = useState('');
  const { add, drop } = typed;
  const take = async (file: File): Promise<void> => {
    const root = file.size > MOST_FILE_BYTES ? '' : await file.text();
    setTyped({ add: [...add, { name, roots: [root] }], drop });
  };
  return (
    <FormFrame
      title={words.changes.vendors}
      isTouched={add.length + drop.length > 0}
      look={() => ready({ matter: 'vendors', ...typed })}
      cancel={cancel}
    >
      <p className="faded small">{say.vendorsMean}</p>
      {before.vendors.length + add.length === 0 && <p>{say.none}</p>}
      <ul className="rows">
        {before.vendors.map((vendor) => {
          const isDropped = drop.includes(vendor.name);
          const others = drop.filter((one) => one !== vendor.name);
          const next = isDropped ? others : [...others, vendor.name];
          return (
            <li key={vendor.name} className="spread">
              <span>
                <strong>{vendor.name}</strong>{' '}
                {isDropped ? (
                  <em>{say.isDropped}</em>
                ) : (
                  words.changes.roots(number(vendor.roots.length))
                )}
              </span>
              <button
                type="button"
                className="plain-button"
                onClick={() => setTyped({ add, drop: next })}
              >
                {isDropped ? say.keep : say.drop}
              </button>
            </li>
          );
        })}
        {add.map((one, at) => (
          <li key={`add ${at}`} className="spread">
            <span>
              <strong>{one.name}</strong> <em>{say.isAdded}</em>
            </span>
            <button
              type="button"
              className="plain-button"
              onClick={() => setTyped({ add: add.filter((_one, of) => of !== at), drop })}
            >
              {say.drop}
            </button>
          </li>
        ))}
      </ul>
      <fieldset className="plain-fieldset stack">
        <legend>{say.addVendor}</legend>
        <TextInput
          label={say.name}
          autoComplete="off"
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        {name.trim() !== '' && (
          <FileButton label={say.certificate(name.trim())} accept=".pem,.crt,.cer" take={take} />
        )}
      </fieldset>
    </FormFrame>
  );
}
