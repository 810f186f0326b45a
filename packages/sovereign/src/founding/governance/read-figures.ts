const UNITS_MS: Readonly<Record<string, number>> = {
  ms: 1,
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};

/** `3 days`, `1 week`, `500 ms`, `0`: in ms; undefined when it is no time. */
export function readPeriod(text: string): number | undefined {
  if (text === '0') return 0;
  const [, count, unit] = /^(\d{1,9}) (ms|second|minute|hour|day|week)s?$/.exec(text) ?? [];
  const unitMs = unit === undefined ? undefined : UNITS_MS[unit];
  return unitMs === undefined ? undefined : Number(count) * unitMs;
}

/** `50.1 %`: in thousandths; undefined when it is no share. */
export function readShare(text: string): number | undefined {
  const [, whole, tenth = '0'] = /^(\d{1,3})(?:\.(\d))? ?%$/.exec(text) ?? [];
  return whole === undefined ? undefined : Number(whole) * 10 + Number(tenth);
}
