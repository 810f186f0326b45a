import type { ReactElement } from 'react';
import { Chart } from '../charts/chart.tsx';
import type { ChartSeries } from '../charts/chart-props.ts';
import { useLanguage } from '../frame/language.tsx';
import { Shown } from '../frame/states.tsx';
import type { SupplyHistoryShown } from '../sovereign/answers.ts';
import { useAnswer } from '../sovereign/use-answer.ts';

const ASKED_AGAIN_MS = 15_000;

/** How much of a currency there has been. */
export function SupplyChart({ code }: { code: string }): ReactElement {
  const { words, units, compact, moment } = useLanguage();
  const say = words.money;
  const answer = useAnswer<SupplyHistoryShown>(
    `/v1/supply/history?currency=${code}&points=200`,
    ASKED_AGAIN_MS,
  );
  return (
    <Shown answer={answer}>
      {({ points, decimals, time }) => {
        // The newest total still stands now: the line goes on to the newest header.
        const [newest, before] = [points.at(-1), time ?? 0];
        const isLater = newest !== undefined && before > newest.time;
        const all = isLater ? [...points, { ...newest, time: before }] : points;
        const write = (value: bigint | number): string =>
          `${units(String(value), decimals)} ${code}`;
        const line = (
          name: string,
          colour: ChartSeries['colour'],
          of: (point: (typeof all)[number]) => string,
        ): ChartSeries => ({
          name,
          kind: 'steps',
          colour,
          write,
          values: all.map((point) => BigInt(of(point))),
        });
        const series = [
          line(say.inCirculation, 'accent', ({ circulating }) => circulating),
          line(say.minted, 'plain', ({ minted }) => minted),
          line(say.burned, 'waiting', ({ burned }) => burned),
        ];
        return (
          <Chart
            title={say.chart(code)}
            {...(newest !== undefined && {
              summary: say.newest(write(BigInt(newest.circulating)), moment(newest.time)),
            })}
            times={all.map((point) => point.time)}
            series={series}
            axis={(position) => compact(position / 10 ** decimals)}
          />
        );
      }}
    </Shown>
  );
}
