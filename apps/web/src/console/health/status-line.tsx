import type { ReactElement } from 'react';
import { Link } from '../../frame/route.tsx';
import { ClockSign, CrossSign, TickSign } from '../../frame/signs.tsx';
import { bytesText } from '../bytes-text.ts';
import { useConsoleLanguage } from '../language.tsx';
import { type Level, type Worry, type WorryKind, levelOf } from './worries.ts';

/** Whether everything works, in words; else what is wrong, the worst first, and what to do about it. Advice stands apart, quietly. */
export function StatusLine({
  worries,
  now,
}: {
  worries: readonly Worry[];
  now: number;
}): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.health;
  const isAdvice = (worry: Worry): boolean => levelOf(worry) === 'advice';
  const advice = worries.filter(isAdvice);
  const wrong = worries.filter((worry) => !isAdvice(worry));
  const [worst] = wrong;
  const level = worst && levelOf(worst);
  const well = advice.length === 0 ? say.works : say.advised;
  return (
    <div className="stack">
      <section className={`card status status-${level ?? 'good'}`} role="status">
        <h2 className="verdict">
          <LevelSign level={level} />
          {level === undefined || level === 'advice' ? well : say[level]}
        </h2>
        {wrong.length === 0 ? <p>{say.worksMeans}</p> : <Worries worries={wrong} now={now} />}
      </section>
      {advice.length > 0 && (
        <section className="card">
          <h2>{say.safer}</h2>
          <Worries worries={advice} now={now} />
        </section>
      )}
    </div>
  );
}

function Worries({ worries, now }: { worries: readonly Worry[]; now: number }): ReactElement {
  return (
    <ul className="rows">
      {worries.map((worry, at) => (
        <WorryRow key={`${worry.kind}-${at}`} worry={worry} now={now} />
      ))}
    </ul>
  );
}

function LevelSign({ level }: { level: Level | undefined }): ReactElement {
  if (level === 'stopped') return <CrossSign />;
  return level === 'look' ? <ClockSign /> : <TickSign />;
}

/** Where there is more about it. */
const PLACES: Partial<Record<WorryKind, string>> = {
  'ledger-stopped': '/console/logs',
  'not-ready': '/console/logs',
  'ring-down': '/console/logs',
  'ring-restarted': '/console/logs',
  'standing-still': '/console/logs',
  'alarms-raised': '/rules',
  'rule-stops-much': '/rules',
  'forks-found': '/console/forks',
  'backup-old': '/console/backups',
  'no-backup': '/console/backups',
};

function WorryRow({ worry, now }: { worry: Worry; now: number }): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.health;
  const { what, next } = say.worries[worry.kind];
  const known = useKnown(worry, now);
  const place = 'list' in worry ? `/rules/${worry.list}` : PLACES[worry.kind];
  return (
    <li className="stack-tight">
      <strong>{what(...known)}</strong>
      <p className="faded">{next}</p>
      {place !== undefined && (
        <p>
          <Link href={place}>{say.goThere}</Link>
        </p>
      )}
    </li>
  );
}

/** What is known of a worry, as its words take it. */
function useKnown(worry: Worry, now: number): [string, string] {
  const { words, number, distance, duration, moment } = useConsoleLanguage();
  const { places } = words.console.health;
  switch (worry.kind) {
    case 'disk-low':
      return [bytesText(worry.freeBytes, number), places[worry.of]];
    case 'clock-ahead':
      return [duration(worry.aheadMs), ''];
    case 'standing-still':
      return [moment(worry.since), ''];
    case 'ring-restarted':
    case 'backup-old':
      return [distance(worry.at, now), ''];
    case 'alarms-raised':
    case 'appeals-overdue':
    case 'forks-found':
      return [number(worry.count), ''];
    case 'list-stale':
    case 'list-ages':
      return [worry.list, moment(worry.at)];
    case 'rule-stops-much':
      return [worry.rule, `${number(worry.percent)} %`];
    case 'slow':
      return [duration(worry.ms), ''];
    case 'unreachable':
    case 'disk-full':
    case 'ledger-stopped':
    case 'workers-ended':
    case 'ring-down':
    case 'stopping':
    case 'not-ready':
    case 'queue-full':
    case 'forgets':
    case 'no-backup':
    case 'no-kept-log':
      return ['', ''];
  }
}
