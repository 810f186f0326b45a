import type { Lane } from '@tallystick/protocol';
import { leaveText, takeHanded } from '../frame/handed-text.ts';
import type { ChangeDraft } from './changes/messages.ts';

/** Drafts that a browser keeps: the newest first. They are nobody's secret. */
export interface KeptDraft {
  readonly id: string;
  readonly text: string;
}

const KEPT = 'tallystick-drafts';
const MOST_KEPT = 20;
const MATTERS: readonly ChangeDraft['matter'][] = [
  'settings',
  'suites',
  'currencies',
  'cosigners',
  'peers',
  'vendors',
  'governance',
];

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

/** What the console leaves for a wallet to propose. */
export type HandedOver =
  /** `lane`: how it is meant to be decided; whoever proposes it chooses. */
  | { readonly kind: 'text'; readonly text: string; readonly lane: Lane }
  | { readonly kind: 'change'; readonly change: ChangeDraft };

/** Leaves a draft for the wallet of this browser, under the id that this gives; null where nothing can be stored. */
export function handOver(draft: HandedOver): string | null {
  return leaveText(JSON.stringify(draft));
}

/** What was left for this page, once; null where there is nothing. */
export function handedOver(): HandedOver | null {
  try {
    const handed: unknown = JSON.parse(takeHanded() ?? 'null');
    return isHanded(handed) ? handed : null;
  } catch {
    return null;
  }
}

/** Of this origin's own making; what it says is looked at before it is proposed. */
function isHanded(value: unknown): value is HandedOver {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, text, lane, change } = value as Readonly<Record<string, unknown>>;
  if (kind === 'change') return isChange(change);
  const isLane = lane === 'ordinary' || lane === 'emergency';
  return kind === 'text' && typeof text === 'string' && isLane;
}

function isChange(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { matter } = value as Readonly<Record<string, unknown>>;
  return MATTERS.some((one) => one === matter);
}
