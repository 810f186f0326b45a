import './keeping.css';
import type { ReactElement } from 'react';
import { PageHead } from '../../frame/page-head.tsx';
import { Shown } from '../../frame/states.tsx';
import { useConsoleLanguage } from '../language.tsx';
import { useOperatorAnswer } from '../operator.tsx';
import { type SettingRow, type Settings, limitRows, settingGroups } from './setting-rows.ts';
import { Webhooks } from './webhooks.tsx';

/** What the node was started with, what changes each, and who is told of events. */
export function SettingsPage(): ReactElement {
  const { words, number, duration } = useConsoleLanguage();
  const say = words.console.health.settings;
  const answer = useOperatorAnswer<Settings>('/v1/operator/settings');
  return (
    <section className="stack-wide">
      <PageHead title={say.title} lead={say.lead} />
      <Shown answer={answer}>
        {(settings) => (
          <>
            {settingGroups(settings, say, number).map(({ title, rows }) => (
              <Group key={title} title={title} rows={rows} />
            ))}
            <Webhooks />
            <Group
              title={say.limits}
              lead={say.limitsMean}
              rows={limitRows(settings.limits, say, { number, duration })}
            />
          </>
        )}
      </Shown>
    </section>
  );
}

function Group({
  title,
  lead,
  rows,
}: {
  title: string;
  lead?: string;
  rows: readonly SettingRow[];
}): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.health.settings;
  return (
    <section className="stack">
      <h2>{title}</h2>
      {lead !== undefined && <p className="faded">{lead}</p>}
      <dl className="rows">
        {rows.map(({ name, value, changedBy }) => (
          <div key={name} className="setting">
            <dt className="faded">{name}</dt>
            <dd className="wrap-anywhere">
              <bdi>{value}</bdi>
            </dd>
            {changedBy !== null && (
              <dd className="faded small">
                {say.changed}{' '}
                <code className="wrap-anywhere" dir="ltr">
                  {changedBy}
                </code>
              </dd>
            )}
          </div>
        ))}
      </dl>
    </section>
  );
}
