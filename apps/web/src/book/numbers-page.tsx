import type { ReactElement } from 'react';
import { PageHead } from '../frame/page-head.tsx';
import { BarList } from '../charts/bar-list.tsx';
import { Chart } from '../charts/chart.tsx';
import { useLanguage } from '../frame/language.tsx';
import { Link } from '../frame/route.tsx';
import { Shown } from '../frame/states.tsx';
import type { AlarmsShown, AppealsShown, LogDaysShown, RingShown } from '../sovereign/answers.ts';
import { useAnswer } from '../sovereign/use-answer.ts';

const ASKED_AGAIN_MS = 15_000;
/** At its noon a day of universal time has the same date nearly everywhere. */
const HALF_DAY_MS = 43_200_000;

/** What can be counted and exposes nobody. */
export function NumbersPage(): ReactElement {
  const { words } = useLanguage();
  const say = words.numbers;
  return (
    <div className="page stack-wide">
      <PageHead title={say.title} lead={say.lead} />
      <LogGrowth />
      <div className="columns">
        <Appeals />
        <Watch />
      </div>
      <p>
        <Link href="/money">{say.supply}</Link>
      </p>
    </div>
  );
}

function LogGrowth(): ReactElement {
  const { words, number, day: dayOf } = useLanguage();
  const say = words.numbers.log;
  const answer = useAnswer<LogDaysShown>('/v1/log/days?days=30', ASKED_AGAIN_MS);
  return (
    <section className="card">
      <h2>{say.title}</h2>
      <Shown answer={answer}>
        {({ size, days }) => (
          <>
            <p className="large-amount">
              {number(size)}
              <small>{say.entries}</small>
            </p>
            <Chart
              title={say.title}
              times={days.map(({ day }) => day + HALF_DAY_MS)}
              when={dayOf}
              series={[
                {
                  name: say.perDay,
                  kind: 'bars',
                  colour: 'accent',
                  write: (value) => number(Number(value)),
                  values: days.map(({ entries }) => entries),
                },
              ]}
            />
          </>
        )}
      </Shown>
      <p className="faded small">{say.means}</p>
    </section>
  );
}

function Appeals(): ReactElement {
  const { words, number } = useLanguage();
  const say = words.numbers.appeals;
  const answer = useAnswer<AppealsShown>('/v1/rules/appeals', ASKED_AGAIN_MS);
  return (
    <section className="card">
      <h2>{say.title}</h2>
      <Shown answer={answer}>
        {({ open, overdue, outcomes, hoursToAnswer: { median } }) => {
          const answered = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
          if (open + answered === 0) return <p className="faded">{say.none}</p>;
          return (
            <>
              <BarList
                rows={[
                  { name: say.open, value: open, said: number(open), colour: 'plain' },
                  { name: say.overdue, value: overdue, said: number(overdue), colour: 'bad' },
                  ...Object.entries(outcomes).map(([outcome, count]) => ({
                    name: say.outcomes[outcome as keyof typeof outcomes],
                    value: count,
                    said: number(count),
                  })),
                ]}
              />
              {median !== null && <p className="faded small">{say.median(number(median))}</p>}
            </>
          );
        }}
      </Shown>
    </section>
  );
}

/** What watches rules, and what hides whom they hold. */
function Watch(): ReactElement {
  const { words, number, share } = useLanguage();
  const say = words.numbers.watch;
  const alarms = useAnswer<AlarmsShown>('/v1/rules/alarms', ASKED_AGAIN_MS);
  const ring = useAnswer<RingShown>('/v1/ring', ASKED_AGAIN_MS);
  return (
    <section className="card">
      <h2>{say.title}</h2>
      <Shown answer={alarms}>
        {({ alarms: all }) => {
          const raised = all.filter(({ raisedAt }) => raisedAt !== null).length;
          return <p>{say.alarms(number(all.length), number(raised))}</p>;
        }}
      </Shown>
      <Shown answer={ring}>
        {({ decoysPerMillion }) => (
          <p>{decoysPerMillion === 0 ? say.noDecoys : say.decoys(share(decoysPerMillion / 1e6))}</p>
        )}
      </Shown>
    </section>
  );
}
