/** How this page's document was loaded (Navigation Timing Level 2). */
const [opened] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];

/** Whether the document is the copy that the service worker keeps. */
export function isKeptPage(): boolean {
  return opened !== undefined && opened.workerStart > 0;
}

/** The path under which this page's very document is found: each has the same, kept copies stand under one. */
export function documentPath(): string {
  return opened === undefined || isKeptPage() ? '/' : new URL(opened.name).pathname;
}
