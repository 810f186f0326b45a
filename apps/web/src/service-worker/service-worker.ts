/**
 * Keeps the pages of one release, so that they open with no network. What a sovereign says is never kept here: a wallet has its
 * own store, and an old answer about money is worse than none.
 */

/** The release whose pages these are, and their paths: written in by the build. */
declare const RELEASE: string;
declare const KEPT: readonly string[];

declare const self: ServiceWorkerGlobalScope;

const CACHE = `pages-${RELEASE}`;
/** A sovereign that has not answered for so long is not waited for. */
const PATIENCE_MS = 3000;
/** What is the sovereign's to answer, or a page of its own. */
const NOT_PAGES = /^\/(v1|tile|checkpoint|docs|openapi\.json|health|metrics)(\/|$)/;

self.addEventListener('install', (event) => {
  event.waitUntil(keep());
});
self.addEventListener('activate', (event) => {
  event.waitUntil(takeOver());
});
self.addEventListener('fetch', (event) => {
  const { method, url, mode } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== self.location.origin || NOT_PAGES.test(pathname)) return;
  if (mode === 'navigate') event.respondWith(documentOf(event.request));
  else if (KEPT.includes(pathname)) event.respondWith(fileOf(event.request));
});

async function keep(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(KEPT.map((path) => new Request(path, { cache: 'reload' })));
  await self.skipWaiting();
}

async function takeOver(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith('pages-') && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** The newest document where there is a network, else the kept one: every path has the same. */
async function documentOf(request: Request): Promise<Response> {
  try {
    return await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch {
    return (await caches.match('/', { cacheName: CACHE })) ?? Response.error();
  }
}

async function fileOf(request: Request): Promise<Response> {
  return (await caches.match(request, { cacheName: CACHE })) ?? (await fetch(request));
}
