import { useEffect, useState } from 'react';

/** Where the browser does not tell of idle time. */
const LATER_MS = 300;

/** Does what nobody waits for, once the page has nothing else to do. Gives what calls it off. */
export function whenIdle(work: () => void): () => void {
  if (!('requestIdleCallback' in globalThis)) {
    const timer = setTimeout(work, LATER_MS);
    return () => clearTimeout(timer);
  }
  const request = requestIdleCallback(work);
  return () => cancelIdleCallback(request);
}

/** Whether the page has had nothing else to do since this was first shown: what costs time and is not looked at first waits for it. */
export function useIdle(): boolean {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => whenIdle(() => setIdle(true)), []);
  return isIdle;
}
