/** What must not be cut off by loading the pages anew: something is being signed, stored or sent. */
let count = 0;
const waiting = new Set<() => void>();

/** Tells that something is under way; what it gives tells, once, that it has ended. */
export function beginWork(): () => void {
  let isOver = false;
  count += 1;
  return () => {
    if (isOver) return;
    isOver = true;
    count -= 1;
    if (count > 0) return;
    for (const ended of waiting) ended();
    waiting.clear();
  };
}

/** Has work be under way until it has ended, however it ends. */
export async function underWay<T>(work: () => Promise<T>): Promise<T> {
  const over = beginWork();
  try {
    return await work();
  } finally {
    over();
  }
}

/** Resolves when nothing is under way. */
export async function workDone(): Promise<void> {
  // Whoever waited may find that something else has begun meanwhile.
  while (count > 0) await new Promise<void>((resolve) => waiting.add(resolve));
}
