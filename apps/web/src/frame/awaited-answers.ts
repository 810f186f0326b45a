/** Answers that are awaited of a process of this page's own. */
export interface AwaitedAnswers<T> {
  /** Has something be asked under a number of its own; what the process answers to it. */
  readonly ask: (give: (id: number) => void) => Promise<T>;
  readonly answer: (id: number, answer: T) => void;
  /** The process has ended: whoever waits is told so, and whoever asks from here on, at once. */
  readonly end: () => void;
}

/** `ended` is what is said of a process that will answer nothing any more. */
export function awaitedAnswers<T>(ended: T): AwaitedAnswers<T> {
  const waiting = new Map<number, (answer: T) => void>();
  let last = 0;
  let isOver = false;
  return {
    ask(give) {
      if (isOver) return Promise.resolve(ended);
      last += 1;
      const { promise, resolve } = Promise.withResolvers<T>();
      waiting.set(last, resolve);
      give(last);
      return promise;
    },
    answer(id, answer) {
      waiting.get(id)?.(answer);
      waiting.delete(id);
    },
    end() {
      isOver = true;
      for (const resolve of waiting.values()) resolve(ended);
      waiting.clear();
    },
  };
}
