import { scriptUrl } from './script-url.ts';

/** Has the browser keep these pages, so that they open with no network from now on. */
export function keepPages(): void {
  if (!('serviceWorker' in navigator)) return;
  // A page works without it; a private window has none.
  navigator.serviceWorker.register(scriptUrl('/sw.js'), { scope: '/' }).catch(() => undefined);
}
