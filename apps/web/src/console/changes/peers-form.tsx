import { type ReactElement, useState } from 'react';
import type { NamedChange, PeerTyped } from '../../drafting/changes/messages.ts';
import { useConsoleLanguage } from '../language.tsx';
import { AddNamed } from './add-named.tsx';
import { FormFrame, type MatterForm } from './form-frame.tsx';
import { NOTHING_NAMED, NamedRows, isNamedTouched } from './named-rows.tsx';

/** The other sovereigns that this one knows by name. */
export function PeersForm({ before, ready, cancel }: MatterForm<'peers'>): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.changes;
  const [typed, setTyped] = useState<NamedChange<PeerTyped>>(NOTHING_NAMED);
  return (
    <FormFrame
      title={words.changes.peers}
      isTouched={isNamedTouched(typed)}
      look={() => ready({ matter: 'peers', ...typed })}
      cancel={cancel}
    >
      {before.peers.length + typed.add.length === 0 && <p>{say.none}</p>}
      <NamedRows before={before.peers} value={typed} change={setTyped} />
      <AddNamed
        title={say.addPeer}
        name={say.name}
        text={say.peerText}
        means={say.peerTextMeans}
        add={(name, text) => setTyped({ ...typed, add: [...typed.add, { name, text }] })}
      />
    </FormFrame>
  );
}
