import type { ReactElement } from 'react';
import { PageHead } from '../frame/page-head.tsx';
import { useLanguage } from '../frame/language.tsx';
import { Link } from '../frame/route.tsx';
import { Shown } from '../frame/states.tsx';
import type { RulesShown, TextShown } from '../sovereign/answers.ts';
import { useAnswer } from '../sovereign/use-answer.ts';

const OFTEN_MS = 15_000;

/** Every text by which payments are decided. */
export function RulesPage(): ReactElement {
  const { words } = useLanguage();
  const rules = useAnswer<RulesShown>('/v1/rules', OFTEN_MS);
  return (
    <div className="page stack-wide">
      <PageHead title={words.rules.title} lead={words.rules.lead} />
      <Shown answer={rules}>
        {({ modules, lists }) =>
          modules.length + lists.length === 0 ? (
            <div className="callout">
              <strong>{words.rules.none}</strong>
              <p>{words.rules.noneMeans}</p>
            </div>
          ) : (
            <>
              <Texts title={words.rules.modules} texts={modules} />
              {lists.length > 0 && <Texts title={words.rules.lists} texts={lists} />}
            </>
          )
        }
      </Shown>
    </div>
  );
}

function Texts({ title, texts }: { title: string; texts: readonly TextShown[] }): ReactElement {
  const { words, day } = useLanguage();
  const now = Date.now();
  return (
    <section className="stack">
      <h2>{title}</h2>
      <div className="columns">
        {texts.map((text) => (
          <Link key={text.hash} href={`/rules/${text.name}`} className="card">
            <div className="spread">
              <h3>
                <OwnerName name={text.name} />
              </h3>
              <ForceMark text={text} now={now} />
            </div>
            <p className="faded small">{words.rules.versionSince(text.version, day(text.from))}</p>
          </Link>
        ))}
      </div>
    </section>
  );
}

/** Whose rules: a country by its name, everything else as it is written. */
export function OwnerName({ name }: { name: string }): ReactElement {
  const { words, country } = useLanguage();
  if (name === 'GLOBAL') return <>{words.rules.global}</>;
  return <>{country(name) === name ? name : `${country(name)} (${name})`}</>;
}

export function ForceMark({
  text: { from, until },
  now,
}: {
  text: Pick<TextShown, 'from' | 'until'>;
  now: number;
}): ReactElement {
  const { words, day } = useLanguage();
  if (from > now) return <span className="mark mark-waiting">{words.rules.from(day(from))}</span>;
  if (until !== null && until <= now) return <span className="mark">{words.rules.over}</span>;
  return <span className="mark mark-good">{words.rules.inForce}</span>;
}
