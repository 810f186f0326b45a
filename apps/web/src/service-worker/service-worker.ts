/**
 * Keeps the pages of one release, so that they open with no network. What a sovereign says is never kept here: a wallet has its
 * own store, and an old answer about money is worse than none.
 */

/** The release whose pages these are, and their paths with the SHA-256 of each: written in by the build. */
declare const RELEASE: string;
declare const KEPT: Readonly<Record<string, string>>;
/** Once in this script, however often it is used. */
const LIST = KEPT;

declare const self: ServiceWorkerGlobalScope;

const CACHE = `pages-${RELEASE}`;
/** What is the sovereign's to answer, or a page of its own; where one is founded nothing is kept. */
const NOT_PAGES =
  /^\/(v1|tile|checkpoint|docs|openapi\.json|release\.json|health|metrics|found)(\/|$)/;
/** Files whose names have the hash of what is in them: those of another release are no others under these names. */
const NAMED_BY_HASH = /^\/assets\//;
/** Releases before this one that pages may still be of, which were open when this one took over. */
const OLDER_KEPT = 2;

self.addEventListener('install', (event) => {
  event.waitUntil(keep());
});
self.addEventListener('activate', (event) => {
  event.waitUntil(takeOver());
});
// A page says when its reader wants the newer release: never in the middle of what they do.
self.addEventListener('message', ({ data, ports: [port] }) => {
  if (data === 'take over') void self.skipWaiting();
  // Before it is offered: what would be taken is what was kept, whatever is served by now.
  if (data === 'what is kept') port?.postMessage(LIST);
});
self.addEventListener('fetch', (event) => {
  const { method, url, mode } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== self.location.origin || NOT_PAGES.test(pathname)) return;
  // A page is of one release, document and scripts: the one that was kept whole, until its reader takes the next.
  if (mode === 'navigate') event.respondWith(kept('/', event.request));
  else if (Object.hasOwn(LIST, pathname)) event.respondWith(kept(pathname, event.request));
  else if (NAMED_BY_HASH.test(pathname)) event.respondWith(olderFile(event.request));
});

async function keep(): Promise<void> {
  const wasThere = await caches.has(CACHE);
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(Object.entries(LIST).map(([path, sha256]) => keepFile(cache, path, sha256)));
  } catch (error) {
    // A part of a release is none, and would push one out that pages are still of.
    if (!wasThere) await caches.delete(CACHE);
    throw error;
  }
}

/** One that is not what was built with this script is not kept, and the release that is here stays. */
async function keepFile(cache: Cache, path: string, sha256: string): Promise<void> {
  const answer = await fetch(new Request(path, { cache: 'reload' }));
  const bytes = await answer.clone().arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)).toHex();
  if (!answer.ok || digest !== sha256) throw new Error(`${path} is not of this release`);
  await cache.put(path, answer);
}

async function takeOver(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith('pages-') && name !== CACHE);
  await Promise.all(old.slice(0, -OLDER_KEPT).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function kept(path: string, request: Request): Promise<Response> {
  return (await caches.match(path, { cacheName: CACHE })) ?? (await fetch(request));
}

async function olderFile(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? (await fetch(request));
}
