import type { ReactElement } from 'react';
import { useLanguage } from '../../frame/language.tsx';
import type { BeforeStated, ContentStated } from './messages.ts';
import { type ComparedLine, compared, linesOf } from './stated-lines.ts';

/** What a proposal says, beside what it would replace, and what that is. */
export function ContentBeside({
  stated,
  before,
}: {
  stated: ContentStated;
  before: BeforeStated | null;
}): ReactElement {
  const { words } = useLanguage();
  const { beside, noBefore } = words.changes;
  return (
    <div className="stack">
      {before === null ? (
        <p className="callout callout-waiting">{noBefore}</p>
      ) : (
        <p className="faded small">{beside[before.of]}</p>
      )}
      <ContentShown stated={stated} before={before?.stated ?? null} />
    </div>
  );
}

/** What a content says, line by line; beside what there was before, what is changed comes first. */
export function ContentShown({
  stated,
  before,
}: {
  stated: ContentStated;
  before: ContentStated | null;
}): ReactElement {
  const language = useLanguage();
  const { words, number } = language;
  const say = words.changes;
  const lines = compared(linesOf(stated, language), before && linesOf(before, language));
  const news = lines.filter(({ change }) => change !== 'same');
  const rest = lines.filter(({ change }) => change === 'same');
  return (
    <div className="stack">
      {lines.length === 0 && <p>{say.empty}</p>}
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
  line: { group, name, text, keys, change, before, keysBefore },
}: {
  line: ComparedLine;
}): ReactElement {
  const { words } = useLanguage();
  const say = words.changes;
  const ids: Partial<Record<typeof group, string>> = say.ids;
  const marks = { new: say.newOne, changed: say.changed, gone: say.gone, same: null };
  const mark = change === null ? null : marks[change];
  const own = keys.map((key) => ({
    key,
    mark: change === 'changed' && !keysBefore.includes(key) ? say.newOne : null,
  }));
  const gone = keysBefore.filter((key) => !keys.includes(key));
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
        <details open={change !== null && change !== 'same'}>
          <summary className="small">{ids[group] ?? say.keys}</summary>
          <ul className="conditions">
            {[...own, ...gone.map((key) => ({ key, mark: say.gone }))].map(({ key, mark: of }) => (
              <li key={key}>
                <code className="small wrap-anywhere">{key}</code>{' '}
                {of !== null && <strong className="small">{of}</strong>}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
