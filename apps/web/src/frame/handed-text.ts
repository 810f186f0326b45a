const NAME = 'tallystick-handed-';
/** What nobody came for in an hour, nobody comes for. */
const GOOD_FOR_MS = 3_600_000;

/**
 * Leaves a text for one page of this browser, which takes it by the id that this gives; null where nothing can be stored. It lies in the
 * browser's storage until then, so it is nothing secret.
 */
export function leaveText(text: string): string | null {
  const id = crypto.getRandomValues(new Uint8Array(16)).toHex();
  try {
    forgetOld();
    localStorage.setItem(NAME + id, JSON.stringify({ text, at: Date.now() }));
    return id;
  } catch {
    return null;
  }
}

/** Takes what was left under an id: once. Null where there is nothing. */
export function takeText(id: string): string | null {
  try {
    const left = localStorage.getItem(NAME + id);
    localStorage.removeItem(NAME + id);
    const { text } = JSON.parse(left ?? '{}') as { readonly text?: unknown };
    return typeof text === 'string' ? text : null;
  } catch {
    return null;
  }
}

/** What the address that led to this page has behind its `#`: what was left for it. */
export function takeHanded(): string | null {
  return takeText(location.hash.slice(1));
}

function forgetOld(): void {
  for (const name of Object.keys(localStorage).filter((one) => one.startsWith(NAME))) {
    const age = Date.now() - timeOf(localStorage.getItem(name) ?? '');
    if (!(age <= GOOD_FOR_MS)) localStorage.removeItem(name);
  }
}

/** When a text was left; NaN where that cannot be read: such an entry must not keep others from being left. */
function timeOf(entry: string): number {
  try {
    return Number((JSON.parse(entry) as { readonly at?: unknown }).at);
  } catch {
    return NaN;
  }
}
