import type { Browser, Page } from 'playwright-core';

/** How long a visitor waits, in ms since the visit began; `shift` is the cumulative layout shift. */
export interface Vitals {
  /** Largest Contentful Paint. */
  readonly paint: number;
  /** Cumulative Layout Shift. */
  readonly shift: number;
  /** Interaction to Next Paint, the slowest of a few; 0 where it was below 16 ms. */
  readonly interaction: number;
  /** Until the first letter that was typed stood on the screen; null where nothing was typed. */
  readonly answered: number | null;
  /** Time in tasks of the page's thread that took longer than 50 ms. */
  readonly longTasks: number;
  /** What the page's thread needed of a processor until then, slowed or not, in ms: other programs do not make it longer. */
  readonly processor: number;
}

type Seen = { -readonly [K in Exclude<keyof Vitals, 'processor'>]: Vitals[K] };

/** Runs in the page before anything of it: keeps what the browser tells of its own work. */
function watch(): void {
  const seen: Seen = { paint: 0, shift: 0, interaction: 0, answered: null, longTasks: 0 };
  Object.assign(globalThis, { seen });
  const observe = (options: PerformanceObserverInit, hear: (entry: never) => void): void => {
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) hear(entry as never);
    });
    observer.observe({ ...options, buffered: true });
  };
  // Browsers name no largest paint after somebody has typed: then it is the first one with content.
  const painted = ({ name, startTime }: PerformanceEntry): void => {
    if (name !== 'first-paint') seen.paint = Math.max(seen.paint, startTime);
  };
  observe({ type: 'largest-contentful-paint' }, painted);
  observe({ type: 'paint' }, painted);
  observe({ type: 'layout-shift' }, (entry: { value: number; hadRecentInput: boolean }) => {
    if (!entry.hadRecentInput) seen.shift += entry.value;
  });
  const events = { type: 'event', durationThreshold: 16 } as PerformanceObserverInit;
  observe(events, (entry: { duration: number; interactionId: number }) => {
    if (entry.interactionId > 0) seen.interaction = Math.max(seen.interaction, entry.duration);
  });
  observe({ type: 'longtask' }, ({ duration }: PerformanceEntry) => {
    seen.longTasks += duration;
  });
  const answer = (): void => {
    requestAnimationFrame(() => setTimeout(() => (seen.answered ??= performance.now())));
  };
  addEventListener('input', answer, { once: true, capture: true });
}

interface Visit {
  readonly url: string;
  /** How many times slower the processor is made. */
  readonly slower: number;
  /** Until the page is there; types, where there is something to type into. */
  readonly use: (page: Page) => Promise<void>;
}

/** One visit of somebody who was never here, with an empty cache, at the size of a phone. */
export async function visitOnce(browser: Browser, { url, slower, use }: Visit): Promise<Vitals> {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 390, height: 844 },
  });
  try {
    const page = await context.newPage();
    const protocol = await context.newCDPSession(page);
    await protocol.send('Performance.enable', { timeDomain: 'threadTicks' });
    await protocol.send('Emulation.setCPUThrottlingRate', { rate: slower });
    await page.addInitScript(watch);
    await page.goto(url, { waitUntil: 'commit' });
    await use(page);
    // What was painted last is told of after it was painted.
    await page.waitForTimeout(500);
    const { metrics } = await protocol.send('Performance.getMetrics');
    const spentS = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
    const seen = await page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen);
    return { ...seen, processor: spentS * 1000 };
  } finally {
    await context.close();
  }
}

/** Types into a field as soon as it is there: the page tells, so that nobody asks it again and again meanwhile. */
export async function typeInto(page: Page, selector: string, text: string): Promise<void> {
  await page.evaluate(async (wanted) => {
    const isThere = (): boolean => {
      const field = document.querySelector<HTMLElement>(wanted);
      field?.focus();
      return field !== null;
    };
    if (isThere()) return;
    await new Promise<void>((resolve) => {
      const observer = new MutationObserver(() => {
        if (!isThere()) return;
        observer.disconnect();
        resolve();
      });
      observer.observe(document, { subtree: true, childList: true });
    });
  }, selector);
  await page.keyboard.type(text);
}
