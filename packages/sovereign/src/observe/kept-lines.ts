import type { DestinationStream } from 'pino';

/** A line of the log, as it was written: what could be a secret is not in it any more. */
interface LogLine {
  /** Grows by one with each line, from 1 at the start of the node. */
  readonly number: number;
  /** ms since 1970. */
  readonly time: number;
  readonly level: LineLevel;
  readonly text: string;
  /** What else stands in it, as JSON. */
  readonly data: string;
}

export const LINE_LEVELS = ['debug', 'info', 'warn', 'error', 'fatal'] as const;
export type LineLevel = (typeof LINE_LEVELS)[number];

/** Of the lines that are kept. */
interface WantedLines {
  /** The last number that is known. */
  readonly after: number;
  readonly least: LineLevel;
  /** What has to stand in it, upper case or lower; anything does where it is empty. */
  readonly containing: string;
  readonly limit: number;
}

/** The newest lines of the log, in memory: 2,000 of them, and 1 MiB, at most. */
export interface KeptLines {
  /** Writes each line on to `next`, and keeps it. */
  behind(next: DestinationStream): DestinationStream;
  /** The newest of those that are wanted, in their order. */
  find(wanted: WantedLines): readonly LogLine[];
}

const MOST_LINES = 2000;
const MOST_CHARACTERS = 1 << 20;
/** Of one line: a stack of a long message. */
const MOST_OF_ONE = 8192;

interface Kept {
  readonly number: number;
  readonly line: string;
}

/** pino's own numbers of its levels: 20 is debug, 60 fatal. */
function levelOf(number: unknown): LineLevel {
  const at = typeof number === 'number' ? Math.floor(number / 10) - 2 : 0;
  return LINE_LEVELS[Math.min(Math.max(at, 0), LINE_LEVELS.length - 1)] ?? 'info';
}

export function newKeptLines(): KeptLines {
  const kept: Kept[] = [];
  let characters = 0;
  let last = 0;

  function keep(line: string): void {
    last += 1;
    // A line that is too long is kept without what stands in it.
    const short = line.length > MOST_OF_ONE ? JSON.stringify(withoutData(line)) : line;
    kept.push({ number: last, line: short });
    characters += short.length;
    while (kept.length > MOST_LINES || characters > MOST_CHARACTERS) {
      characters -= kept.shift()?.line.length ?? 0;
    }
  }

  return {
    behind: (next) => ({
      write(line) {
        keep(line);
        next.write(line);
      },
    }),
    find({ after, least, containing, limit }) {
      const from = LINE_LEVELS.indexOf(least);
      const text = containing.toLowerCase();
      const found: LogLine[] = [];
      for (let at = kept.length - 1; at >= 0 && found.length < limit; at -= 1) {
        const one = kept[at];
        if (one === undefined || one.number <= after) break;
        if (text !== '' && !one.line.toLowerCase().includes(text)) continue;
        const line = readLine(one);
        if (LINE_LEVELS.indexOf(line.level) >= from) found.push(line);
      }
      return found.toReversed();
    },
  };
}

function readLine({ number, line }: Kept): LogLine {
  const { level, time, msg, ...data } = parseLine(line);
  return {
    number,
    time: typeof time === 'number' ? time : 0,
    level: levelOf(level),
    text: typeof msg === 'string' ? msg : '',
    data: Object.keys(data).length === 0 ? '' : JSON.stringify(data),
  };
}

function withoutData(line: string): object {
  const { level, time, msg } = parseLine(line);
  return { level, time, msg: String(msg).slice(0, MOST_OF_ONE / 2), isCut: true };
}

function parseLine(line: string): Record<string, unknown> {
  return JSON.parse(line) as Record<string, unknown>; // pino wrote it
}
