import './statement.css';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { decimalOf } from '../../frame/decimal-of.ts';
import { directionOf, partyOf, whatOf } from '../entry-words.ts';
import { useWalletLanguage } from '../language.tsx';
import { peopleOf } from '../people.ts';
import { PersonFilter, useNameOf } from '../person-filter.tsx';
import { saveFile } from '../../frame/save-file.ts';
import { useSync } from '../use-sync.ts';
import { useOpenWallet } from '../wallet-state.tsx';
import {
  type Statement,
  type StatementLine,
  beginOf,
  csvOf,
  dayText,
  statementOf,
  statementWith,
} from './statement.ts';

const MONTH_MS = 30 * 86_400_000;

/** What came and went in a time, in one currency, with the balances before and after: to print, or as a table. */
export function StatementPage(): ReactElement {
  const { words } = useWalletLanguage();
  const { view, history, balances } = useOpenWallet();
  useSync();
  const say = words.wallet.statement;
  const [code, setCode] = useState(view.currencies[0]?.code ?? '');
  const [chosen, setChosen] = useState('');
  const people = peopleOf(history);
  const person = people.find((one) => one.who === chosen);
  const nameOf = useNameOf();
  const [from, setFrom] = useState(() => dayText(Date.now() - MONTH_MS));
  const [to, setTo] = useState(() => dayText(Date.now()));
  const decimals = view.currencies.find((one) => one.code === code)?.decimals ?? 0;
  const whole = statementOf({
    history,
    currency: code,
    decimals,
    balance: balances.balances[code] ?? '0',
    from: beginOf(from) ?? 0,
    until: beginOf(to, 1) ?? Number.MAX_SAFE_INTEGER,
  });
  const statement = person === undefined ? whole : statementWith(whole, person.who);
  const shown = { statement, decimals, isWhole: person === undefined };
  const who = view.handle === null ? view.address : `@${view.handle}`;
  return (
    <>
      <header className="stack-tight">
        <h1>{say.title}</h1>
        <p className="lead">{say.of(who, view.sovereign.name)}</p>
        <p className="faded small">{say.lead}</p>
      </header>
      <div className="columns columns-four">
        <NativeSelect
          label={say.currency}
          data={view.currencies.map((one) => one.code)}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={say.from}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={say.to}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
      </div>
      <PersonFilter people={people} who={chosen} choose={setChosen} />
      {person !== undefined && <p>{say.person.only(nameOf(person))}</p>}
      <Shown {...shown} code={code} />
      <div className="row not-printed">
        <Button onClick={() => print()}>{say.print}</Button>
        <Save {...shown} name={`${code}-${from}-${to}.csv`} />
      </div>
    </>
  );
}

interface ShownStatement {
  readonly statement: Statement;
  readonly decimals: number;
  /** Balances go with everybody's lines, and with nobody's alone. */
  readonly isWhole: boolean;
}

function Save({
  statement,
  decimals,
  isWhole,
  name,
}: ShownStatement & { name: string }): ReactElement {
  const { words } = useWalletLanguage();
  const { statement: say, entries } = words.wallet;
  const plain = (units: bigint): string => decimalText(units, decimals);
  const save = (): void => {
    const balanced = (units: bigint): string[] => (isWhole ? [plain(units)] : []);
    const balance = (label: string, units: bigint): string[][] =>
      isWhole ? [['', label, '', '', '', '', plain(units)]] : [];
    const rows = [
      [say.date, say.what, '', '', say.note.label, say.change, ...(isWhole ? [say.balance] : [])],
      ...balance(say.opening, statement.opening),
      ...statement.lines.map(({ entry, change, balance: after }) => [
        new Date(entry.time).toISOString(),
        whatOf(entry, entries),
        partyOf(entry, entries) ?? '',
        entry.memo ?? '',
        entry.note ?? '',
        plain(change),
        ...balanced(after),
      ]),
      ...balance(say.closing, statement.closing),
    ];
    saveFile(name, csvOf(rows), 'text/csv');
  };
  return (
    <Button variant="light" onClick={save}>
      {say.table}
    </Button>
  );
}

/** `decimalOf` of what may be below zero. */
function decimalText(units: bigint, decimals: number): string {
  const decimal = decimalOf(String(units < 0n ? -units : units), decimals);
  return units < 0n ? `-${decimal}` : decimal;
}

function Shown({
  statement,
  code,
  decimals,
  isWhole,
}: ShownStatement & { code: string }): ReactElement {
  const { words, amount } = useWalletLanguage();
  const say = words.wallet.statement;
  const { opening, closing, cameIn, wentOut, lines, unknown } = statement;
  const shown = (units: bigint): string => amount(decimalText(units, decimals));
  const moved: [string, bigint][] = [
    [say.cameIn, cameIn],
    [say.wentOut, -wentOut],
  ];
  const sums: [string, bigint][] = isWhole
    ? [[say.opening, opening], ...moved, [say.closing, closing]]
    : moved;
  return (
    <>
      <dl className="facts figures statement-sums">
        {sums.map(([label, units]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {shown(units)} {code}
            </dd>
          </div>
        ))}
      </dl>
      {unknown > 0 && (
        <p className="callout callout-waiting">
          {isWhole ? say.unknown(unknown) : say.person.unknown(unknown)}
        </p>
      )}
      {lines.length === 0 ? (
        <p className="faded">{say.none}</p>
      ) : (
        <div className="statement-scroll" tabIndex={0} role="region" aria-label={say.title}>
          <table className="statement figures">
            <thead>
              <tr>
                <th scope="col">{say.date}</th>
                <th scope="col">{say.what}</th>
                <th scope="col">{say.change}</th>
                {isWhole && <th scope="col">{say.balance}</th>}
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <Line
                  key={`${line.entry.id} ${line.entry.line ?? 0}`}
                  line={line}
                  isWhole={isWhole}
                  shown={shown}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

function Line({
  line: { entry, change, balance },
  isWhole,
  shown,
}: {
  line: StatementLine;
  isWhole: boolean;
  shown: (units: bigint) => string;
}): ReactElement {
  const { words, dayShort } = useWalletLanguage();
  const {
    entries,
    statement: { note },
  } = words.wallet;
  const party = partyOf(entry, entries);
  const direction = directionOf(entry.kind, entries);
  return (
    <tr>
      <td className="statement-day">{dayShort(entry.time)}</td>
      <td className="wrap-anywhere">
        {whatOf(entry, entries)}
        {party !== null && ` ${direction(party)}`}
        {entry.memo !== undefined && <span className="faded small"> {entry.memo}</span>}
        {entry.note !== undefined && (
          <span className="faded small">
            {' '}
            {note.of} {entry.note}
          </span>
        )}
      </td>
      <td>{shown(change)}</td>
      {isWhole && <td>{shown(balance)}</td>}
    </tr>
  );
}
