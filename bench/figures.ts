/** What every bench answers, and the arithmetic that all of them share. */

/** One bench's outcome. Figures are plain numbers; their names carry the unit. */
export interface BenchResult {
  readonly name: string;
  readonly figures: Readonly<Record<string, number>>;
  /** What a reader must know to judge the figures: sizes, numbers of runs, what fell short and why. */
  readonly notes?: readonly string[];
}

/** A bench. `report` tells a person how far it is; it goes to stderr. */
export type Bench = (report: (line: string) => void) => Promise<BenchResult>;

/** The `fraction` quantile (0 to 1) by nearest rank; NaN of nothing. */
export function quantile(values: readonly number[], fraction: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(fraction * sorted.length) - 1)] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Four significant digits: more would be noise on any machine. */
export function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
