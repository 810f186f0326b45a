import { Button, TextInput } from '@mantine/core';
import type { HistoryEntry } from '@tallystick/wallet';
import { type ReactElement, useState } from 'react';
import { directionOf, partyOf, soughtIn, standingOf, whatOf } from '../entry-words.ts';
import { EVERYTHING, filtered } from '../history-filter.ts';
import { useWalletLanguage } from '../language.tsx';

const PAGE = 50;

/** A history to read and to search, newest first: with no way to pay again, and no link to a proof of this wallet's. */
export function Archive({ history }: { history: readonly HistoryEntry[] }): ReactElement {
  const { words, number } = useWalletLanguage();
  const { takeAlong, entries, statement } = words.wallet;
  const say = takeAlong.found;
  const [sought, setSought] = useState('');
  const [most, setMost] = useState(PAGE);
  const found = filtered(history, { ...EVERYTHING, sought }, (entry) =>
    soughtIn(entry, entries),
  ).toReversed();
  const shown = found.slice(0, most);
  return (
    <details>
      <summary>
        {say.archive} ({number(history.length)})
      </summary>
      <div className="stack">
        <p className="callout callout-waiting">{say.archiveMeans}</p>
        <TextInput
          label={entries.search}
          type="search"
          value={sought}
          onChange={(event) => setSought(event.currentTarget.value)}
        />
        {found.length === 0 && (
          <p className="faded">{history.length === 0 ? entries.none : statement.filter.none}</p>
        )}
        <ul className="rows">
          {shown.map((entry, i) => (
            <Row key={`${entry.id} ${i}`} entry={entry} />
          ))}
        </ul>
        <p className="faded small" role="status">
          {say.matches(number(shown.length), number(history.length))}
        </p>
        {shown.length < found.length && (
          <div>
            <Button variant="subtle" onClick={() => setMost(most + PAGE)}>
              {say.more}
            </Button>
          </div>
        )}
      </div>
    </details>
  );
}

function Row({ entry }: { entry: HistoryEntry }): ReactElement {
  const { words, amount, moment } = useWalletLanguage();
  const { entries } = words.wallet;
  const { kind, time, memo, note, currency } = entry;
  const party = partyOf(entry, entries);
  const sign = kind === 'paid' || kind === 'set-aside' ? '−' : '+';
  return (
    <li className="spread">
      <span className="wrap-anywhere">
        {whatOf(entry, entries)}
        {party !== null && ` ${directionOf(kind, entries)(party)}`}
        {memo !== undefined && <span className="faded"> {memo}</span>}
        <br />
        {note !== undefined && (
          <>
            <em className="small">{note}</em>
            <br />
          </>
        )}
        <span className="faded small">
          {moment(time)} · {entries.statuses[standingOf(entry)]}
        </span>
      </span>
      {entry.amount !== undefined && (
        <span className="figures">
          {sign} {amount(entry.amount)} {currency}
        </span>
      )}
    </li>
  );
}
