import type { ReactElement } from 'react';
import { Shown } from '../../frame/states.tsx';
import { useConsoleLanguage } from '../language.tsx';
import { useOperatorAnswer } from '../operator.tsx';

/** `GET /v1/operator/stats`: sizes and counts; times in ms since 1970, memory in bytes. */
interface Stats {
  readonly status: string;
  readonly startedAt: number;
  readonly log: { readonly size: number };
  readonly identities: number;
  readonly devices: number;
  readonly openHolds: number;
  readonly queued: number;
  readonly residentBytes: number;
}

const ASKED_AGAIN_MS = 2_000;
const MEBIBYTE = 1 << 20;

/** What the sovereign is doing now. */
export function HealthPage(): ReactElement {
  const { words, moment, number } = useConsoleLanguage();
  const say = words.console.home;
  const answer = useOperatorAnswer<Stats>('/v1/operator/stats', ASKED_AGAIN_MS);
  return (
    <section className="stack">
      <h1>{say.title}</h1>
      <p className="lead">{say.lead}</p>
      <Shown answer={answer}>
        {(stats) => (
          <dl className="columns columns-four">
            <Figure name={say.status} value={stats.status} />
            <Figure name={say.since} value={moment(stats.startedAt)} />
            <Figure name={say.entries} value={number(stats.log.size)} />
            <Figure name={say.identities} value={number(stats.identities)} />
            <Figure name={say.devices} value={number(stats.devices)} />
            <Figure name={say.openHolds} value={number(stats.openHolds)} />
            <Figure name={say.queued} value={number(stats.queued)} />
            <Figure
              name={say.memory}
              value={`${number(Math.round(stats.residentBytes / MEBIBYTE))} MiB`}
            />
          </dl>
        )}
      </Shown>
    </section>
  );
}

function Figure({ name, value }: { name: string; value: string }): ReactElement {
  return (
    <div className="card">
      <dt className="faded small">{name}</dt>
      <dd className="figures">{value}</dd>
    </div>
  );
}
