import type { Notice } from './notices-of.ts';

/** Whether nobody looks at the page: what is on it needs no notice. */
export function isAway(): boolean {
  return document.visibilityState === 'hidden';
}

export function mayTell(): boolean {
  return 'Notification' in globalThis && Notification.permission === 'granted';
}

/** Where the browser was allowed to. By the service worker: phones show no others. */
export async function tell({ title, body, tag }: Notice): Promise<void> {
  if (!mayTell()) return;
  const worker = await navigator.serviceWorker.ready;
  await worker.showNotification(title, { body, tag });
}
