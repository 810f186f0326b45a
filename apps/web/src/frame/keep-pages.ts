import { useEffect, useState } from 'react';
import { scriptUrl } from './script-url.ts';

/** Told when a newer release is kept and waits. */
const NEWER = 'tallystick-newer-release';
const LOOK_MS = 30 * 60_000;
let waiting: ServiceWorker | null = null;

/** Has the browser keep these pages, so that they open with no network from now on; and looks for newer ones now and then. */
export function keepPages(): void {
  if (!('serviceWorker' in navigator)) return;
  // A page works without it; a private window has none.
  void navigator.serviceWorker
    .register(scriptUrl('/sw.js'), { scope: '/' })
    .then(watch)
    .catch(() => undefined);
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
