/** Where a command reads and writes: the process's own streams, or a test's. */
export interface Terminal {
  /** Somebody is there to answer a question. */
  readonly interactive: boolean;
  /** The width of stderr in columns where it is a terminal that can redraw a line, else undefined. */
  readonly columns: number | undefined;
  /** Stdout is a terminal that shows colours. */
  readonly colours: boolean;
  out(text: string): void;
  err(text: string): void;
  /** Aborted by the first SIGINT or SIGTERM after this call; a second one ends the process at once. */
  stopped(): AbortSignal;
}

/** The streams of this process. */
export function processTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr]) {
    // A reader that went away (`| head`) is no error of ours.
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  return {
    interactive: process.stdin.isTTY && process.stderr.isTTY,
    columns: process.stderr.isTTY ? process.stderr.columns : undefined,
    colours: process.stdout.hasColors?.() ?? false,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    stopped: () => {
      const controller = new AbortController();
      const stop = (): void => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeListener(signal, stop);
        controller.abort();
      };
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
      return controller.signal;
    },
  };
}
