/** Drafts that a browser keeps: the newest first. They are nobody's secret. */
export interface KeptDraft {
  readonly id: string;
  readonly text: string;
}

const KEPT = 'tallystick-drafts';
const HANDED = 'tallystick-draft-handed-over';
const MOST_KEPT = 20;

export function keptDrafts(): KeptDraft[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isDraft) : [];
  } catch {
    return [];
  }
}

function isDraft(value: unknown): value is KeptDraft {
  if (typeof value !== 'object' || value === null) return false;
  const { id, text } = value as Readonly<Record<string, unknown>>;
  return typeof id === 'string' && typeof text === 'string';
}

/** Keeps them; a browser that keeps nothing has them as long as the page is open. */
export function keepDrafts(drafts: readonly KeptDraft[]): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify(drafts.slice(0, MOST_KEPT)));
  } catch {
    // The draft is in the editor all the same, and can be saved as a file.
  }
}

/** Leaves a text where the wallet of this browser finds it. */
export function handOver(text: string): void {
  localStorage.setItem(HANDED, text);
}

/** What was handed over last; null where there is nothing. */
export function handedOver(): string | null {
  try {
    return localStorage.getItem(HANDED);
  } catch {
    return null;
  }
}
