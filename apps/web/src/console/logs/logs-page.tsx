import './logs.css';
import { NativeSelect, TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { Shown } from '../../frame/states.tsx';
import { useConsoleLanguage } from '../language.tsx';
import { useOperatorAnswer } from '../operator.tsx';
import { LEVELS, type LogLevel, type LogLine, logPath, prettyData } from './log-lines.ts';

const ASKED_AGAIN_MS = 2000;
const DAY_MS = 86_400_000;

/** The newest lines of the node's log: by level, searched, and followed. */
export function LogsPage(): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.health.logs;
  const [least, setLeast] = useState<LogLevel>('info');
  const [containing, setContaining] = useState('');
  const [isFollowed, setFollowed] = useState(true);
  const path = logPath(least, containing);
  const every = isFollowed ? ASKED_AGAIN_MS : undefined;
  const answer = useOperatorAnswer<{ readonly lines: readonly LogLine[] }>(path, every);
  return (
    <section className="stack">
      <h1>{say.title}</h1>
      <p className="lead">{say.lead}</p>
      <form className="row log-filters" onSubmit={(event) => event.preventDefault()}>
        <NativeSelect
          label={say.level}
          value={least}
          data={LEVELS.map((value) => ({ value, label: say.levels[value] }))}
          onChange={(event) => setLeast(event.currentTarget.value as LogLevel)}
        />
        <TextInput
          label={say.search}
          type="search"
          maxLength={64}
          value={containing}
          onChange={(event) => setContaining(event.currentTarget.value)}
        />
        <label className="log-follow">
          <input
            type="checkbox"
            checked={isFollowed}
            onChange={(event) => setFollowed(event.currentTarget.checked)}
          />
          {say.follow}
        </label>
      </form>
      <Shown answer={answer}>
        {({ lines }) =>
          lines.length === 0 ? (
            <p className="faded">{say.none}</p>
          ) : (
            <ol className="log-lines">
              {lines.toReversed().map((line) => (
                <Line key={line.number} line={line} />
              ))}
            </ol>
          )
        }
      </Shown>
      <p className="faded small">{say.older}</p>
    </section>
  );
}

const MARKS: Readonly<Record<LogLevel, string>> = {
  debug: 'mark',
  info: 'mark',
  warn: 'mark mark-waiting',
  error: 'mark mark-bad',
  fatal: 'mark mark-bad',
};

/** What the log says is English, whatever the page speaks. */
function Line({ line }: { line: LogLine }): ReactElement {
  const { words, tick } = useConsoleLanguage();
  const say = words.console.health.logs;
  const { time, level, text, data } = line;
  return (
    <li>
      <time className="faded small figures" dateTime={new Date(time).toISOString()}>
        {tick(time, DAY_MS)}, {tick(time, 0)}
      </time>
      <span className={MARKS[level]}>{say.marks[level]}</span>
      <div className="stack-tight" lang="en" dir="ltr">
        <span className="wrap-anywhere">{text}</span>
        {data !== '' && (
          <details className="small">
            <summary>{say.more}</summary>
            <pre className="log-data">{prettyData(data)}</pre>
          </details>
        )}
      </div>
    </li>
  );
}
