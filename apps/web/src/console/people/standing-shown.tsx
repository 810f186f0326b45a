import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { ListEffect } from '../../book/list-effect.tsx';
import { StageMark } from '../../book/stage-mark.tsx';
import { Link } from '../../frame/route.tsx';
import { Shown } from '../../frame/states.tsx';
import type {
  IdentityShown,
  ListsShown,
  NamedShown,
  ProposalShown,
} from '../../sovereign/answers.ts';
import { useAnswer } from '../../sovereign/use-answer.ts';
import { useConsoleLanguage } from '../language.tsx';
import { FreezeForm } from './freeze-form.tsx';
import { type OnList, publicLists, standingOn } from './standing.ts';
import { UnderWay } from './under-way.tsx';

const OFTEN_MS = 5000;
/** What is open for long is among the newest all the same. */
const NEWEST = 50;

/** Whether somebody is frozen: by which lists, what that stops, what is decided and what is proposed; and the way to change it. */
export function StandingShown({ identity }: { identity: IdentityShown }): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.freezes;
  const named = useAnswer<NamedShown>(`/v1/identities/${identity.identity}/lists`, OFTEN_MS);
  const lists = useAnswer<ListsShown>('/v1/rules/lists', OFTEN_MS);
  const proposals = useAnswer<{ readonly proposals: readonly ProposalShown[] }>(
    `/v1/rules/proposals?limit=${NEWEST}`,
    OFTEN_MS,
  );
  const open = (proposals.value?.proposals ?? []).filter(
    ({ matter, stage }) =>
      matter.startsWith('list ') && (stage.kind === 'comment' || stage.kind === 'voting'),
  );
  return (
    <section className="stack" data-standing>
      <h3>{say.standing}</h3>
      <Shown answer={named}>
        {(shown) => (
          <Shown answer={lists}>
            {(all) => {
              const on = standingOn(shown, all.lists);
              const naming = on.filter(({ now }) => now !== null);
              return (
                <>
                  {naming.length === 0 && <p>{say.free}</p>}
                  {on.map((one) => (
                    <OnOneList key={one.name} on={one} time={all.time} />
                  ))}
                  <Pauses pauses={shown.pauses} />
                  {open.map(({ id, matter, stage }) => (
                    <UnderWay
                      key={id}
                      id={id}
                      list={matter.slice('list '.length)}
                      identity={identity.identity}
                      isNamed={naming.some(({ name }) => matter === `list ${name}`)}
                      mark={<StageMark kind={stage.kind} />}
                    />
                  ))}
                  <Change
                    key={naming.map(({ name }) => name).join(' ')}
                    identity={identity}
                    on={on.map(({ name }) => name)}
                    all={publicLists(all).map(({ name }) => name)}
                  />
                </>
              );
            }}
          </Shown>
        )}
      </Shown>
    </section>
  );
}

/** The ways to change it; begun anew whenever it has changed. */
function Change({
  identity,
  on,
  all,
}: {
  identity: IdentityShown;
  /** Lists that name somebody, or will. */
  on: readonly string[];
  all: readonly string[];
}): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.freezes;
  const [doing, setDoing] = useState<'freeze' | 'release' | null>(null);
  if (doing !== null) {
    return (
      <FreezeForm
        key={doing}
        does={doing}
        identity={identity}
        lists={doing === 'release' ? on : all}
        cancel={() => setDoing(null)}
      />
    );
  }
  return (
    <div className="row">
      <Button variant="light" onClick={() => setDoing('freeze')}>
        {say.freeze}
      </Button>
      {on.length > 0 && (
        <Button variant="light" onClick={() => setDoing('release')}>
          {say.release}
        </Button>
      )}
    </div>
  );
}

function OnOneList({
  on: { name, now, next, list },
  time,
}: {
  on: OnList;
  time: number;
}): ReactElement {
  const { words, moment, number } = useConsoleLanguage();
  const say = words.console.freezes;
  return (
    <div className="stack-tight" data-list={name}>
      {now !== null && (
        <p>
          <strong>{say.named(name, number(now.version), moment(now.from))}</strong>{' '}
          <Link href={`/rules/${name}`}>{say.read}</Link>
        </p>
      )}
      {next !== null && (
        <p className="callout callout-waiting">{say.toCome[next.does](name, moment(next.at))}</p>
      )}
      {now !== null && list !== null && <ListEffect list={list} time={time} />}
    </div>
  );
}

function Pauses({ pauses }: Pick<NamedShown, 'pauses'>): ReactElement {
  const { words, moment } = useConsoleLanguage();
  const say = words.console.freezes;
  return (
    <>
      {pauses.map(({ list, currency, since, until }) => (
        <p key={`${list}-${currency ?? ''}`} className="callout callout-waiting" data-paused>
          {say.paused(currency ?? say.everyCurrency, moment(since))}{' '}
          {until !== null && say.pausedUntil(moment(until))}
        </p>
      ))}
    </>
  );
}
