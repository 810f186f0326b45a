import type { ReactElement } from 'react';
import { useLanguage } from '../../frame/language.tsx';
import type { ContentStated } from './messages.ts';
import { type ComparedLine, compared, linesOf } from './stated-lines.ts';

/** What a content says, line by line; beside what there was before, what is changed comes first. */
export function ContentShown({
  stated,
  before = null,
}: {
  stated: ContentStated;
  before?: ContentStated | null;
}): ReactElement {
  const language = useLanguage();
  const { words, number } = language;
  const say = words.changes;
  const lines = compared(linesOf(stated, language), before && linesOf(before, language));
  const news = lines.filter(({ change }) => change !== 'same');
  const rest = lines.filter(({ change }) => change === 'same');
  return (
    <div className="stack">
      <Lines lines={news} />
      {rest.length > 0 && (
        <details>
          <summary>{say.rest(number(rest.length))}</summary>
          <Lines lines={rest} />
        </details>
      )}
    </div>
  );
}

function Lines({ lines }: { lines: readonly ComparedLine[] }): ReactElement {
  const { words } = useLanguage();
  const say = words.changes;
  const groups = [...new Set(lines.map(({ group }) => group))];
  return (
    <>
      {groups.map((group) => (
        <section key={group} className="stack-tight">
          <h3>{say[group]}</h3>
          <ul className="rows">
            {lines
              .filter((line) => line.group === group)
              .map((line, at) => (
                <li key={at} className="stack-tight" data-change={line.change ?? undefined}>
                  <Line line={line} />
                </li>
              ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function Line({
  line: { name, text, keys, change, before },
}: {
  line: ComparedLine;
}): ReactElement {
  const { words } = useLanguage();
  const say = words.changes;
  const marks = { new: say.newOne, changed: say.changed, gone: say.gone, same: null };
  const mark = change === null ? null : marks[change];
  return (
    <>
      <span className="row">
        <strong>{name}</strong>
        {mark !== null && (
          <span className={`mark mark-${change === 'gone' ? 'bad' : 'waiting'}`}>{mark}</span>
        )}
      </span>
      <span>{text}</span>
      {before !== null && <span className="faded small">{say.before(before)}</span>}
      {keys.length > 0 && (
        <details>
          <summary className="small">{say.keys}</summary>
          <ul className="conditions">
            {keys.map((key) => (
              <li key={key}>
                <code className="small wrap-anywhere">{key}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
