import { Presets, SingleBar } from 'cli-progress';
import type { Call } from '../command.ts';

/** Shows how far an import is, on stderr: a bar where somebody watches, else a line now and then. */
export interface ImportProgress {
  progress(settled: number, paid: number): void;
  collecting(done: number, all: number): void;
  /** A sentence for the end of an import that could not go on. */
  standing(): string;
  end(): void;
}

const LINE_EVERY_MS = 2_000;

export function createImportProgress(call: Call, rows: number): ImportProgress {
  const bar = call.terminal.columns === undefined ? undefined : createBar();
  let lastLine = Date.now();
  let settled = 0;
  let isCollecting = false;

  function line(text: string): void {
    if (Date.now() - lastLine < LINE_EVERY_MS) return;
    lastLine = Date.now();
    call.note(text);
  }

  bar?.start(rows, 0, { what: 'rows' });
  return {
    progress(now, paid) {
      settled = now;
      if (bar === undefined) line(`${now} of ${rows} rows, ${paid} paid`);
      else bar.update(now);
    },
    collecting(done, all) {
      if (bar === undefined) {
        line(`${done} of ${all} payees have collected`);
        return;
      }
      if (!isCollecting) bar.start(all, done, { what: 'payees collect' });
      isCollecting = true;
      bar.update(done);
    },
    standing: () => `${settled} of ${rows} rows are settled.`,
    end() {
      bar?.stop();
    },
  };
}

function createBar(): SingleBar {
  const format = '{bar} {percentage} % · {value} of {total} {what} · {eta_formatted} left';
  return new SingleBar({ format, stream: process.stderr }, Presets.shades_classic);
}
