import { NativeSelect } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { BarList } from '../../charts/bar-list.tsx';
import { useConsoleLanguage } from '../language.tsx';
import type { Stops } from './answers.ts';

type Within = 'hour' | 'day';

/** Payments that rules stopped, by rule, and what the ledger refused, by reason: bars, the longest first. */
export function StopsShown({ stops }: { stops: Stops }): ReactElement {
  const { words, number } = useConsoleLanguage();
  const say = words.console.health;
  const [within, setWithin] = useState<Within>('day');
  const rows = (named: readonly { readonly name: string; hour: number; day: number }[]) =>
    named
      .filter((one) => one[within] > 0)
      .toSorted((a, b) => b[within] - a[within])
      .map((one) => ({ name: one.name, value: one[within], said: number(one[within]) }));
  const rules = rows(stops.rules.map((one) => ({ ...one, name: one.rule })));
  const codes = rows(stops.codes.map((one) => ({ ...one, name: one.code })));
  return (
    <section className="stack">
      <NativeSelect
        className="health-span"
        label={say.span}
        value={within}
        data={[
          { value: 'hour', label: say.hour },
          { value: 'day', label: say.day },
        ]}
        onChange={(event) => setWithin(event.currentTarget.value as Within)}
      />
      <div className="health-charts">
        <section className="card">
          <h2>{say.byRule}</h2>
          {rules.length === 0 ? (
            <p className="faded">{say.byRuleNone}</p>
          ) : (
            <BarList rows={rules} />
          )}
          <p className="faded small">{say.byRuleMeans}</p>
        </section>
        <section className="card">
          <h2>{say.byCode}</h2>
          {codes.length === 0 ? (
            <p className="faded">{say.byCodeNone}</p>
          ) : (
            <BarList rows={codes.map((row) => ({ ...row, colour: 'plain' as const }))} />
          )}
        </section>
      </div>
    </section>
  );
}
