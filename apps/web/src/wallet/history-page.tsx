import { NativeSelect, TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { Link } from '../frame/route.tsx';
import { useWalletLanguage } from './language.tsx';
import { EntryRow } from './entry-row.tsx';
import { soughtIn } from './entry-words.ts';
import { EVERYTHING, type HistoryFilter, filtered } from './history-filter.ts';
import { peopleOf } from './people.ts';
import { PersonFilter } from './person-filter.tsx';
import { useSync } from './use-sync.ts';
import { useOpenWallet } from './wallet-state.tsx';

/**
 * Everything that this wallet did, newest first, found by name, note, amount or currency, and by person, kind,
 * state and time.
 */
export function HistoryPage(): ReactElement {
  const { words } = useWalletLanguage();
  const { history } = useOpenWallet();
  useSync();
  const say = words.wallet.entries;
  const [filter, setFilter] = useState(EVERYTHING);
  const found = filtered(history, filter, (entry) => soughtIn(entry, say));
  return (
    <>
      <div className="spread">
        <h1>{say.title}</h1>
        <Link href="/wallet/statement">{words.wallet.statement.title}</Link>
      </div>
      <div className="stack">
        <TextInput
          label={say.search}
          type="search"
          value={filter.sought}
          onChange={(event) => setFilter({ ...filter, sought: event.currentTarget.value })}
        />
        <PersonFilter
          people={peopleOf(history)}
          who={filter.who}
          choose={(who) => setFilter({ ...filter, who })}
        />
        <Filters filter={filter} setFilter={setFilter} />
      </div>
      {found.length === 0 ? (
        <p className="faded">
          {history.length === 0 ? say.none : words.wallet.statement.filter.none}
        </p>
      ) : (
        <ul className="rows card">
          {found.map((entry) => (
            <EntryRow key={`${entry.id} ${entry.kind} ${entry.line ?? 0}`} entry={entry} isWhole />
          ))}
        </ul>
      )}
    </>
  );
}

function Filters({
  filter,
  setFilter,
}: {
  filter: HistoryFilter;
  setFilter: (filter: HistoryFilter) => void;
}): ReactElement {
  const { words } = useWalletLanguage();
  const { view } = useOpenWallet();
  const { filter: say } = words.wallet.statement;
  const { kinds, statuses } = words.wallet.entries;
  const any = { value: '', label: say.any };
  const named = (names: object): { value: string; label: string }[] =>
    Object.entries(names).map(([value, label]) => ({ value, label: String(label) }));
  const set = (change: object): void => setFilter({ ...filter, ...change });
  const choices: [keyof HistoryFilter, string, { value: string; label: string }[]][] = [
    ['kind', say.kind, named(kinds)],
    ['status', say.status, named(statuses)],
    [
      'currency',
      words.wallet.statement.currency,
      view.currencies.map(({ code }) => ({ value: code, label: code })),
    ],
  ];
  const days: [keyof HistoryFilter, string][] = [
    ['from', say.from],
    ['to', say.to],
  ];
  return (
    <details>
      <summary>{say.title}</summary>
      <div className="columns columns-four">
        {choices.map(([name, label, data]) => (
          <NativeSelect
            key={name}
            label={label}
            data={[any, ...data]}
            value={filter[name]}
            onChange={(event) => set({ [name]: event.currentTarget.value })}
          />
        ))}
        {days.map(([name, label]) => (
          <TextInput
            key={name}
            type="date"
            label={label}
            value={filter[name]}
            onChange={(event) => set({ [name]: event.currentTarget.value })}
          />
        ))}
      </div>
    </details>
  );
}
