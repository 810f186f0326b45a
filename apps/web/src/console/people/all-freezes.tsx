import type { ReactElement } from 'react';
import { ListEffect } from '../../book/list-effect.tsx';
import { ListParties } from '../../book/list-parties.tsx';
import { ForceMark } from '../../book/rules-page.tsx';
import { Link } from '../../frame/route.tsx';
import { Shown } from '../../frame/states.tsx';
import type { ListsShown } from '../../sovereign/answers.ts';
import { useAnswer } from '../../sovereign/use-answer.ts';
import { useConsoleLanguage } from '../language.tsx';
import { publicLists, stopsAll } from './standing.ts';
import { StoppingRules } from './stopping-rules.tsx';

const OFTEN_MS = 5000;

/** Every public list that names people: what rules make of it, and whom it names. */
export function AllFreezes(): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.freezes;
  const answer = useAnswer<ListsShown>('/v1/rules/lists', OFTEN_MS);
  return (
    <section className="stack" data-all-freezes>
      <h2>{say.all}</h2>
      <p className="faded">{say.allMean}</p>
      <Shown answer={answer}>
        {(shown) => {
          const lists = publicLists(shown);
          if (lists.length === 0) return <p>{say.none}</p>;
          return (
            <>
              {lists.map((list) => (
                <article key={list.name} className="card" data-list={list.name}>
                  <div className="spread">
                    <h3>
                      <Link href={`/rules/${list.name}`}>{list.name}</Link>
                    </h3>
                    <ForceMark text={list} now={shown.time} />
                  </div>
                  <ListEffect list={list} time={shown.time} />
                  {!stopsAll(list) && <StoppingRules list={list} />}
                  <h3>{words.lists.parties}</h3>
                  <ListParties key={list.version} name={list.name} />
                </article>
              ))}
            </>
          );
        }}
      </Shown>
    </section>
  );
}
