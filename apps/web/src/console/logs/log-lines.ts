/** A line of the node's log (`GET /v1/operator/logs`). */
export interface LogLine {
  readonly number: number;
  /** ms since 1970. */
  readonly time: number;
  readonly level: LogLevel;
  readonly text: string;
  /** What else stands in it, as JSON; empty for nothing. */
  readonly data: string;
}

export const LEVELS = ['debug', 'info', 'warn', 'error', 'fatal'] as const;
export type LogLevel = (typeof LEVELS)[number];

const MOST_LINES = 200;

export function logPath(least: LogLevel, containing: string): string {
  const query = new URLSearchParams({ level: least, limit: String(MOST_LINES) });
  const wanted = containing.trim();
  if (wanted !== '') query.set('containing', wanted);
  return `/v1/operator/logs?${query.toString()}`;
}

/** JSON with a line for each thing in it, and stacks as they are written. */
export function prettyData(data: string): string {
  try {
    return JSON.stringify(JSON.parse(data), null, 2).replaceAll(String.raw`\n`, '\n  ');
  } catch {
    return data;
  }
}
