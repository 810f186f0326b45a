import type { Effects } from '@tallystick/protocol';
import type { Change } from '../state/change.ts';

/** What one operation does, as long as nothing refuses it: its effects, and what changes. */
export interface Outcome {
  readonly ok: true;
  readonly effects: Effects;
  readonly changes: Change[];
}
