import { type AnchorHTMLAttributes, type ReactElement, useEffect, useState } from 'react';

/** Told whenever this page changes its own address. */
const MOVED = 'tallystick-moved';

/** Where a page is: its path and what follows it. */
export interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
}

function placeNow(): Place {
  return { path: location.pathname, query: new URLSearchParams(location.search) };
}

/** Goes to another page of this application, without loading it anew. */
export function navigate(to: string, how: 'push' | 'replace' = 'push'): void {
  if (how === 'push') history.pushState(null, '', to);
  else history.replaceState(null, '', to);
  dispatchEvent(new Event(MOVED));
}

/** The present place, as it changes. */
export function usePlace(): Place {
  const [place, setPlace] = useState(placeNow);
  useEffect(() => {
    const moved = (): void => setPlace(placeNow());
    addEventListener('popstate', moved);
    addEventListener(MOVED, moved);
    return () => {
      removeEventListener('popstate', moved);
      removeEventListener(MOVED, moved);
    };
  }, []);
  return place;
}

/** A link to a page of this application. Opened in another tab or window it loads as any other. */
export function Link({
  href,
  ...rest
}: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }): ReactElement {
  return (
    <a
      {...rest}
      href={href}
      onClick={(event) => {
        const isPlain = !event.metaKey && !event.ctrlKey && !event.shiftKey && event.button === 0;
        if (!isPlain || event.defaultPrevented) return;
        event.preventDefault();
        navigate(href);
        if (!href.includes('#')) scrollTo(0, 0);
      }}
    />
  );
}
