const paths = new Set<string>();

/** Remembers what has been asked for: scripts and styles of this origin. */
export function noteLoaded(urls: readonly string[], origin: string): void {
  const own = urls.map((url) => new URL(url)).filter((url) => url.origin === origin);
  for (const { pathname } of own) if (/\.(js|css)$/.test(pathname)) paths.add(pathname);
}

/** What this page and the process that has the keys have asked for since the page was opened, each once. */
export function loadedPaths(): readonly string[] {
  return [...paths];
}

/** Tells what is loaded from here on, and was before: an observer misses nothing when the browser's own list of it is full. */
export function watchLoaded(tell: (urls: readonly string[]) => void): void {
  const observer = new PerformanceObserver((list) =>
    tell(list.getEntries().map(({ name }) => name)),
  );
  observer.observe({ type: 'resource', buffered: true });
}
