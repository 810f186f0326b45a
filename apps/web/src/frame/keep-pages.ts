import { useEffect, useState } from 'react';
import type { Compared } from './compare-pages.ts';
import { isKeptPage } from './kept-page.ts';
import { noteLoaded, watchLoaded } from './loaded-paths.ts';
import { scriptUrl } from './script-url.ts';
import { workDone } from './under-way.ts';
import { whenIdle } from './when-idle.ts';
import { whichNews } from './which-news.ts';

/** What is to be said of these pages themselves, and how a newer release is taken. */
export type PagesNews =
  | {
      readonly kind: 'newer';
      readonly hash: string | null;
      readonly take: () => Promise<void>;
    }
  | { readonly kind: 'unfit' | 'differs'; readonly hash: string };

const NEWS = 'tallystick-news-of-pages';
/** A first page is there by then, on most devices. */
const FIRST_MS = 2000;
const LOOK_MS = 30 * 60_000;

interface Known {
  /** What is kept of a newer release and has not taken over. */
  waiting: ServiceWorker | null;
  /** Another page of this browser has had a newer release take over. */
  isReplaced: boolean;
  isFetching: boolean;
  /** The last try to keep a newer release failed. */
  isUnfit: boolean;
  compared: Compared;
  /** The hash of the release that a service worker keeps, by its own list. */
  kept: { readonly by: ServiceWorker; readonly hash: string } | null;
}

const known: Known = {
  waiting: null,
  isReplaced: false,
  isFetching: false,
  isUnfit: false,
  compared: { kind: 'unknown' },
  kept: null,
};

/**
 * Has the browser keep these pages, so that they open with no network from now on. Then, and now and then, looks whether the sovereign
 * serves newer ones, and whether these are what it says it serves.
 */
export function keepPages(): void {
  watchLoaded((urls) => noteLoaded(urls, location.origin));
  const begin = (): void => {
    const registered = register();
    later(() => void look(registered));
    setInterval(() => void look(registered), LOOK_MS);
  };
  // It fetches every page there is: whoever is here for the first time waits for one of them.
  const isKept = 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null;
  if (isKept) whenIdle(begin);
  else later(begin);
}

function later(work: () => void): void {
  setTimeout(() => whenIdle(work), FIRST_MS);
}

async function look(registered: Promise<ServiceWorkerRegistration | null>): Promise<void> {
  const registration = await registered;
  await registration?.update().catch(() => undefined);
  await compare();
}

async function compare(): Promise<void> {
  const { compareLoaded, keptHash } = await import('./compare-pages.ts');
  const compared = await compareLoaded();
  learn({ compared });
  const by = next();
  if (by === null || compared.kind !== 'other') return;
  learn({ kept: { by, hash: await keptHash(by, compared.worker) } });
}

/** The service worker whose release the next load would be of. */
function next(): ServiceWorker | null {
  return known.isReplaced ? navigator.serviceWorker.controller : known.waiting;
}

/** Null where there is none: a page works without it, a private window has none. */
async function register(): Promise<ServiceWorkerRegistration | null> {
  if (!('serviceWorker' in navigator)) return null;
  const container = navigator.serviceWorker;
  // The first one ever is no news.
  let hadOne = container.controller !== null;
  container.addEventListener('controllerchange', () => {
    if (hadOne) {
      learn({ isReplaced: true, waiting: null });
      void compare();
    }
    hadOne = true;
  });
  try {
    const registration = await container.register(scriptUrl('/sw.js'), { scope: '/' });
    const offer = (): void => {
      const waiting = hadOne ? registration.waiting : null;
      const isNew = waiting !== known.waiting;
      learn({ waiting });
      if (isNew && waiting !== null) void compare();
    };
    registration.addEventListener('updatefound', () => watch(registration.installing, offer));
    watch(registration.installing, offer);
    offer();
    return registration;
  } catch {
    return null;
  }
}

function watch(installing: ServiceWorker | null, offer: () => void): void {
  if (installing === null) return;
  let isKept = false;
  learn({ isFetching: true });
  installing.addEventListener('statechange', () => {
    isKept ||= installing.state === 'installed';
    learn({ isFetching: false, isUnfit: installing.state === 'redundant' && !isKept });
    offer();
  });
}

function learn(news: Partial<Known>): void {
  Object.assign(known, news);
  dispatchEvent(new Event(NEWS));
}

function newsNow(): PagesNews | null {
  const { waiting, kept } = known;
  const takes = kept !== null && kept.by === next() ? kept.hash : null;
  const said = whichNews({ ...known, isWaiting: waiting !== null, isKept: isKeptPage(), takes });
  if (said?.kind !== 'newer') return said;
  const { kind, hash, by } = said;
  const isToTakeOver = by === 'taking-over' && waiting !== null;
  return { kind, hash, take: isToTakeOver ? () => takeOver(waiting) : loadAgain };
}

/** Nothing that is being signed, stored or sent is cut off: it ends first, however long it takes. */
async function takeOver(waiting: ServiceWorker): Promise<void> {
  await workDone();
  navigator.serviceWorker.addEventListener('controllerchange', () => void loadAgain(), {
    once: true,
  });
  waiting.postMessage('take over');
}

async function loadAgain(): Promise<void> {
  await workDone();
  location.reload();
}

/** What there is to say of these pages; null as long as there is nothing. */
export function usePagesNews(): PagesNews | null {
  const [news, setNews] = useState(newsNow);
  useEffect(() => {
    const told = (): void => setNews(newsNow());
    addEventListener(NEWS, told);
    told();
    return () => removeEventListener(NEWS, told);
  }, []);
  return news;
}
