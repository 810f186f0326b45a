const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'] as const;
const STEP = 1024;

/** A size in the largest unit that it fills, with one decimal at most. */
export function bytesText(bytes: number, number: (value: number) => string): string {
  const step = Math.floor(Math.log(Math.max(1, bytes)) / Math.log(STEP));
  const place = Math.min(step, UNITS.length - 1);
  const value = bytes / STEP ** place;
  return `${number(Math.round(value * 10) / 10)} ${UNITS[place] ?? 'bytes'}`;
}
