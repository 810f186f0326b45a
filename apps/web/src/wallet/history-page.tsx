import { TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useWalletLanguage } from './language.tsx';
import { EntryRow, partyOf } from './entry-row.tsx';
import { useSync } from './use-sync.ts';
import { useOpenWallet } from './wallet-state.tsx';

/** Everything that this wallet did, newest first, found by name, note, amount or currency. */
export function HistoryPage(): ReactElement {
  const { words } = useWalletLanguage();
  const { history } = useOpenWallet();
  useSync();
  const say = words.wallet.entries;
  const [wanted, setWanted] = useState('');
  const sought = wanted.trim().toLowerCase();
  const found = history.filter((entry) => {
    const { memo, amount, currency, party, kind } = entry;
    const texts = [partyOf(entry, say), memo, amount, currency, party, say.kinds[kind]];
    return texts.some((text) => text?.toLowerCase().includes(sought) === true);
  });
  return (
    <>
      <h1>{say.title}</h1>
      <TextInput
        label={say.search}
        type="search"
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      {found.length === 0 ? (
        <p className="faded">{say.none}</p>
      ) : (
        <ul className="rows card">
          {found.map((entry) => (
            <EntryRow key={entry.id + entry.kind} entry={entry} />
          ))}
        </ul>
      )}
    </>
  );
}
