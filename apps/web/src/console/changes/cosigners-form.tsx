import { type ReactElement, useState } from 'react';
import {
  type CosignerTyped,
  type NamedChange,
  ROLES_OF_COSIGNERS,
  type RoleOfCosigners,
} from '../../drafting/changes/messages.ts';
import { useConsoleLanguage } from '../language.tsx';
import { AddNamed } from './add-named.tsx';
import { FormFrame, type MatterForm } from './form-frame.tsx';
import { NOTHING_NAMED, NamedRows, isNamedTouched } from './named-rows.tsx';

/** Who signs the log beside the sovereign: witnesses and validators. */
export function CosignersForm({ before, ready, cancel }: MatterForm<'cosigners'>): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.changes;
  const [typed, setTyped] = useState<Readonly<Record<RoleOfCosigners, NamedChange<CosignerTyped>>>>(
    { witnesses: NOTHING_NAMED, validators: NOTHING_NAMED },
  );
  return (
    <FormFrame
      title={words.votes.matter('cosigners')}
      isTouched={ROLES_OF_COSIGNERS.some((role) => isNamedTouched(typed[role]))}
      look={() => ready({ matter: 'cosigners', ...typed })}
      cancel={cancel}
    >
      <div className="stack-wide">
        {ROLES_OF_COSIGNERS.map((role) => {
          const value = typed[role];
          const change = (next: typeof value): void => setTyped({ ...typed, [role]: next });
          return (
            <section key={role} className="stack">
              <h3>{words.changes[role]}</h3>
              <p className="faded small">{words.changes.cosigns[role]}</p>
              {before[role].length + value.add.length === 0 && <p>{say.none}</p>}
              <NamedRows before={before[role]} value={value} change={change} />
              <AddNamed
                title={say.addCosigner[role]}
                name={say.cosignerName}
                text={say.publicKey}
                means={say.publicKeyMeans}
                add={(name, pub) =>
                  change({ ...value, add: [...value.add, { name, key: { pub, file: name } }] })
                }
              />
            </section>
          );
        })}
      </div>
    </FormFrame>
  );
}
