import { type ReactElement, useEffect, useState } from 'react';
import { useLanguage } from '../frame/language.tsx';
import { Link } from '../frame/route.tsx';
import { Shown } from '../frame/states.tsx';
import type { ListsShown, RulesShown, TextShown, VersionShown } from '../sovereign/answers.ts';
import { type Answer, useAnswer, useText } from '../sovereign/use-answer.ts';
import { Difference } from './difference.tsx';
import { ListEffect } from './list-effect.tsx';
import { ListParties } from './list-parties.tsx';
import { RuleLines, RuleText } from './rule-lines.tsx';
import { ForceMark, OwnerName } from './rules-page.tsx';

/** One module or list: its text in force, what is to come, and every version with what it changed. */
export function TextPage({ name }: { name: string }): ReactElement {
  const { words } = useLanguage();
  const rules = useAnswer<RulesShown>('/v1/rules');
  return (
    <div className="page stack-wide">
      <header className="stack">
        <p>
          <Link href="/rules">{words.rules.title}</Link>
        </p>
        <h1>
          <OwnerName name={name} />
        </h1>
      </header>
      <Shown answer={rules}>
        {({ modules, lists }) => {
          const isList = lists.some((list) => list.name === name);
          const texts = [...modules, ...lists].filter((text) => text.name === name);
          const matter = isList ? `list ${name}` : name === 'GLOBAL' ? 'global' : `module ${name}`;
          return (
            <>
              {isList && <ListStanding name={name} />}
              {texts.map((text) => (
                <Standing key={text.hash} text={text} />
              ))}
              {texts.length === 0 && <p className="callout">{words.rules.noneOfName(name)}</p>}
              <Versions matter={matter} />
            </>
          );
        }}
      </Shown>
    </div>
  );
}

/** What a list of parties does and whom it names, before its text, in which they are numbers. */
function ListStanding({ name }: { name: string }): ReactElement | null {
  const { words, moment, number } = useLanguage();
  const say = words.lists;
  const answer = useAnswer<ListsShown>('/v1/rules/lists');
  if (answer.value === null) return null;
  const { lists, time } = answer.value;
  const own = lists.filter((list) => list.name === name && list.of === 'parties');
  const shown = own.find(({ isInForce }) => isInForce) ?? own[0];
  if (shown === undefined) return null;
  return (
    <section className="card">
      <h2>{say.does}</h2>
      {!shown.isInForce && <p>{say.toCome(number(shown.version), moment(shown.from))}</p>}
      <ListEffect list={shown} time={time} />
      <h2>{say.parties}</h2>
      {shown.isConfidential || shown.entries === null ? (
        <p>{say.secret}</p>
      ) : (
        <ListParties name={name} />
      )}
    </section>
  );
}

function Standing({ text }: { text: TextShown }): ReactElement {
  const { words, day } = useLanguage();
  // The text comes after the page: only now is there something to go to.
  useEffect(() => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target === null) return;
    // The browser marks as its target only what it goes to by itself.
    location.replace(location.hash);
    target.scrollIntoView();
  }, [text.hash]);
  return (
    <section className="stack">
      <div className="spread">
        <h2>{words.rules.versionSince(text.version, day(text.from))}</h2>
        <ForceMark text={text} now={Date.now()} />
      </div>
      <RuleText text={text.text} />
    </section>
  );
}

function Versions({ matter }: { matter: string }): ReactElement {
  const { words } = useLanguage();
  const answer: Answer<{ versions: readonly VersionShown[] }> = useAnswer(
    `/v1/rules/versions/${encodeURIComponent(matter)}`,
  );
  return (
    <section className="stack">
      <h2>{words.rules.history}</h2>
      <Shown answer={answer}>
        {({ versions }) =>
          versions.length === 0 ? (
            <p className="faded">{words.rules.noHistory}</p>
          ) : (
            <ol className="stack">
              {versions.toReversed().map((version, index, all) => (
                <Version
                  key={version.proposal}
                  version={endedBy(version, all.slice(0, index))}
                  before={all[index + 1] ?? null}
                />
              ))}
            </ol>
          )
        }
      </Shown>
    </section>
  );
}

/** A version with its real end: a later one that came in the ordinary way is in its place. */
function endedBy(version: VersionShown, later: readonly VersionShown[]): VersionShown {
  const starts = later.filter(({ lane }) => lane === 'ordinary').map(({ from }) => from);
  const end = Math.min(version.until ?? Infinity, ...starts);
  return { ...version, until: Number.isFinite(end) ? end : null };
}

function Version({
  version,
  before,
}: {
  version: VersionShown;
  before: VersionShown | null;
}): ReactElement {
  const { words, day } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const { name, proposal, decidedAt, differences } = version;
  return (
    <li className="card">
      <div className="spread">
        <h3>{name}</h3>
        <ForceMark text={version} now={Date.now()} />
      </div>
      <p className="faded small">
        {words.rules.decided(day(decidedAt))} ·{' '}
        <Link href={`/votes/${proposal}`}>{words.rules.howDecided}</Link>
      </p>
      {differences !== null && differences.length > 0 && (
        <ul className="conditions" lang="en" dir="ltr">
          {differences.map(({ message, witness }) => (
            <li key={message}>
              {message}
              {witness !== null && <div className="faded small wrap-anywhere">{witness}</div>}
            </li>
          ))}
        </ul>
      )}
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{before === null ? words.rules.text : words.rules.changes(before.name)}</summary>
        {isOpen && <Changes version={version} before={before} />}
      </details>
    </li>
  );
}

/** The text of a version, beside the one before it where there is one; fetched when somebody wants to see it. */
function Changes({
  version,
  before,
}: {
  version: VersionShown;
  before: VersionShown | null;
}): ReactElement {
  const newer = useText(pathOf(version));
  const older = useText(pathOf(before ?? version));
  return (
    <Shown answer={newer}>
      {(text) => {
        if (before === null) return <RuleLines text={text} />;
        return <Shown answer={older}>{(was) => <Difference older={was} newer={text} />}</Shown>;
      }}
    </Shown>
  );
}

function pathOf({ content }: VersionShown): string {
  return `/v1/rules/contents/${content.hash}`;
}
