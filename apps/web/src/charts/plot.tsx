import 'uplot/dist/uPlot.min.css';
import { type ReactElement, useEffect, useRef } from 'react';
import uPlot from 'uplot';
import { useLanguage } from '../frame/language.tsx';
import type { ChartColour, ChartProps, ChartSeries } from './chart-props.ts';

interface PlotProps extends Required<Pick<ChartProps, 'times' | 'series' | 'axis' | 'height'>> {
  /** Told which of the times the pointer is at; null when it has left. */
  readonly point: (index: number | null) => void;
}

const VARIABLES: Readonly<Record<ChartColour, string>> = {
  accent: '--accent',
  good: '--good',
  waiting: '--waiting',
  bad: '--bad',
  plain: '--line-strong',
};

/** Where on an axis a value stands. Only the drawing rounds: words are written from the value itself. */
function positions(series: ChartSeries): (number | null)[] {
  return series.values.map((value) => (value === null ? null : Number(value)));
}

/** The drawing of a chart, on a canvas: it sets sizes and places by the object model, which the policy of pages allows. */
export function Plot({ times, series: named, axis, height, point }: PlotProps): ReactElement {
  const { tag, dir, tick } = useLanguage();
  // What is named first lies above the others.
  const series = named.toReversed();
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(null);
  const data: uPlot.AlignedData = [[...times], ...series.map(positions)];
  // Another shape is another drawing; other values are only drawn again.
  const shape = JSON.stringify([
    tag,
    height,
    series.map(({ kind, colour, values }) => [kind, colour, values.length === 1]),
  ]);
  const latest = useRef({ axis, tick, data });
  latest.current = { axis, tick, data };
  useEffect(() => {
    const parent = place.current;
    if (parent === null) return undefined;
    const size = { width: Math.max(1, parent.clientWidth), height };
    const labels = {
      time: (ms: number, step: number) => latest.current.tick(ms, step),
      value: (position: number) => latest.current.axis(position),
    };
    const options = { ...size, ...drawing({ series, labels, isMirrored: dir === 'rtl', point }) };
    const drawn = new uPlot(options, latest.current.data, parent);
    plot.current = drawn;
    const sized = new ResizeObserver(() => {
      if (parent.clientWidth > 0 && parent.clientWidth !== drawn.width) {
        drawn.setSize({ width: parent.clientWidth, height });
      }
    });
    sized.observe(parent);
    // Colours are read while drawing: another scheme needs another drawing.
    const themed = new MutationObserver(() => drawn.redraw());
    const attributeFilter = ['data-mantine-color-scheme'];
    themed.observe(document.documentElement, { attributes: true, attributeFilter });
    return () => {
      sized.disconnect();
      themed.disconnect();
      drawn.destroy();
      plot.current = null;
    };
  }, [shape, point]);
  const drawnData = JSON.stringify(data);
  useEffect(() => {
    if (plot.current?.data !== latest.current.data) plot.current?.setData(latest.current.data);
  }, [drawnData]);
  return <div ref={place} className="chart-plot" dir="ltr" />;
}

interface Drawing {
  readonly series: readonly ChartSeries[];
  readonly labels: {
    readonly time: (ms: number, stepMs: number) => string;
    readonly value: (position: number) => string;
  };
  /** Time runs from right to left, as the page is read. */
  readonly isMirrored: boolean;
  readonly point: (index: number | null) => void;
}

type Drawn = Omit<uPlot.Options, 'width' | 'height'>;

function drawing({ series, labels, isMirrored, point }: Drawing): Drawn {
  const bars = series.filter(({ kind }) => kind === 'bars');
  if (bars.length > 2) throw new Error('more than two bars do not stand side by side');
  return {
    ms: 1,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 8 } },
    padding: [12, isMirrored ? 0 : 12, 0, isMirrored ? 12 : 0],
    scales: {
      x: { time: true, dir: isMirrored ? -1 : 1, range: roomFor(bars.length > 0) },
      y: { range: (_, low, high) => spanOf(low, high) },
    },
    axes: axesOf(labels, isMirrored),
    series: [{}, ...series.map((one) => seriesOf(one, bars))],
    hooks: { setCursor: [({ cursor }) => point(cursor.idx ?? null)] },
  };
}

const HALF_DAY_MS = 43_200_000;

/** From the first time to the last, with room for half a bar beside both; half a day around a single time. */
function roomFor(hasBars: boolean): uPlot.Range.Function {
  return ({ data: [times] }, first, last) => {
    const gaps = Array.from(times ?? [], (ms, at) => ms - (times?.[at - 1] ?? -Infinity));
    const nearest = Math.min(...gaps);
    if (first === last || !Number.isFinite(nearest)) {
      return [first - HALF_DAY_MS, last + HALF_DAY_MS];
    }
    return hasBars ? [first - nearest / 2, last + nearest / 2] : [first, last];
  };
}

/** From zero to a little above the highest; to a little below the lowest where that is negative. */
function spanOf(low: number | null, high: number | null): uPlot.Range.MinMax {
  const [least, most] = [Math.min(0, low ?? 0), Math.max(0, high ?? 0)];
  if (least === most) return [0, 1];
  const pad = { pad: 0.1, soft: 0, mode: 1 } as const;
  return uPlot.rangeNum(least, most, { min: pad, max: pad });
}

function seriesOf(one: ChartSeries, bars: readonly ChartSeries[]): uPlot.Series {
  const stroke = (): string => colourOf(VARIABLES[one.colour]);
  if (one.kind === 'bars') {
    const isBeside = bars.length === 2;
    const align = isBeside ? (one === bars[0] ? 1 : -1) : 0;
    const paths = uPlot.paths.bars?.({ align, size: [isBeside ? 0.35 : 0.7, 48, 2], radius: 0.1 });
    return { ...(paths && { paths }), stroke, fill: stroke, width: 0, points: { show: false } };
  }
  const paths = one.kind === 'steps' ? uPlot.paths.stepped?.({ align: 1 }) : uPlot.paths.linear?.();
  // What stays until it changes has corners; a single value has nothing but its point.
  const isPointed = one.kind === 'line' || one.values.length === 1;
  const points = { fill: (): string => colourOf('--sheet'), ...(!isPointed && { show: false }) };
  return { ...(paths && { paths }), stroke, width: 2, points };
}

function axesOf(labels: Drawing['labels'], isMirrored: boolean): uPlot.Axis[] {
  const font = `12px ${getComputedStyle(document.body).fontFamily}`;
  const stroke = (): string => colourOf('--faded');
  const line = { stroke: (): string => colourOf('--line'), width: 1 };
  return [
    {
      font,
      stroke,
      grid: { show: false },
      ticks: { ...line, size: 5 },
      space: 84,
      size: 36,
      values: (_plot, splits, _axis, _space, step) => splits.map((ms) => labels.time(ms, step)),
    },
    {
      font,
      stroke,
      side: isMirrored ? 1 : 3,
      grid: line,
      ticks: { show: false },
      space: 40,
      size: (_plot, values) => widestOf(values, font),
      values: (_plot, splits) => splits.map(labels.value),
    },
  ];
}

function colourOf(variable: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(variable).trim();
}

const LEAST_WIDTH = 36;
const GAP = 16;

/** The room that labels beside the drawing need, in CSS pixels. */
function widestOf(labels: readonly string[] | null, font: string): number {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null || labels === null) return LEAST_WIDTH + GAP;
  context.font = font;
  const widths = labels.map((label) => context.measureText(label).width);
  return Math.ceil(Math.max(LEAST_WIDTH, ...widths)) + GAP;
}
