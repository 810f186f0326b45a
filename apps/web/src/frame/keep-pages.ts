import { useEffect, useState } from 'react';
import { scriptUrl } from './script-url.ts';
import { whenIdle } from './when-idle.ts';

/** Told when a newer release is kept and waits. */
const NEWER = 'tallystick-newer-release';
/** A first page is there by then, on most devices. */
const FIRST_MS = 2000;
const LOOK_MS = 30 * 60_000;
let waiting: ServiceWorker | null = null;

/** Has the browser keep these pages, so that they open with no network from now on; and looks for newer ones now and then. */
export function keepPages(): void {
  if (!('serviceWorker' in navigator)) return;
  const keep = (): void => {
    // A page works without it; a private window has none.
    void navigator.serviceWorker
      .register(scriptUrl('/sw.js'), { scope: '/' })
      .then(watch)
      .catch(() => undefined);
  };
  // It fetches every page there is: whoever is here for the first time waits for one of them.
  if (navigator.serviceWorker.controller !== null) whenIdle(keep);
  else setTimeout(() => whenIdle(keep), FIRST_MS);
}

function watch(registration: ServiceWorkerRegistration): null {
  const offer = (): void => {
    // The first one ever is no news.
    if (registration.waiting === null || navigator.serviceWorker.controller === null) return;
    ({ waiting } = registration);
    dispatchEvent(new Event(NEWER));
  };
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', offer);
  });
  setInterval(() => void registration.update().catch(() => undefined), LOOK_MS);
  offer();
  return null;
}

/** Loads the newer release that waits; null as long as none does. */
export function useNewerRelease(): (() => void) | null {
  const [isThere, setThere] = useState(waiting !== null);
  useEffect(() => {
    const told = (): void => setThere(true);
    addEventListener(NEWER, told);
    return () => removeEventListener(NEWER, told);
  }, []);
  if (!isThere) return null;
  return () => {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), {
      once: true,
    });
    waiting?.postMessage('take over');
  };
}
